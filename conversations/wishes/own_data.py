"""Own data: what this service holds about the customer, and a copy of it."""

from conversations.wishes.base import Wish

OWN_DATA = Wish(
    name="own_data",
    patterns={
        "id": """
(lihat|cek|minta|tampil|tunjuk|salinan|kopi|apa)* [saja|semua] data [pribadi|apa|saya] [saya|saja|ku]
data (apa|pribadi) [saja|saya] [yang] (disimpan|kalian|dipunya|ada|tersimpan|punya)*
(salinan|kopi|copy) data
""",
        "en": """
(my|personal) data
(what|which) [data|information] [do|is|you] [you] (have|hold|store|keep|know|stored) [on|about|of] [me]
(copy|export) of my (data|information)
""",
    },
    sentences={
        "id": """
lihat data saya
data apa yang disimpan
minta salinan data saya
data pribadi saya
data dan privasi
apa yang kalian tahu tentang saya
riwayat chat saya disimpan di mana
saya mau akses data saya
info data pribadi yang tersimpan
data tentang saya
privasi saya
kebijakan privasi
berapa lama data disimpan
""",
        "en": """
show my data
what do you know about me
what data do you store
copy of my personal data
privacy policy
how long do you keep my data
access my information
my privacy
""",
    },
)
