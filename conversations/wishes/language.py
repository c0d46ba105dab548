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
ganti bahasa dong
bisa pakai bahasa inggris ga
english please kak
suami saya orang jerman ga ngerti bahasa indonesia, bisa ganti ke inggris?
kok jadi bahasa inggris ya, balikin ke indo
pake bahasa indonesia aja
saged boso jowo mboten mbak
tiasa nganggo basa sunda teu
bisa bahaso minang ndak da
bisa nya kau bahasa batak?
bisa ji bahasa makassar kah
bisa bahasa banjar lah
ubah bahasa ke indonesia
Mohon agar percakapan ini menggunakan bahasa Indonesia saja, saya tidak dapat berbahasa Inggris
setting bahasanya di mana
ngomong indo aja min gue ga paham inggris
pilih bahasa
switch ke english
ini bot bisa bahasa mandarin ga? mama saya lebih ngerti mandarin
tlg jgn pake b inggris
bahasa apa aja yg tersedia
mau chat pake bhs inggris
tadi kepencet english sekarang semua tulisannya inggris saya ga ngerti gimana balikin ke bahasa indonesia lagi
indonesia aja
b.indo pls
bisa gak dua bahasa, aku indo tp istri inggris
bahasanya diganti ya kak
ke bahasa inggris
translate ke indonesia dong
aku lebih nyaman english, bisa kan?
menunya kok tulisan inggris, ganti indonesia
apakah layanan ini ada bahasa jepang, bos saya orang jepang
ora iso boso inggris aku, ganti boso indonesia wae
bs bhs jawa?
ubah ke english version
bahasa arab ada?
saya lansia, tolong pakai bahasa indonesia yang mudah dimengerti ya Nak
bahasa melayu boleh ka, saya dari johor
gnti bahasa
balik ke bahasa awal
lanjutin pake inggris aja, ini mau dibaca bos bule
pengen ubah language
ga bisa bhs indonesia teman saya ini, dia dari belanda
gue mau practice english, ganti dong bahasanya
caranya ubah bahasa gimana
kalau saya jawab pakai bahasa daerah apa bisa dimengerti botnya
mau bahasa indonesia bukan inggris
teks nya bisa diindonesiakan?
ini kenapa pakai bahasa asing, kembalikan ke bahasa kita
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
can we speak english
I don't understand Indonesian
do you have english version
switch to bahasa
sorry my bahasa is not good, can you write in English
how do i change the language settings
in english
My Indonesian is really basic and I'm reading all this through Google Translate, could the chat be in English?
is there a mandarin option
can i continue in indonesian
eng pls
do you speak dutch or german
what languages are available
prefer indonesian actually
back to english
i pressed the wrong button and now everything is in indonesian
japanese?
translate this please i cant read it
could you reply in english from now on
set language to english
my wife is indonesian and will take over, change to bahasa indonesia please
speak english?
no bahasa, english only thx
does the bot understand javanese
menu in english
I'm an expat, which button gives me the English text?
""",
    },
)
