"""Yes: what was read back is right. It is only asked about: a plain yes or a button goes on."""

from conversations.wishes.base import Wish

YES = Wish(
    name="yes",
    patterns={
        "id": """
(sudah|udah|wis|semua|data|datanya|itu) (benar|betul|sesuai|cocok|pas|tepat|oke|bener|leres)
(benar|betul|sesuai|cocok|pas|tepat) (semua|semuanya|kok|saja|adanya)
(lanjut|lanjutkan|teruskan|terusin|gas|proses)* (saja|aja|kak|sekarang|dong)
""",
        "en": """
(all|everything|looks|that|it|data|this) [is|looks|seems] (correct|right|good|fine|accurate|ok)
(go|carry) (ahead|on)
""",
    },
    sentences={
        "id": """
datanya sudah pas
semua sudah sesuai
sudah betul semua
oke lanjutkan prosesnya
betul itu data saya
sudah cocok dengan kartu
iya bener semuanya
leres sedaya
sampun leres
wis pas
sip sudah benar
lanjut saja
gas lanjut
teruskan
itu sudah tepat
saya sudah cek, benar
ya benar itu saya
oke sesuai
pas banget
setuju lanjut
""",
        "en": """
everything is correct
that looks right
all good, continue
yes that's me
correct, please proceed
that's accurate
the details are right
fine, go on
confirmed
yes carry on
matches my card
perfect, continue
""",
    },
)
