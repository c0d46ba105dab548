"""E-policy: the policy document, book or card."""

from conversations.wishes.base import Wish

E_POLICY = Wish(
    name="e_policy",
    answered=True,
    patterns={
        "id": """
(e-polis|epolis|e polis|buku polis|dokumen polis|kartu peserta|kartu asuransi|kartu kepesertaan|kartunya|e-card|ecard|kartu fisik|polis fisik|softcopy|soft copy|hardcopy|pdf|salinan polis|sertifikat|ekartu|e-kartu|cetak polis|buku polisnya)*
(download|unduh|cetak|kirim|kirimkan|print|minta) [ulang|file] (polis|kartu|polisnya|kartunya|sertifikat|buku)
(polis|kartu) [saya|nya] [belum|kapan] (dikirim|sampai|datang|diterima|jadi)
""",
        "en": """
(e-policy|epolicy|policy document|policy documents|policy book|policy contract|member card|insurance card|membership card|e-card|ecard|certificate|soft copy|hard copy|pdf|digital card)*
(download|print|send|get|resend|email) [me|a|my|the] [copy|new] [of] [my|the] (policy|card|document|contract|certificate)
(lost|need|replace|new|damaged) [my|a|the] [new|insurance|member] card
""",
    },
    sentences={
        "id": """
minta e-polis
download polis
kirim ulang buku polis
kartu asuransi hilang minta yang baru
kartu peserta saya rusak
polis saya belum sampai di rumah
buku polis belum diterima
cetak kartu
e-card di mana
minta salinan polis
pdf polis
unduh dokumen polis
kapan kartu saya dikirim
sertifikat peserta group
polis elektronik
kartu belum jadi
minta kartu digital
kartu asuransi saya hilang, minta dikirim yg baru
buku polis saya rusak kena banjir, bisa dicetak ulang?
minta e-polis dong kirim ke email
kartu peserta belum saya terima, kapan dikirim
download dokumen polis di mana
mau minta salinan polis krn yg asli hilang
minta e-polis dong
buku polis saya hilang
kartu asuransi blm dateng
kak epolis aku dikirim ke email mana ya, dicari di inbox ga nemu
download polis elektronik dmn
Rumah kami kebanjiran bulan lalu dan buku polisnya ikut hanyut, apakah bisa dicetakkan ulang?
cetak ulang kartu peserta biayanya berapa
mau minta salinan polis utk pengajuan kpr
kartu rs nya patah, bisa minta baru?
password buka file e-policy apa ya
pdf polisnya ga bisa kebuka di hp
kulo dereng nampi buku polis mbak, sampun kalih minggu
buku polisna teu acan dugi ka bumi, iraha dikirim
kartu asuransi ambo hilang da, baa caro mintak nan baru
buku polis ku entah di mana sudah, bisa dicetak lagi kan bang
belum pi datang kartu ku, kapan di kirim?
buku polis ulun kada katamu lagi, bisa minta nang hanyar kah
polis fisik dikirim brp hari stlh disetujui
e-card
kartu kesehatan digital cara dapetinnya gmn
Mohon bantuannya Nak, Ibu ingin memperoleh dokumen polis dalam bentuk kertas sebab tidak bisa membaca di telepon genggam
link unduh epolis udah expired, bisa kirim ulang dokumennya?
dokumen polis mau dikirim ke alamat kantor aja bisa?
sertifikat kepesertaan dplk saya minta dong
kartu peserta anak yg baru lahir udah jadi belum
sy baru join asuransi minggu lalu, polisnya dikirim lewat email apa kurir
surat keterangan polis aktif buat visa schengen bs minta di sini?
nomor resi pengiriman buku polis
ikhtisar polis
mau liat isi polis saya, pasal pengecualiannya
kartu cashless ketinggalan di rumah lama, minta diterbitkan lagi
gue butuh softcopy polis gue nih buat hrd
polis ilang harus pake surat polisi ga?
gimana cara buka e polis, minta password tanggal lahir formatnya apa
nama di kartu salah cetak, minta kartu pengganti
kopi polis papa ada di mana ya kami mau simpan juga di keluarga
dompet kecopetan kemarin di krl ktp atm sama kartu asuransi ikut ilang semua, kartu asuransinya bisa minta ganti kan kak
buku polis dimakan rayap hehe
minta polis versi bahasa inggris buat suami saya bule
kartu asuransi kantor belum dibagi, bisa versi digital dulu?
kirim ulang polis elektronik ke email
sampun tilar donya buku polise mbak, kobong, saged didamelke malih?
kalau epolis apakah sah tanpa buku
e-polis buat istri juga mau dong, satu file atau pisah
polis asli wajib disimpan? soalnya sy cm punya pdf
dmn bs liat dokumen polis di aplikasi
butuh lembar data polis halaman pertama saja
kartu provider rawat inap belum aktif ya? fisiknya udah sampe
ketentuan umum polis pdf
kapan buku polis nya nyampe ke makassar
""",
        "en": """
send my e-policy
download my policy document
i need a new insurance card
my policy book never arrived
copy of my policy
where is my member card
print my policy
digital insurance card
certificate of membership
reprint my card
I lost my insurance card, send me a new one
can you email me a copy of my policy document
my policy book was damaged, can it be reprinted
where do i download the e-policy
please send me my e-policy
lost my policy book
insurance card hasn't come yet
where can i download the policy document
Our house was flooded in January and the policy papers are gone, could I get a reprint?
what's the password for the policy pdf
I need a copy of my policy for a mortgage application, preferably in English
how do i get a new member card, mine snapped in half
policy book delivery time
can you resend the electronic policy to my mail
digital card for hospital
i joined two weeks ago, is the policy coming by courier or email?
proof of cover letter for schengen visa
pdf won't open on my phone
want to read the exclusions in my policy where is it
wallet got stolen on the train, need a replacement insurance card
does the e policy count as an original
pension membership certificate copy pls
tracking number for policy book
my name is misspelt on the card so I need another one printed
is there a fee for reprinting the policy
can i have the hardcopy sent to my office instead
e card for my newborn ready?
download link for my policy doc has expired
soft copy of policy for HR
Can't find the booklet anywhere after we moved house, would you issue a duplicate?
general terms and conditions of my policy
has my e-policy been issued already
""",
    },
)
