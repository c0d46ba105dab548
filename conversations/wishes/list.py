"""List: the policies that are linked, and which of them is active."""

from conversations.wishes.base import Wish

LIST = Wish(
    name="list",
    patterns={
        "id": """
(lihat|liat|tampil|cek|daftar|semua)* polis (saya|ku|aku|aktif|terhubung|terdaftar)
polis apa saja
polis (mana|apa) [saja] [yang] (terhubung|tersambung|aktif|terdaftar|ada)
polis [saya] (sudah|udah) (terhubung|tersambung|terdaftar|masuk)
(ganti|ubah|pindah|pilih|tukar) polis
polis aktif
(berapa|jumlah) polis
polis saya
""",
        "en": """
(show|see|view|list)* [all] [of] (my|the) [linked] polic*
my policies
policies [are|do] [i] (linked|connected|have)
(switch|change|choose)* [my|the|to] [active|another|other|different] policy
active policy
""",
    },
    sentences={
        "id": """
lihat polis yang sudah terhubung
polis mana yang aktif sekarang
mau ganti ke polis lain
pindah polis
polis saya ada berapa
tampilkan daftar polis
polis terdaftar
cek polis yang terhubung
apakah polis saya sudah tersambung
polis saya sudah masuk belum
ingin melihat polis yang ada di akun ini
jadikan polis lain sebagai polis aktif
daftar polis yang saya miliki
polis yang terhubung ke nomor ini apa saja
yang aktif polis yang mana
mau lihat semua kepesertaan saya
cek kepesertaan yang terdaftar
sudah ada polis apa di akun saya
detail polis saya
lihat detail polis
info polis saya
kepesertaan saya mana saja
polis saya
lihat polis yg sudah nyambung dong
ada berapa polis saya di sini
mau liat daftar polis
polis apa aja yg udah terhubung di wa ini kak
ganti ke polis yg satunya
pindah polis aktif ke yg dplk
Mohon ditampilkan seluruh polis saya yang sudah terdaftar pada akun ini, terima kasih
sy lupa kmrn udah masukin polis yg mana aja, coba liatin
cek polis ku yang udah masuk
daftar polisku opo wae seng wis nyambung
polis abdi anu tos nyambung naon wae
tampilkan polis
yg aktif sekarang polis yg mana ya
mau switch polis ke yang group
kok yg muncul polis lama, mau pilih polis yg satu lagi
list polis
polis kantor saya udah kelihatan belum di daftar
aku punya dua polis kan, coba tunjukin dua duanya
saya mau jadikan polis yang individu sebagai yang aktif
buka menu polis saya
liat nomor polis yg sudah saya hubungkan
polisku yang mana mi yang sudah masuk di sini
polis ambo nan lah tasambuang apo sajo
polis ulun nang sudah tasambung apa haja
coba cek di akun saya ini polis apa saja yang tercatat
kmrn anak saya bantu hubungkan polis, bapak mau lihat sudah ada berapa di sini
tukar polis aktif
ubah polis utama
polis2 saya mana aja
semua polis sy dong tampilin
pilih polis lain
mau ngecek polis yg terdaftar di nomor ini atas nama siapa dan jenis apa saja
ada brp polis yg nyangkut di akun gw
lihat kepesertaan saya yg sudah terhubung
saya kan ada polis individu sama dplk, sekarang mau buka yang dplk
tunjukkan polis saya yang sudah aktif di chat
polis gue mana ya
kepesertaan apa saja yang saya punya di akun chat ini
mau liat rincian polis yg udah ditambahin minggu lalu
bisa lihat isi akun saya ga, polis mana yg udah masuk mana yg belum
kembali ke polis yg pertama, yg kedua ga usah aktif
kasih liat polis2 ku min
data polis yg nempel di wa ini apa aja
mo liat polis
""",
        "en": """
show me my policies
list my policies
which policies do i have here
what policies are linked
view my linked policies
see the policy that is active
make another policy active
use my other policy
how many policies are connected
is my policy linked already
policy details
display all policies on my account
show my policies
what policies do i have here
switch to my other policy
which one is active right now
can I see everything that's linked to this account
my policies
I'd like to change the active policy to the group one
list of linked policies please
how many policies are connected to my number
let me see them all
I forgot which ones I've already added, could you show me
pull up my policies
make the pension one the active one
go to policy list
check which memberships are in this chat
use the other policy instead
view linked
Would you kindly display the policies registered to this account?
is my company coverage showing on the list yet
i want to see the details of the policy i added last week
change policy pls the one showing is my old one
what do i have linked
see all my coverage on this bot
the individual one should be the main one, how to set that
show list
""",
    },
)
