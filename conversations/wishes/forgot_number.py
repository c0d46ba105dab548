"""Forgot the number: where the policy or participant number stands."""

from conversations.wishes.base import Wish

FORGOT_NUMBER = Wish(
    name="forgot_number",
    answered=True,
    patterns={
        "id": """
(lupa|hilang|tidak tahu|tidak ingat|tidak hafal|tidak punya|tidak ada|gatau|ga tau|cari|belum tahu|tidak nemu|tidak ketemu) [sama|dengan|berapa] [no|nomor|nomer] [polis|peserta|kepesertaan]
(nomor|no|nomer|nomornya) [polis|peserta|polisnya|pesertanya|nya] [itu|saya|yang|ada] (dimana|di mana|apa|mana|berapa|hilang|lupa|yang mana)
(lihat|liat|cari|cek|tahu|mengetahui|tau|menemukan|dapat) [nya] (nomor|no|nomer) [polis|peserta]
(nomor|no) (polis|peserta) (dilihat|liatnya|lihatnya|tertulis|ada)*
(polis|polisnya|buku polis|kartu|kartunya|buku) [saya|nya] (hilang|tidak ada|rusak|terbakar|kebanjiran)
""",
        "en": """
(forgot|lost|forget|misplaced|cannot find|can't find|don't know|do not know|don't have|do not have|don't remember|do not remember) [what|where|is] [my|the|a|any] [policy|participant|member] (number|it|card|id|book|document)
where [can|do|is|to] [i] [find|see|get] [my|the|it|this|that] [policy|participant|member] [number|it|written|printed]
what [is] [my|a|the] (policy|participant|member) number
""",
    },
    sentences={
        "id": """
saya lupa nomor polis
nomor polis saya berapa ya
di mana melihat nomor polis
tidak tahu nomor pesertanya
lupa no polis
nomor polis ada di mana
cara mengetahui nomor polis
nomor peserta yang mana ya
nomor peserta apa
saya tidak punya nomornya
tidak ada nomornya di kartu
kartunya hilang
bukunya sudah hilang
nomornya ketinggalan di rumah
saya tidak hafal nomornya
dimana nomornya
nomor yang mana yang dimaksud
tidak pernah dikasih nomor polis
belum pernah terima nomor
""",
        "en": """
i forgot my policy number
where do i find my policy number
i lost my policy document and don't know the number
what is a participant number
i don't have the number
can't remember my number
where is it written
which number do you mean
i do not know the participant number
my policy book is gone
""",
    },
)
