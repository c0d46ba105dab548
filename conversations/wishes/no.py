"""No: what was read back is wrong. It leads to what may be changed."""

from conversations.wishes.base import Wish

NO = Wish(
    name="no",
    patterns={
        "id": """
(salah|keliru|beda|typo|tidak sesuai|tidak cocok|belum benar|belum sesuai|kurang tepat) [itu|data|datanya|nomor|nomornya|tanggal|tanggalnya|jenis|jenisnya]
(nomor|tanggal|jenis|data|tahun|bulan)* (salah|keliru|beda|kurang|kelebihan|typo)
(mau|ingin|perlu|harus) (ubah|ganti|betulkan|perbaiki|koreksi|edit)
""",
        "en": """
(wrong|incorrect|mistake|error|not right|not correct|typo) [in|with|number|date|one]
(change|edit|fix|correct) (it|that|the|my)
""",
    },
    sentences={
        "id": """
ada yang keliru
nomornya salah ketik
tanggal lahirnya salah
tahunnya salah
jenisnya bukan itu
belum sesuai
masih ada yang salah
datanya tidak cocok
mau ubah datanya
perlu saya perbaiki
bukan itu nomornya
kurang satu angka
kelebihan angka
salah semua
tidak benar itu
itu bukan tanggal lahir saya
koreksi dulu
mau betulkan nomor
""",
        "en": """
the number is wrong
that is not my birthday
there's a mistake
the date is incorrect
i need to change something
not quite right
wrong year
it should be different
let me fix the number
that's not my policy
one digit is missing
""",
    },
)
