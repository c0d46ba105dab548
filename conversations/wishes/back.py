"""Back: one step back. A step's own wish: it is heard only where there is a step to go back from."""

from conversations.wishes.base import Wish

BACK = Wish(
    name="back",
    patterns={
        "id": """
(kembali|balik|mundur|undur|balikin|ulang)* [ke] [langkah|tahap|pertanyaan] (sebelum|sebelumnya|tadi|belakang|awal)*
(mau|ingin|tolong|bisa|minta) (kembali|balik|mundur|ulang)
""",
        "en": """
(go|take|move|step) [me] back
(previous|last) (step|question|page|one)
""",
    },
    sentences={
        "id": """
kembali ke langkah sebelumnya
mau balik ke pertanyaan tadi
mundur satu langkah
bisa balik dulu tidak
saya mau kembali
salah isi tadi mau balik
yang tadi salah mau ulang
ulang dari langkah sebelumnya
kembali dulu dong
balik lagi ke yang tadi
nomor tadi salah ketik mau kembali
jenisnya salah pilih mau kembali
eh tadi keliru, balik
tadi kepencet salah, kembali
sebelumnya dong
mau ganti jawaban yang tadi
mundur dong kak
balikin ke sebelumnya
mau betulkan yang sebelumnya
langkah tadi diulang
""",
        "en": """
go back
take me back
back to the previous step
i want to go back
can i go back one step
let me change the last answer
previous question please
i picked the wrong one, go back
one step back
return to the question before
i made a mistake earlier, back
undo that
""",
    },
)
