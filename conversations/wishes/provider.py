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
""",
    },
)
