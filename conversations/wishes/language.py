"""Language: Indonesian or English."""

from conversations.wishes.base import Wish

LANGUAGE = Wish(
    name="language",
    patterns={
        "id": """
(ganti|ubah|pakai|pindah|pilih|bisa) [ke] bahasa [inggris|indonesia|lain|jawa]
bahasa (inggris|indonesia|lain|jawa|sunda)
(inggris|english) [dong|saja|version]
""",
        "en": """
(change|switch|other|another|which|choose)* [the|my|to] (language|languages)
(speak|in|to|use|understand) (english|indonesian|bahasa)
""",
    },
    sentences={
        "id": """
ganti bahasa
bahasa inggris
pakai bahasa indonesia
bisa bahasa inggris tidak
ubah bahasa
bahasa lain ada
tolong pakai bahasa indonesia saja
mau bahasa inggris
bahasa jawa ada tidak
kembali ke bahasa indonesia
""",
        "en": """
change language
english please
can you speak english
switch to english
in indonesian please
do you speak english
other languages
i don't understand indonesian
use english
""",
    },
)
