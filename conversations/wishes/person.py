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
mau ngomong sama orang
sambungin ke cs dong
ada petugasnya ga, sy males sama robot
Mohon saya dihubungkan dengan petugas, saya kurang paham memakai chat seperti ini
admin mana admin
bisa bicara dengan manusia?
kulo pengin matur kaliyan petugase langsung mawon
abdi hoyong nyarios sareng jalmi, sanes mesin
telpon saya dong kak, susah kalo ngetik
bicara dengan petugas
cs nya tolong balas
ini bot ya? ganti orang aja
saya sudah tua nak, mata sudah kurang, tolong dibantu orang langsung saja
mau chat sama customer service
oper ke agen cs yg online
gak nyambung ngomong sama bot, panggilin orang dong
nak mangecek jo urang, bukan jo mesin
handak bapandir lawan urang langsung
mauka bicara sama orang, bukan robot
panggil dulu orang kantor kalian, aku mau cakap
minta tolong disambung ke bagian customer care ya bu
halo ada orang di sana?
live chat
tolong hubungi saya balik, saya perlu bicara langsung
minta staf yg bisa bantu saya step by step
bisa minta petugas perempuan aja ga kak yg bales
pertanyaan saya agak ribet, lebih enak ngobrol sama petugasnya langsung
cs cs cs
sy butuh bantuan petugas skrg
ada adminnya?
jangan jawaban otomatis, saya mau orang beneran yg jawab
tlg sambungkan ke petugas krn sy bingung pilihannya
bisa dibantu sama orang aja ga? kasus saya beda soalnya nama di ktp ga sama
mau konsultasi langsung sama stafnya
pindahin ke human
saya mau telponan sama cs, jam segini ada ga
boleh minta disambungkan dengan ibu petugas yang kemarin membantu saya
mau tanya2 langsung ke orangnya
kasih gw cs
minta ditelepon petugas besok pagi bisa
ngobrol sama orang dong
chat manusia
tolong petugas generali masuk ke percakapan ini
bukan bot pls
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
talk to a human
can I speak with someone
agent please
get me a real person
i don't want a bot, is anyone there
customer service
Would it be possible to be put through to a member of staff? My case is a bit complicated.
human
please have someone call me
let me chat with your care team
is there an english speaking officer i can talk to
operator pls
connect me to support staff
i need a person to walk me through this
rather speak to someone directly
transfer me to a live agent
anyone real on the other end?
can somebody ring me back tomorrow morning
the options don't fit my question, want to talk to a person
live support
cs please
this is too confusing for me, hand me over to somebody
I'm 71 and not good with these machines, may I talk to a lady or gentleman instead
speak to representative
put me through to the officer who helped me yesterday
""",
    },
)
