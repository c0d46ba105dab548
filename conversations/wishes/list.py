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
""",
    },
)
