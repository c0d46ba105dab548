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
""",
    },
)
