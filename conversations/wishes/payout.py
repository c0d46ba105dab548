"""Payout: withdraw, surrender, close, cash in the pension."""

from conversations.wishes.base import Wish

PAYOUT = Wish(
    name="payout",
    answered=True,
    patterns={
        "id": """
(cair|cairkan|mencairkan|dicairkan|pencairan|cairin|nyairin)* [dana|dplk|polis|uang|saya|pensiun]
(tarik|ambil|penarikan|menarik|mengambil|withdraw|narik|ngambil)* [dana|uang|saldo|dplk|pensiun|tunai|sebagian|polis|investasi|semua]
(tutup|menutup|berhenti|stop|surrender|terminasi|akhiri|batalkan|penutupan|pembatalan)* [polis|asuransi|dplk|kepesertaan|dan]
(pinjam|pinjaman|loan|gadai)* [polis|uang|dana]
(habis kontrak|jatuh tempo polis|sudah pensiun|resign|phk|berhenti kerja|keluar kerja) [mau|bisa|bagaimana|dari|ambil|dplk|cair]
""",
        "en": """
(surrender|withdraw|withdrawal|cash out|cash in|cash|redeem|pay out|payout|disburse|disbursement)* [my|the|from|some|part]
(close|cancel|terminate|end|stop) [my|the|this] [life] (policy|insurance|dplk|pension|account)
(policy|pension) (loan|matured|maturity)
(take|get) [my|the|some|all] [money|funds|pension] out
retired
""",
    },
    sentences={
        "id": """
mau cairkan dana pensiun
cara mencairkan dplk
ambil uang pensiun
tarik dana dari unit link
mau tutup polis
mau surrender
polis mau saya tutup uangnya bisa diambil
berhenti asuransi
saya sudah pensiun mau ambil dana
kena phk dplk bisa cair tidak
polis saya sudah selesai kontrak kapan cair
penarikan dana sebagian
pinjam uang dari polis
syarat pencairan dplk
berapa lama pencairan
pindah dplk ke tempat lain
batalkan polis dan kembalikan premi
masa bebas lihat batal polis
ambil tunai
mau stop asuransi
mau cairin dplk
tutup polis gmn caranya
saya mau tarik dana unit link sebagian buat renovasi rumah
surrender
pinjam uang dari polis bisa ga
Bapak/Ibu yang terhormat, saya akan pensiun bulan depan dan ingin tahu cara pencairan dana pensiun saya di DPLK
udah resign dari kantor, dplk bisa diambil sekarang atau nunggu 55 th
berapa lama penarikan dana masuk rekening
pengen berhenti asuransi aja kak uangnya balik berapa lama ya
form penutupan polis
mbak kulo bade mendhet artone seng teng asuransi, syarate nopo mawon
abdi hoyong nyandak artos tina polis, kumaha carana
ambo nio maambiak pitih di unit link saketek, bisa da?
mau kuambil lah uang dplk ku itu bang, apa aja syaratnya
mauka tarik dana ku, bagaimana caranya
handak maambil duit di polis gasan bayar sakulah anak
withdraw sebagian min
polis udah habis kontrak bulan lalu, uangnya diambil gimana
kalo tutup sekarang kena potongan brp persen
pencairan dana pendidikan anak tahap smp kapan cair
bunga pinjaman polis berapa
sy mau batalin polis yg baru seminggu, uang premi kembali kan? masih masa freelook
lg butuh duit bgt buat nikahan adek, unitlinknya bisa dicairin 20jt aja ga
penarikan dplk sebelum usia pensiun
syarat klaim manfaat pensiun dplk, saya 56 tahun
jadi gini ceritanya usaha saya lagi sepi terus cicilan numpuk, istri nyaranin asuransi yang lama ditutup saja dan uangnya diambil, nah prosedurnya bagaimana ya
pencairan bs lewat online atau hrs ke kantor
batas minimal penarikan dana brp
gue mau stop polis dan ambil nilai tunainya
duit dplk dipotong pajak ga pas diambil
cara ambil uang asuransi yg sudah jatuh tempo
redeem unit
mau narik semua dana
dplk almarhum suami gimana ngambilnya, saya istrinya
saya di phk, dana pensiunnya bisa dicairkan ya?
penebusan polis dokumen nya apa aja
tarik tunai sbgian apa polisnya msh jalan?
klo anuitas wajib ya? ga bs ambil dplk sekaligus?
udah ngajuin penarikan hari selasa, cairnya kapan ya kak
mau gadaikan polis ada ngga program nya
nutup asuransi jiwa papa, beliau udah 70 dan ga mau lanjut lagi
pindahin dplk ke perusahaan lain caranya gmn
uang tahapan tahun ke 5 udah bisa diambil kah
pembatalan polis
ambil saldo unit link ke rekening bri
permohonan pinjaman polis, plafonnya brp persen dari nilai tunai
hbs kontrak thn ini, manfaat akhir kontrak otomatis ditransfer atau hrs ngajuin
bisa ga rekening pencairannya pake nama anak? saya ga punya rekening
aku mau cairkan tabungan asuransiku tolong pandu langkahnya
kepengin nyairno dana pensiun, kudu nang kantor opo iso seko hp
""",
        "en": """
i want to withdraw money
close my policy
cash out my pension
surrender my insurance
how to redeem units
take my money out
i retired how do i get my pension
can i borrow against my policy
when do i get paid out
policy matured
i left my company can i get my pension
stop my insurance
i want to withdraw some money from my unit link
how do i surrender my policy
cash out pension
I'm moving back to Germany for good in March and would like to close my policy and have the money sent to my account there.
how long until the withdrawal arrives
what's the penalty if i cancel now
partial withdrawal minimum amount?
my policy matured last month, how do i collect the money
retiring in june, what forms do you need to pay out my DPLK
resigned from my company, can I take my pension money already
policy loan interest rate
i'd like to stop the policy and get whatever is left
still in the free look period, how do I cancel and get my premium back
need 20 million for my sisters wedding, can i pull it out of the investment
close policy
do I pay tax when taking out the pension fund
can the whole dplk be paid in one go or must I buy an annuity
is the maturity benefit transferred automatically or do i have to apply
surrender form pls
will my cover continue if i take out half of the units
requested a withdrawal on tuesday, when is it coming
how to redeem all my units lah
can the payout go to my daughter's bank account, I don't have one
school benefit for my son at age 12, how do we receive it
transfer my pension to another provider
lost my job last week, can i get at the retirement savings early
dad is 70 and doesnt want to go on with his insurance, how can we end it and get the cash value out
""",
    },
)
