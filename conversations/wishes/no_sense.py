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
bang udah nyampe mana
jadi futsal nanti malem ga
besok jangan lupa bawa galon
paket saya kok masih di gudang cakung
wkwkwkwk anjir
nasi padang dua, rendangnya dipisah
hujan deres banget di sini
mah pulang jam berapa
dijual kontrakan 3 pintu lokasi strategis dekat tol
promo slot gacor maxwin hari ini
pinjam dulu seratus
asdfghjkl
hhhh
lagi apa
km udah makan blm
ayam ayam apa yg nyebelin? ayam sorry
gofood nya salah alamat nih
pak tolong ke rumah, kran airnya bocor
token listrik 50rb dong
indihome mati dari subuh
sini gw jemput jam 7
selamat ulang tahun ya bestie
bukan gitu maksudnya
terus kata dia apa
anakku wis turu
arek arek podo nang endi
maneh di mana
lah nya si eta mah kitu
waang dima kini
cak mana kabar mamak di kampung
sudahmi makan kah, jalan jalan yuk ke losari
ikam di mana wahini
skor tadi malam berapa persib
gila sih golnya messi
lowongan kerja admin online gaji 5jt hub wa ini
beli followers murah
jual pulsa all operator
menang undian 100 juta klik link ini
maaf salah kirim
eh salah orang
ini nomor bu tuti kan?
mas, pesenan kue saya jadi besok ya
ongkir ke malang berapa
cicilan motor saya tinggal berapa bulan pak
kartu kredit bca saya mau naik limit
tiket kereta ke jogja masih ada
sim saya mati, perpanjang di mana
pesawat delay lagi
cuaca besok gimana
resep opor ayam dong
bikinin puisi cinta
siapa presiden pertama
2 tambah 2 berapa
kamu cowok apa cewek
kamu jomblo ya
aku sayang kamu
bosen ah
lucu banget kucingnya
mau tidur dulu
bentar ya lagi di jalan
nanti aku kabari
jangan lupa arisan hari minggu di rumah bu rt
rapat digeser jam 2
tolong file ppt nya dikirim ke grup
tugas matematika halaman 45 nomor berapa aja
pr nya apa
absen hari ini siapa aja yg ga masuk
pak guru saya izin sakit
motor gw mogok di depan indomaret
bengkel buka ga hari minggu
sepatu ukuran 42 ready kak?
warna hitam masih ada stok
kak ini bahannya katun ya
bisa cod ga
shopee paylater gw nunggak
top up ml 86 diamond
login mobile legend yuk mabar
kode redeem ff terbaru
drakor baru judulnya apa
filmnya jam berapa di xxi
lagu yg viral itu apa sih judulnya
makan siang apa ya enaknya
sambelnya pedes poll
diet mulai besok aja deh
harga cabe naik lagi
beras 5 kilo sama telur sekilo
gas melon kosong di mana mana
posyandu tanggal berapa bu
imunisasi anak jam 8 kan
obat batuk apa yg bagus
dok, saya mau buat janji periksa gigi
pln kok tagihannya naik
air pdam keruh
tilang elektronik bayarnya di mana
stnk mau balik nama
cpns kapan buka
info kost dekat ui
jual mobil avanza 2015 nego
tanah kavling syariah tanpa riba
obat kuat herbal
peninggi badan ampuh
trading crypto profit harian
join grup telegram cuan yuk
vote aku dong di link ini
follow ig aku ya
sebarkan pesan ini ke 10 orang
innalillahi pak haji sudah wafat tadi subuh
selamat idul fitri mohon maaf lahir batin
amin
oalah
lho kok
hmm gitu ya
iya sih tapi
yg kemarin itu loh
pokoknya gitu deh
bukan yg itu yg satunya lagi
kan udah dibilangin
dia lagi dia lagi
ntar malem
jam 5 aja
di depan alfamart
yang biru
tiga biji
maaf anak saya mainan hp
zzzzz
lontong sayur
meong
mbuh lah
kumaha damang
teuing atuh
onde mande
bah
iyo dek
bola bola
mantan ngajak balikan gimana nih
galau
pengen healing ke bali
nikahan si rina kapan
kado buat bayi enaknya apa
tukang sayur lewat belum
jemuran tolong diangkatin
kunci rumah taro di bawah pot
mobil merah plat B parkir ngalangin jalan
satpam tolong buka portal
kirim foto dong
video call yuk
sinyal ilang ilangan
hp lemot ram penuh
laptop ga bisa nyala
printer kantor macet lagi
cat tembok warna apa ya bagusnya
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
are we still on for dinner tonight
where did you park the car
happy birthday bro
my cat just knocked over the plant
what's the weather like in bandung tomorrow
sorry wrong number
is this pizza hut
two lattes and a bagel please
asdf
who won the match last night
tell me a joke
are you single
i love you
what's 12 times 9
my flight to singapore got delayed again
the wifi at the villa is down
can the driver pick me up at 6
room service please
do you have this in size m
is the apartment still for rent
win a free iphone click here
earn 500 dollars a day from home
invest in bitcoin now guaranteed profit
buy cheap followers
haha that's hilarious
omw
brb
the meeting is moved to 3pm
can you send me the slides
mum says dinner is ready
don't forget the milk
uber is outside
my parcel still hasn't shipped
where's my grab order
netflix keeps buffering
can't log in to my instagram
what time is the movie
did you see her post
hmm maybe
the blue one
not that, the other
around five i guess
and then he said
my kid was playing with the phone
write me a poem about the sea
what's the capital of peru
good recipe for pancakes?
yoga class cancelled today
my bike got a flat tyre
dentist appointment on thursday at ten
the plumber never showed up
see you at the gym
traffic is insane on sudirman
i'm so bored
how do you say goodnight in javanese
pick up the kids from school
""",
    },
)
