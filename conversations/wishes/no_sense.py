"""No sense: nothing that concerns an insurer. It teaches the table what to leave alone; nothing follows from it."""

from conversations.wishes.base import Wish

NO_SENSE = Wish(
    name="no_sense",
    patterns={
        "id": "",
        "en": "",
    },
    sentences={
        "id": """
asdf
jkl
hahaha
wkwk
xixixi
zzz
cuaca hari ini
siapa nama kamu
kamu siapa
umur kamu berapa
i love you
pacar aku marah
nonton bola yuk
skor timnas
harga emas
harga cabai
jual beli motor
pinjaman online cepat
slot gacor
togel hari ini
investasi bodong
resep nasi goreng
cara membuat kue
jam berapa sekarang
hari ini hari apa
ibu kota jepang
dua tambah dua
lagu terbaru
film bagus
game apa
anakku lucu
kucingku sakit
lapar nih
mau makan apa
hujan deras
macet banget jalanan
besok libur
kerja di mana
lowongan kerja
beli pulsa
token listrik
paket saya di mana
ojek online
pesan makanan
salah kirim maaf
salah orang
eh salah
siapa ini
kirim ke grup
ini foto aku
lagi ngapain
sudah makan belum
selamat ulang tahun
selamat idul fitri
doakan ya
pemilu
gubernur
sekolah anak
rapat jam dua
otw
bentar
tunggu
oh gitu
hmm
nah
lah
eh
ya ampun
gak penting
bla bla
xyz abc
qwerty
lorem
test saja iseng
jangan lupa beli telur
titip salam
nanti malam jadi
harga beras naik
anak saya ulang tahun
besok ada acara nikahan
sudah sampai rumah
hati hati di jalan
kirim lokasi
nomor rekening teman
tukang ojek
galon habis
listrik mati
air pdam mati
sinetron semalam
artis korea
lagu dangdut
liga inggris semalam
timnas main jam berapa
pulsa habis
paket internet
jual tanah
sewa rumah
kontrakan kosong
mobil bekas
servis motor
tambal ban
cuci sepatu
jahit baju
salon rambut
sayur asem
soto ayam
es teh manis
kopi susu
martabak manis
ayam geprek
bakso enak
rendang
durian
pergi ke pasar
liburan ke bali
tiket pesawat
kereta ke solo
hotel murah
cuaca panas
gempa tadi
banjir di jalan
gunung meletus
presiden baru
menteri
bupati
partai
demo mahasiswa
ujian sekolah
nilai rapor anak
tugas kuliah
skripsi
matematika tujuh kali delapan
berapa akar seratus
siapa penemu lampu
planet terbesar
tahun baru
lebaran kapan
puasa mulai kapan
natal
imlek
sholat subuh
pengajian
gereja
doa makan
ayat
kucing hilang
anjing galak tetangga
burung kicau
ikan koi
tanaman hias
pupuk
sawah
panen
mancing
sepeda
futsal
badminton
lari pagi
diet
sakit hati ditinggal
jodoh
pacaran
nikah yuk
mantan
rindu
sayang
cinta
jomblo
kamu cantik
kenalan dong
boleh minta foto
umurmu
tinggal di mana kamu
hobi kamu
robot pintar
chatgpt
game mobile legends
pubg
netflix
youtube
tiktok
facebook
instagram
follow akun saya
subscribe
giveaway
undian berhadiah
menang hadiah
transfer dulu baru kirim
pinjam seratus
utang
dana kaget
judi
poker
kasino
bonus member baru
deposit
jackpot
obat kuat
pemutih wajah
pelangsing
skincare
baju murah
sepatu diskon
promo makanan
voucher
kode promo
resi paket
kurir
cod
shopee
tokopedia
gojek
grab
lowongan admin
lamaran kerja
gaji
cuti kerja
bos galak
rapat zoom
email kerjaan
printer rusak
laptop lemot
hp hang
wifi mati
sinyal hilang
a
b
hm
oh
ya ampun
aduh
waduh
astaga
loh
lah
wah
hore
cie
anu
itu
ini
gitu
begini
terserah
biarin
gapapa
iseng
salah pencet
kepencet
maaf salah
bukan buat kamu
pesan ini dihapus
foto
video lucu
stiker
pantun dong
cerita lucu
tebak tebakan
nyanyi
arti nama
zodiak
ramalan
mimpi ular
nomor togel
""",
        "en": """
asdfgh
what is the weather
who are you
tell me a story
how old are you
what time is it
football score
gold price
i am hungry
good movie
play a song
bitcoin price
do you love me
lol
hahaha
random text
wrong number
sorry wrong chat
happy birthday
where are you from
job vacancy
order pizza
nothing
blah blah
never mind the weather
are you a robot
sing for me
two plus two
capital of france
see you tomorrow
my cat is cute
let's play a game
rain tomorrow
traffic is bad
let us have lunch
happy new year
merry christmas
what is for dinner
my dog is barking
buy me a coffee
the movie was great
who won the match
president of the country
how tall is the mountain
translate this word
write a poem
solve this equation
best restaurant
cheap flights
hotel in town
car for sale
house for rent
crypto
forex signals
click this link
win a prize
you are beautiful
marry me
good night sweetheart
i miss you
what's your name
where do you live
are you married
do you like music
tell me something funny
open the door
turn on the light
set an alarm
play music
call my mom
send a photo
see you later
ha ha
ok boomer
yo
sup
meh
whatever
""",
    },
)
