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
lupa nomor polis
ga tau nomor polis saya berapa
nomor polisnya di mana ya liatnya
nomor peserta itu yg mana kak
buku polisnya kebanjiran, nomornya jadi ga tau
sy ga inget no polis
kesupen nomer polise kulo
hilap nomer polis na
lupo ambo nomor polisnyo
lupa aku nomor polis ku berapa, dimana kulihat
kulupai nomor polisku
kada ingat nomor polis ulun
nomor polis itu yg 8 angka bukan?
dapet nomor peserta dari mana ya? kantor ga pernah ngasih
no polis dplk sy brp ya
Mohon maaf, saya tidak ingat nomor polis saya karena dokumennya disimpan anak saya di Bandung
cari nomor polis gmn caranya
bisa cek nomor polis pake nama sama tgl lahir ga
kartunya ga saya bawa jadi ga tau nomornya
nomor polis ada di bagian mana di kartu
polis saya nomor berapa?
nomornya saya tidak tahu pak
lupa no peserta
saya peserta dari perusahaan tapi cuma dikasih kartu, yg mana nomor polis yg mana nomor peserta
gapunya nomornya
no nya lupa kak, dicatet di hp lama
kalo lupa nomor polis gimana
nomor kepesertaan tidak tertera di kartu saya
apa nomor polis sama dengan nomor kartu
bantu carikan nomor polis saya
nomor yg diminta ini saya ga punya, adanya cuma nomor rekening
hrd belum kasih nomor pesertanya
nak nomor polisnya ibu tidak hafal, bukunya entah di lemari mana
nomor polis di email kah? ga ketemu saya cari
berkasnya hilang waktu pindahan jadi nomor polis tidak ada
di mana saya bisa melihat nomor polis saya
gw lupa nomernya
dulu agen yang urus semua, saya tidak pernah tahu nomornya berapa
ga hapal nomor polis
di surat tagihan ada nomor panjang, itu nomor polis bukan
nomor polis kok ada beberapa angka, yg dipake yg mana
tau nya cuma nama perusahaan, nomor group nya ga tau
ilang catetan nomor polis
mau tau nomor polis saya
nomor peserta dplk nemunya di mana
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
I forgot my policy number
don't know the number
where do I find my policy number
what's a participant number
can't remember it
my policy book got lost in the flood so i don't have the number
which number on the card is the policy number
HR never gave me a participant number
no idea what my number is
lost my number
can you look up my policy number by name and birthday
is the policy number the same as the card number?
I don't have the document with me, so no number
find my policy number
My agent handled everything and I was never told the number.
the number isn't on my card
forgot participant no
how would i know the membership number
number is in my old phone, i can't get it
there are several numbers on this letter, which one do you need
i only know the company name not the group number
don't have it on hand
where's the number written
tell me what my policy number is
i misplaced the paper with the number on it
""",
    },
)
