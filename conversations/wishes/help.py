"""Help: how this works, lost, a question to come."""

from conversations.wishes.base import Wish

HELP = Wish(
    name="help",
    patterns={
        "id": """
(bagaimana|gimana|cara|gmn) [caranya|cara|ini|pakai|menggunakan|memakai|nya|sih|ya] [pakai|gunakan|ini|chat]
(bingung|tidak mengerti|tidak ngerti|tidak paham|belum paham|belum mengerti|kurang paham|gagal paham|ga mudeng)*
(bantu|bantuan|tolong|menolong|dibantu) [saya|dong|aku]
(mau|ingin|numpang|boleh) (tanya|nanya|bertanya|info|tanya tanya)
(bisa|fitur|layanan|menu) apa saja
(tidak bisa|gagal|error|macet) [terus|lagi|masuk]
""",
        "en": """
(help|assist|assistance|confused|lost|stuck|explain)* [me|please|with|i|am|this]
how [does|do|to] [this|it|i|use] [work|works|use|this|proceed]
what [can|do|is|should] [you|i|this|it] [do|mean|means|for|next|help]
(don't|do not|not) (understand|get it|sure)
""",
    },
    sentences={
        "id": """
bagaimana caranya
bantu saya dong
saya bingung
mau tanya
tidak mengerti
ini buat apa
apa yang bisa dilakukan di sini
fitur apa saja
tolong dibantu
cara pakainya bagaimana
tidak bisa
kok tidak bisa
gagal terus
harus bagaimana ini
apa maksudnya
maksudnya bagaimana
langkah selanjutnya apa
piye carane
kumaha carana
info dong
tanya
ada yang mau ditanyakan
jelaskan dong
contohnya bagaimana
bisa bantu apa aja
bantuan
gmn cara pakenya
ini chat buat apa ya
tolong
fungsinya apa bot ini
menu
ga ngerti cara pakenya kak
piye carane nganggo iki
kumaha cara ngangge na
baa caro mamakainyo
cemana cara pakainya ini
bagaimana caranya ini pakai
kayapa mamakainya
saya gaptek, tolong dipandu
apa saja layanan yang tersedia di sini
bisa ngapain aja di sini
pilihan menunya apa saja
help
panduan dong
mulai dari mana ya
bapak tidak mengerti nak, ini harus pencet apa
fitur fiturnya apa
boleh tanya sesuatu kak
petunjuk penggunaan
harus ketik apa
bingung saya mau mulai dari mana, baru pertama kali pakai chat asuransi begini
tutorialnya ada ga
kasih tau dong caranya
apa itu polis bot
kamu bisa apa
info layanan
saya butuh bantuan
terus saya harus gimana
ini gimana sih
jelasin dong ini chat apaan
mohon dijelaskan apa saja yang bisa saya lakukan lewat whatsapp ini
layanannya meliputi apa ya
perintahnya apa aja
sy blm paham, tolong ajarin
tampilkan menu utama
tombolnya ga muncul, harus ketik apa ya
langkah langkahnya gimana
""",
        "en": """
help me
how does it work
i am confused
what can i do here
i have a question
what is this
i need help
i don't understand
can you explain
what do you mean
it does not work
what should i do next
help
what can you do
how does this work
i'm lost
menu
what is this chat for
can you help me
how do I use this
what are my options
not sure where to begin
instructions please
I have a question
show me the commands
could you explain what services are available here
i don't get this
guide me
what can i ask you
first time here, what do i do
what should i type
main menu
need some help
I'm afraid I don't quite understand how this system is meant to be used.
what features does this bot have
there are no buttons on my phone, what do i write
assist me
""",
    },
)
