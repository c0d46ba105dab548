"""Provider: hospitals and clinics of the network."""

from conversations.wishes.base import Wish

PROVIDER = Wish(
    name="provider",
    answered=True,
    patterns={
        "id": """
(rumah sakit|rs|klinik|dokter|apotek|bengkel|provider|optik|lab)* (rekanan|kerjasama|kerja sama|terdekat|mitra|provider|partner|daftar|di|bisa|mana|yang|terima|terdaftar|jaringan)
(rekanan|provider|jaringan|mitra)* [rumah sakit|rs|klinik|generali|di|terdekat|mana]
(berobat|periksa|rawat|kontrol) (di mana|dimana|ke mana|kemana|di rs)
""",
        "en": """
(hospital|hospitals|clinic|clinics|doctor|doctors|provider|providers|pharmacy|dentist)* [in|near|list|network|partner|accept|accepts|can|do|are|which]
(partner|network|panel|nearest) (hospital|hospitals|clinic|clinics|doctor|provider)
""",
    },
    sentences={
        "id": """
rumah sakit rekanan di mana saja
daftar rumah sakit
rs provider jakarta
klinik terdekat
apakah rs itu rekanan
rumah sakit yang menerima kartu ini
berobat di mana
daftar provider
rs mana saja yang bisa cashless
dokter gigi rekanan
rumah sakit di kota saya
apotek rekanan
bisa dipakai di rs mana
cek rumah sakit kerjasama
rs rekanan di bandung mana aja
rs siloam kerjasama ga sama generali
kak kalo lahiran di rs bunda menteng bisa cashless gak ya
anak saya panas tinggi dari semalam, rumah sakit terdekat di bekasi yang terima kartu ini mana ya
klinik gigi rekanan jakarta selatan
rumah sakit rujukan yg ada di pontianak apa aja min
apakah RSUD bisa pakai kartu
rumah sakit nopo mawon seng kerjasama teng solo
di tasik rumah sakit mana nu tiasa nganggo kartu asuransi
rumah sakik di padang nan bisa pakai kartu ko ma se da
di siantar rumah sakit apa yang bisa pake asuransi ini bang
rs apa di makassar yang bisa ka pakai kartu ku
rumah sakit di banjarmasin nang manarima kartu ngini apa haja
Dengan hormat, ibu saya hendak operasi katarak, mohon informasi rumah sakit mata mana yang menjadi rekanan
bs dipake di penang ga? rs island hospital
list provider
jaringan rs cashless bali
rs mitra keluarga kelapa gading masuk list?
klo di luar negri rumah sakit singapore ada yg kerjasama
apotek yg nerima kartu asuransi kantor dimana
sy lg mudik di kebumen trus anak diare, ke rs mana ya yg bisa gesek kartu
lab prodia bisa pakai asuransi ini?
optik rekanan
dokter kandungan di hermina depok bisa pake kartu kita kan
udh di igd nih, rs nya premier jatinegara, diterima ga kartu nya
rs terdekat dari cikarang yg rekanan
rs mana yg full cashless utk rawat jalan
mayapada termasuk?
cari rs buat persalinan di surabaya timur yang masuk jaringan
daftar rs rekanan terbaru 2025 ada pdf nya?
puskesmas bisa ga
klinik kecantikan masuk provider gak wkwk
gw pindah ke jogja, rs yg nerima asuransi ini apa aja bro
kalo rumah sakitnya ngga ada di daftar terus gimana, pilih yang mana sebaiknya
besok bapak mau kontrol jantung biasanya di harapan kita, apa di situ bisa pakai kartu generali atau harus cari rs lain
rs di papua yang kerjasama ada gak, saya tugas di timika
mau medical checkup di rs mana yg bs
RS Awal Bros pekanbaru rekanan?
fisioterapi rekanan asuransi daerah tangerang
rumah sakit yang buka 24 jam dan terima asuransi saya di daerah cibubur
tlg info rs provider di medan kota
cek provider via aplikasi caranya
rs jantung binawaluya pake kartu bisa kan ya
Nyuwun sewu, RS Panti Rapih nampi kertu asuransi niki mboten nggih
rumah sakit jiwa atau psikolog rekanan ada ga kak
asuransi kantor aku bisa di rs mana?
hospital list kota malang
bumil nih mau cari rs bersalin yg masuk coverage daerah bintaro
apakah eka hospital bsd masih kerja sama tahun ini
""",
        "en": """
which hospitals can i use
list of partner hospitals
hospitals near me
is this clinic in your network
provider list
nearest clinic
where can i get treated
does this hospital accept my card
doctors in my city
cashless hospitals
hospital list jakarta
is siloam kebon jeruk in your network
cashless hospitals in Bali please, we are in Ubud
my son has a fever and I need the nearest hospital that takes your card, we're in BSD
do you cover hospitals in singapore or penang, any partner there
dental clinic that accepts my card
Would it be possible to get the list of partner eye clinics for my mother's cataract operation?
provider network surabaya
can i go to a public hospital with this card
partner pharmacies near kemang
does mayapada take generali
where can i give birth cashless
im at the ER in premier bintaro now, do they accept you?
optician on your list?
moved to jogja, which clinics are on the panel here
BIMC kuta panel or not
does your network include any physiotherapists
latest list of hospitals pdf
which lab can i use for a blood test with the company card
hospitals in medan
any hospital in timika or jayapura that works with you? I'm posted there till next summer
is there a psychologist in the network
what if the hospital isnt on your list, which one's closest to depok that is
panel doctor for pregnancy
RS Hermina ok?
how do i search for providers in the app
can i use my inpatient card at any hospital or only certain ones
""",
    },
)
