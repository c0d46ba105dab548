"""Hours: offices, telephone, opening times."""

from conversations.wishes.base import Wish

HOURS = Wish(
    name="hours",
    answered=True,
    patterns={
        "id": """
(jam|hari) (buka|kerja|operasional|layanan|berapa|tutup|kantor)
(kantor|cabang|kantornya) [cabang|pusat|generali|terdekat] (di mana|dimana|alamat|terdekat|buka|mana|di|jam)*
(alamat|lokasi) [kantor|cabang|generali|kalian]
(nomor|no|nomer) (telepon|telpon|call center|cs|hotline|kontak|wa|whatsapp|layanan|customer) [generali|resmi|berapa|nasabah]
(call center|hotline|call centre)*
(buka|tutup|libur) [hari|jam|sampai|tidak|sabtu|minggu|kapan]
""",
        "en": """
(office|opening|business|working|service) (hours|times|time)
(office|branch|branches|headquarters|address|location)* [in|near|nearest|is|where|your]
(phone|telephone|hotline|call center|contact) (number|centre|center|details)
(open|closed) [on|today|now|until|saturday|sunday|weekend]
""",
    },
    sentences={
        "id": """
jam buka kantor
alamat kantor cabang
kantor terdekat di mana
nomor call center
sabtu buka tidak
kantor pusat di mana
jam layanan sampai jam berapa
hari libur buka
nomor telepon layanan nasabah
email layanan nasabah apa
mau datang ke kantor
cabang di surabaya
jam operasional
telepon berapa
kontak generali
buka jam berapa
kapan petugas ada
alamat kantor cabang surabaya
nomor telepon cs berapa
kantor generali di medan di jalan apa ya
sabtu buka ga
kak besok kan tanggal merah, kantornya tetep buka apa tutup?
nomor wa resmi generali yg bener yg mana ya
email customer service apa
Selamat sore, saya hendak datang langsung bersama istri, mohon info alamat kantor pusat dan jam pelayanannya
call center
kantor cabang wonten pundi mawon nggih, kulo teng Kediri
kantorna di bandung palih mana nya
kantor di padang di ma latak no da
di mana kantor kalian di siantar sini bang
di mana kantor ta di makassar
kantor di banjarmasin di mana ampatnya
cs online sampe jam brp
telp kantor pusat jakarta
jam operasional call center 24 jam bukan
mau ke kantor senin, buka jam brp ya
lokasi kantor terdekat dari depok
no telpon bebas pulsa ada?
kalo dari luar negeri nelponnya ke nomor berapa
buka gak hari minggu
kantor layanan nasabah di jogja masih di jalan sudirman?
petugasnya ada jam berapa aja sih
saya di daerah rangkasbitung jauh dari mana mana, kantor yang paling deket kira kira di serang atau tangerang ya dan bukanya dari jam berapa
istirahat siang kantornya tutup ga
ada kantor di batam?
15000-37 itu bayar pulsa lokal ya?
nomor wa ini official kan? yg centang hijau nomornya brp
libur lebaran kantor tutup tgl brp
alamat lengkap + kode pos kantor pusat buat kirim berkas
gedung generali tower di kuningan lantai berapa customer carenya
wktu pelayanan
buka jam piro kantore
parkir motor ada ga di kantor customer service kuningan, mau kesana naik motor
cabang denpasar nomor teleponnya
kntr cab palembang dmn
bisa dateng langsung tanpa janji? jam berapa sampe jam berapa
telepon cs bisa malem ga, gue baru kelar kerja jam 9
websitenya apa
akun ig resmi kalian apa ya
kantor dplk nya sama apa beda alamat
jam kerja kantor selama puasa
hr ini kantor buka kan? ada cuti bersama soalnya
minta maps kantor semarang
nomor telepon yang bisa dihubungi berapa Nak, Bapak lebih suka menelepon
shareloc kantor cabang dong min
""",
        "en": """
what are your opening hours
where is your office
call center number
are you open on weekends
branch near me
office address
phone number please
when do you close
your email address
how can i reach you by phone
office address in surabaya
customer service phone number
are you open on saturday
where's your nearest branch to ubud
what is the official whatsapp number
Could you give me the address and opening times of the head office? I'd like to come by in person on Thursday.
call center number from abroad
email address for customer care
is the hotline 24 hours
open on public holidays?
what time do u close today
which floor is customer care in generali tower
do you have an office in batam
branch locations
closed during lebaran? which dates
is this your official number, which one is listed on your site
can I walk in without an appointment and until what hour
medan office where ah
lunch break hours
postal address to send documents
contact details
when are your staff online
do you have a toll free line
I finish work at nine at night, is anybody answering the phone at that time?
google maps pin for jakarta office
your website pls
phone number of the bali branch
""",
    },
)
