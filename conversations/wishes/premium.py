"""Premium: how much, when due, how and where to pay."""

from conversations.wishes.base import Wish

PREMIUM = Wish(
    name="premium",
    answered=True,
    patterns={
        "id": """
premi*
(bayar|pembayaran|membayar|dibayar|lunasi|melunasi|bayarnya) [tagihan|iuran|asuransi|polis|bulan|bulanan|lewat|dimana|kemana|via|pakai|cicilan]
(tagihan|tunggakan|nunggak|jatuh tempo|virtual account|autodebet|autodebit|auto debet|auto debit|kartu kredit|iuran|cicilan|nomor va)*
(telat|terlambat|lupa|belum) bayar
""",
        "en": """
premium*
(pay|paying|payment|payments|bill|bills|billing|invoice|due|overdue|installment|autodebit|auto debit|virtual account|direct debit|contribution)* [my|the|for|date|is|was|method|of]
""",
    },
    sentences={
        "id": """
berapa premi saya
kapan jatuh tempo
cara bayar premi
tagihan bulan ini berapa
premi saya sudah lunas belum
mau bayar premi
bayar premi lewat apa
nomor virtual account saya
premi naik kenapa
bayar iuran dplk
autodebet saya gagal
ganti kartu kredit untuk premi
saya telat bayar premi
mau cuti premi
apakah pembayaran saya sudah masuk
bukti pembayaran premi
kwitansi premi
mau ganti cara bayar jadi tahunan
polis saya lapse karena belum bayar
pulihkan polis yang lapse
transfer ke rekening mana
cara bayar
bayar asuransi
masa tenggang berapa lama
top up unit link
sekarang premi saya berapa
mau lihat premi
tagihan
premi saya per bulan berapa
bayar premi lewat apa aja
jatuh tempo bayarnya tanggal berapa
biaya premi tahunan polis saya brp ya
premi bulan ini udah kebayar belum
kalo telat bayar premi kena denda ga
premi sy jatuh tempo kapan?
bayar premi
mau nanya dong min, premi bulan ini udah kepotong dari rekening bca aku belum ya
assalamualaikum bu, mohon info jumlah tagihan premi suami saya bulan november, soalnya biasanya beliau yg urus dan sekarang lagi dinas luar kota
kalo telat bayar premi kena denda ga sih
autodebet sy gagal krn kartu kredit nya ganti, hrs gmn ya
Nomor virtual account untuk pembayaran premi berapa ya
bisa bayar premi lewat tokopedia ngga
masa tenggang premi berapa hari min
pengen ganti cara bayar dari bulanan jadi tahunan
kulo bade tanglet, premi sasi niki sampun mlebet dereng nggih
punten teh, premi abdi tos dibayar acan nya bulan ieu
uda, premi ambo alah tabayia alun?
bang premi ku bulan ini berapa kali lah jadinya, mau kubayar ini di atm
premi ta' bulan ini sudah masuk mi kah
ulun handak bayar premi lewat m-banking caranya kayapa
tagihan asuransi saya brp bln ini
saya baru gajian nih jadi mau sekalian lunasin asuransi yang nunggak dua bulan totalnya jadi berapa ya kak
Mohon dikirimkan bukti pembayaran premi tahun 2023 utk keperluan lapor pajak
ganti rekening autodebit dari mandiri ke bni
setoran asuransi jiwa bisa di alfamart?
polis sy lapse krn blm bayar, klo mau aktif lagi bayarnya brp
cuti premi itu apa dan syaratnya gimana
mau ambil cuti premi dulu setahun, lg seret nih keuangan
Selamat siang Bapak/Ibu, saya pensiunan, ingin menanyakan apakah premi saya masih harus dibayar atau sudah lunas karena sudah sepuluh tahun
td pagi sdh transfer premi 1,2jt, udah keliatan blm di sistem
jatoh tempo tgl brp
gue lupa bayar asuransi bulan kemaren, masih bisa dibayar sekarang kan?
autodebetnya ditarik tiap tanggal berapa ya kak biar saya siapin saldonya
premi kok bulan ini beda nominalnya sama bulan lalu, ada penyesuaian kah?
bayar premi pke kartu kredit istri boleh
iuran dplk saya bulan ini sudah dibayarkan kantor belum ya
cara daftar auto debit premi
kak aku mau stop autodebit, nanti bayarnya manual aja via va
mami aku nyuruh bayarin asuransinya tapi aku ga tau transfernya ke mana, rekeningnya apa ya
tolong infokan nomor rekening pembayaran premi atas nama perusahaan
premi top up bisa kapan aja? caranya gmn
pengen nurunin premi bulanan krn anak baru masuk kuliah, bs dikurangi ga ya
kapan terakhir saya bayar premi
premi dollar bayarnya pakai kurs apa ya
sampe kapan sih aku harus bayar premi nya ini, 10 taun apa seumur idup
mbak niki premine kulo nunggak pirang wulan to
Kartu debit saya hilang dan sudah diblokir, sementara premi asuransi biasanya potong dari situ, jadi bagaimana pembayaran bulan depan?
reminder tagihan bisa dikirim ke wa ga?
permisi kak mau konfirmasi udah bayar premi, ini aku ada struknya
preminya blm sy bayar 3 bln polisnya msh aktif kan
bayar premi dari luar negeri gmn ya sy tki di taiwan
min cek tagihan polis dong
mun telat saminggu mayar premi, asuransina pareum teu?
""",
        "en": """
how much is my premium
when is the premium due
how can i pay
where do i pay my premium
i missed a payment
change my payment method
did you receive my payment
my payment is late
virtual account number please
what is my bill this month
premium receipt
pay by credit card
set up autodebit
my policy lapsed because i did not pay
how to top up
pay now
how much is my monthly premium
when is my next payment due
how do i pay the premium
is there a fee if my premium is late
when is my next premium due
how do i pay my premium
Has this month's premium gone through? I topped up my account on Monday but I can't see the debit yet.
whats the virtual account number for premium payment
is there a grace period if i pay late
my credit card expired last week so the autodebit is going to fail, how do I register the new one
how much do i owe this month
Good morning, my husband usually handles the insurance but he's travelling, could you tell me the amount we have to transfer for the December premium please?
can i switch from monthly to yearly payments
premium receipt for tax
i forgot to pay last month can i still pay now
need proof of payment for 2023 and 2024
change bank account for auto debit
is my premium paid up or do i still have to keep paying
can I pay the premium with a foreign card? i'm based in singapore now
what date do you take the money from my account each month
policy lapsed coz i missed two payments, how much to reinstate it
premium holiday how does it work
i want to lower my monthly premium a bit, money is tight since the baby came
did you guys get my transfer from this morning
hi kak can pay insurance at indomaret or not ya
how many more years of premiums do I have left on my plan
why is the bill this month 50k higher than last month, just curious
stop the autodebit please I would rather pay manually
outstanding premium
my employer says they paid the pension contribution for october can you check it arrived
where do i send the payment, mum asked me to pay her life insurance and i have no account number
what happens if i miss a premum payment
""",
    },
)
