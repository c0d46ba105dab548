"""Beneficiary or data: change what the insurer has on file."""

from conversations.wishes.base import Wish

BENEFICIARY_OR_DATA = Wish(
    name="beneficiary_or_data",
    answered=True,
    patterns={
        "id": """
(ahli waris|penerima manfaat|beneficiary|tertanggung|pemegang polis)* [ganti|ubah|saya|siapa|diganti|diubah|tambah]
(ganti|ubah|mengubah|mengganti|update|perbarui|perbaharui|pindah|koreksi|rubah|merubah|perbaikan|edit) [data|nama|alamat|nomor|hp|email|no|status|rekening|ahli|pekerjaan|ktp|nik|pribadi|nasabah|kontak|telepon]
(alamat|nama|nik|data|tanggal lahir|rekening|status) [rumah|saya|di|polis|ktp|nasabah|bank] [saya|sudah|polis|yang] (salah|pindah|berubah|baru|ganti|keliru|beda|typo)
""",
        "en": """
(beneficiary|beneficiaries|insured person|policyholder)*
(change|update|correct|edit|fix|modify) [my|the] [registered|home|personal|bank] (address|name|phone|number|email|data|details|information|contact|account)
(address|name|details|data) [is|on|are|in|has] [the|my|policy] (wrong|incorrect|misspelled|changed|outdated)
""",
    },
    sentences={
        "id": """
ganti ahli waris
ubah penerima manfaat
ganti alamat
alamat saya pindah
ubah nomor hp di polis
ganti email terdaftar
nama saya salah di polis
perbarui data saya
ubah rekening
data diri saya salah
mau koreksi tanggal lahir di polis
tambah tertanggung
ganti pemegang polis
update nomor telepon
status pernikahan berubah
saya baru menikah mau ganti penerima
perubahan data polis
pindah rumah
nik saya salah
ubah data pribadi
mau ubah nomor hp di data polis
gimana cara update email saya di generali
alamat rumah saya pindah, tolong data polisnya diperbarui
perubahan data nasabah caranya gimana
nomor rekening saya mau diganti untuk polis
saya habis nikah, mau ganti ahli waris jadi suami
alamat sy pindah, ubahnya gmn
nomor hp ganti, mau update di polis
kak aku baru nikah, mau ganti penerima manfaat dari mama ke suami
nama di polis salah ketik harusnya Nurhayati bukan Nurhayanti
Saya sudah bercerai dengan suami pertama dan ingin mengubah nama yang ditunjuk, bagaimana prosedurnya ya Pak
update email polis
tambah ahli waris anak kedua
tgl lahir di polis beda sama ktp, benerinnya gimana
cara ubah data nasabah
ahli waris polis saya siapa ya yg tercatat
kulo pindah griya, alamat teng polis saged digantos mboten
abdi hoyong ngarobih ahli waris kana nami pun anak
alamat ambo alah pindah ka jakarta da, ganti data baa caronyo
mau kuganti nama ahli warisku jadi anakku yang paling kecil bang
mauka ganti nomor hp ku di data polis
ulun bapindah rumah, mangganti alamat di polis kayapa
ubah alamat korespondensi
formulir perubahan data polis
ganti pemegang polis dari bapak ke saya krn bapak udah pensiun
status pernikahan dari lajang jadi menikah perlu diupdate?
surat surat masih dikirim ke rumah lama padahal sy udh pindah ke bogor, mau update alamat
gmn cara ganti tanda tangan di data
kalo ahli warisnya masih di bawah umur boleh ga
npwp belum terdaftar di polis, mau nambahin
penerima manfaat bisa lebih dari satu orang? bagi persentasenya gmn
email saya ketulis salah satu huruf di data asuransi
ganti pekerjaan dari pegawai jadi wiraswasta perlu lapor?
istri saya yang jadi penerima manfaat sudah meninggal tahun lalu jadi sekarang saya mau ganti ke anak sulung, apa saja yang harus disiapkan
ktp baru sdh seumur hidup, perlu dikirim buat update data?
mo ganti no wa yg terdaftar
ubah nama sesuai akta lahir
penggantian rekening terdaftar di polis
yg ditunjuk pacar boleh ga wkwk bukan keluarga
tolong koreksi jenis kelamin di polis anak saya tertulis perempuan
hp lama ilang nomornya ikut ilang, ganti nomor di data asuransinya lewat mana
gimana ngubah ahli waris dplk
ahli waris mau dihapus satu, sisakan ibu saya aja
mau update data diri
gue pindah kos, alamat di polis ikut diganti ga ya
nambah gelar di nama bisa? buat disamain sama paspor
paspor sy diperpanjang nomornya baru, lapor kemana utk polis
perubahan penerima manfaat butuh berapa hari
data saya di asuransi masih pake alamat kampung, mau ganti yang apartemen
ngganti jeneng ahli waris syarate opo
ganti tertanggung tambahan krn anak pertama sudah 25 th
email perusahaan udah ga aktif krn resign, ganti ke gmail pribadi di data polis
kewarganegaraan suami berubah jadi wni, perlu ubah data polis?
kakak saya mau dimasukin jadi penerima manfaat juga bareng ibu
alamat penagihan
""",
        "en": """
change my beneficiary
update my address
correct my name
i moved house
change my phone number
change the registered email
my personal data is wrong
i got married and want to change my beneficiary
update my bank account
edit my details
how do I change the phone number on my policy records
please update my mailing address with the insurer
i want to change the beneficiary to my wife
where can i correct my personal data on the policy
change beneficiary
i moved house, how do I update my address
new phone number, please update my policy
My name is spelled wrong on the policy, it should be Katharine with a K
just got married and want my husband as beneficiary instead of my mum
how can i add a second beneficiary
who is listed as my beneficiary at the moment
update email on policy
form to change personal data
date of birth on policy doesnt match my passport, how to correct it
My wife, who was named as beneficiary, died last year. I would like to name our eldest daughter now.
can my beneficiary be a minor
change of surname after divorce
how do i split the benefit between two kids, 50 50
need to transfer policy ownership from my dad to me
letters still go to my old flat, pls change to the new one
got a new passport number, do you need it
change my signature on file
can i name my girlfriend as heir or only family
update marital status
add tax number to my policy
remove my ex from the policy as beneficiary
occupation changed to self employed, should i tell you?
want to use my gmail on the policy as the office email is dead now since I left the firm
beneficiary for dplk how to change ya
how long does a change of beneficiary take
change mailing address to overseas
the gender on my son's policy is wrong can it be fixed
""",
    },
)
