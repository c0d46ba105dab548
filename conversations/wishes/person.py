"""Person: to talk to somebody of the care team."""

from conversations.wishes.base import Wish

PERSON = Wish(
    name="person",
    patterns={
        "id": """
(bicara|ngomong|ngobrol|bincang|berbicara|chat|konsultasi) [langsung] [sama|dengan|ke] (orang|petugas|cs|admin|manusia|staf|staff|operator|customer|seseorang|layanan)
(sambung|hubung|hub|panggil|minta|butuh|mau|ingin|cari|tanya|ada)* [ke|sama|dengan|bantuan|saya] (petugas|cs|operator|admin|manusia|orang|staf|customer service|layanan nasabah)
(orang|manusia) (asli|beneran|langsung|sungguhan)
(bukan|jangan|gamau|tidak mau) [sama] (bot|robot|mesin)
(telepon|telpon|hubungi|kontak|call) [balik] saya
bantuan petugas
customer service
""",
        "en": """
(talk|speak|chat) [to|with] [a|an|the|your|some|real|live] (person|human|agent|someone|somebody|representative|staff|people|team|operator|advisor)
(real|live|actual) (person|human|agent|people)
(connect|transfer|put|pass) me [to|through]
(need|want|get|is|find|contact) [a|an|to|the|there|me] (human|person|agent|representative|operator|customer service)
customer (service|care|support)
call me
""",
    },
    sentences={
        "id": """
mau bicara dengan petugas
sambungkan ke petugas
tolong panggilkan admin
minta disambungkan ke customer service
ingin bicara dengan orang langsung
ada orang di sana
ini robot ya saya mau orang
butuh bantuan manusia
cs mana cs
admin tolong
kak admin
halo admin
petugas tolong bantu saya
bisa bicara langsung tidak
saya mau tanya ke petugas
mau ngobrol dengan staf
tolong telepon saya
minta ditelepon
hubungkan saya dengan layanan nasabah
jangan bot dong
saya tidak bisa pakai bot tolong petugas
ada petugas yang online
mau curhat ke cs
operator
mau konsultasi dengan petugas
mbak mas tolong balas langsung
bade nyarios sareng petugas
""",
        "en": """
i want to talk to a person
speak to an agent
human please
can someone help me
i need a representative
let me speak with somebody
contact customer service
is anyone there
connect me with your team
not a bot please
can i chat with a staff member
please call me back
operator please
""",
    },
)
