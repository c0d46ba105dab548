"""Value: balance, cash value, unit price, benefits that grow."""

from conversations.wishes.base import Wish

VALUE = Wish(
    name="value",
    answered=True,
    patterns={
        "id": """
(saldo|saldonya|nilai tunai|nilai polis|nilai investasi|harga unit|nab|hasil investasi|hasil pengembangan|imbal hasil|dana saya|jumlah unit|perkembangan|kinerja)* [saya|dplk|berapa|polis|dana|unit]
(berapa|cek|lihat|mau lihat|info) [jumlah|total|nilai] (saldo|saldonya|nilai|dana|investasi|unit|tabungan|nab|uang pensiun)*
(laporan|mutasi|rekap|statement) [transaksi|dana|polis|tahunan|bulanan|saldo|investasi|dplk]
""",
        "en": """
(balance|cash value|surrender value|unit price|unit prices|fund value|fund price|nav|statement|investment value|returns|performance)*
(how much|what) [is|money|do|does|are] [in|my|the|i|it] [policy|pension|fund|dplk|have|worth|account|savings]
""",
    },
    sentences={
        "id": """
cek saldo
saldo dplk saya berapa
nilai tunai berapa
berapa harga unit
nilai investasi saya sekarang
uang pensiun saya sudah berapa
mau lihat saldo dana pensiun
nilai polis unit link saya
berapa bunga dplk
hasil investasi tahun ini
laporan tahunan dplk
dana saya terkumpul berapa
nab hari ini
cek nilai
berapa nilai polis kalau ditutup sekarang
perkembangan dana saya
minta laporan saldo
mutasi dana
cek saldo unit link
nilai tunai polis sy skrg brp ya
harga unit hari ini
kak mau liat dong saldo dplk aku udah berapa, udah kerja 7 taun soalnya
NAB fund equity brp?
unitlink saya untung atau rugi sih sekarang
Selamat pagi Bapak/Ibu, saya ingin mengetahui perkembangan nilai investasi polis saya per akhir tahun lalu, terima kasih sebelumnya
dana pensiun kulo sakniki pinten nggih
saldo abdi ayeuna sabaraha nya kang
bara nilai polis ambo kini da
sudah berapa kali lah isi unit link ku ini bang, penasaran aku
berapami saldo dplk ku sekarang
saldo ulun barapa wahini
lihat nilai investasi
dulu agen bilang kalo tahun kelima uangnya udah balik modal nah ini udah tahun keenam jadi nilainya sekarang berapa ya, cuma pengen tau aja belum mau diambil
kinerja fund saham tahun ini gmn
laporan transaksi unit link bulan kemarin
jumlah unit sy ada brp
nilai tunai tahun ke 10 berapa
saldo
gmn cara liat saldo dplk di hp
pengembangan dana dplk thn ini brp persen
td baca ihsg turun, fund aku ikut turun ga? nilainya jd berapa
kalau ditotal semua, duit saya di asuransi ini udah kekumpul berapa
NAV per tanggal 30
unit price nya diupdate tiap hari apa tiap minggu min
pengen tau nilai polis buat laporan harta di SPT
mbak saldo pensiun saya yg dr kantor lama masih ada ndak ya, berapa
berapa hasil investasi bulan oktober
posisi dana saya
Saya sudah sepuh dan tidak paham aplikasi, bisakah diberitahu berapa nilai polis saya sampai hari ini, Nak?
mau switching dari saham ke pasar uang, tp cek dulu nilainya brp skrg
uang pertanggungan saya berapa ya kalo lengkapnya
grafik harga unit setahun terakhir ada?
cashvalue polis no sekian berapa min
saldo jht eh dplk maksudnya, brp
sudah masuk blm bonus loyalitasnya ke nilai polis
nilai polis saya kok turun ya dibanding maret, karena pasar?
gw pgn tau duit gw di unitlink skrg berapa
bisa cek nilai tunai lewat chat sini?
nilai tebus itu sama dgn nilai tunai? punya saya berapa
top up kemarin dapet brp unit
imbal hasil dplk syariah berapa tahun ini kak
pingin ngerti regane unit saiki piro
minta rincian saldo iuran pekerja dan iuran perusahaan dplk
coba cekin nilai polis anakku yang pendidikan itu, dia mau masuk smp tahun depan jadi aku mau ngitung2 dulu
nilai investasi terakhir
biaya asuransi yg dipotong dari unit tiap bulan berapa, terus sisanya berapa
pergerakan dana pendapatan tetap minggu ini
berapa ya kira2 uang saya kalau nanti jatuh tempo 2030
""",
        "en": """
what is my balance
how much is my policy worth
cash value of my policy
unit price today
pension balance
how much money is in my pension
show my investment value
annual statement
how is my fund performing
value of my units
what's my balance
current cash value of my policy
how is my unit linked fund doing
I've been paying since 2015 and would just like to know how much has built up in there so far
NAV equity fund
pension balance please
has my investment gone up or down this year
Could you kindly tell me the surrender value as of 31 December? I only need the figure for my tax return.
how many units do i have
how much is my policy worth now
where can I see the fund performance
dplk balance how much already ya
what return did the money market fund give last month
latest account statement for my unit link
how often do you update the unit prices
is the loyalty bonus already added to my policy value
i read the stock market crashed, what does that mean for my fund, what's it at
check saldo pls
what will the value be in year ten roughly
can you show me employer vs employee contributions in my pension account
what is my sum assured
how much did the insurance charges eat out of my units this year
my old company had a pension with you, is there still money in it and how much
how many units did my top up buy
price history of the balanced fund
total savings in my kid's education plan so far? she starts middle school next year so I'm doing the maths
wanna know the fund value b4 i decide on switching
""",
    },
)
