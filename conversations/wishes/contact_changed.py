"""Contact changed: the registered address or number is not in use any more."""

from conversations.wishes.base import Wish

CONTACT_CHANGED = Wish(
    name="contact_changed",
    answered=True,
    patterns={
        "id": """
(email|nomor|hp|no|nomer|kontak|telepon|handphone|ponsel|emailnya|nomornya|hpnya|alamat email) [saya|hp|telepon|lama|yang|terdaftar|itu|ini|nya|tersebut] [sudah|udah|telah|lama] (tidak|ga|ganti|berubah|hilang|hangus|mati|nonaktif|diblokir|lama|salah|rusak) [aktif|dipakai|bisa|pakai|ada]
(ganti|berganti|beda) (email|nomor|hp|nomer|no)
(tidak|ga) (pakai|pegang|aktif|dipakai|bisa buka|punya akses|akses) [lagi] [ke] (email|nomor|hp|itu|lagi)
(nomor|email) (baru|lama)
""",
        "en": """
(email|number|phone|contact|address) [is|has|was|i] [not|no longer] (changed|old|inactive|dead|wrong|lost|gone|active|mine|used|registered)
(no longer|don't|do not|cannot|can't|lost) (use|have|access|own|open) [access] [to] [that|this|my|the] (email|number|phone|mailbox|anymore|it)
(changed|lost|new|old) [my|a] (email|number|phone|sim)
""",
    },
    sentences={
        "id": """
nomor saya ganti
nomor hp lama sudah tidak aktif
email saya sudah tidak dipakai
email lama sudah hilang
hp saya hilang
kartu sim saya hangus
nomor itu bukan nomor saya lagi
email kantor yang lama saya sudah keluar
saya tidak bisa buka email itu
nomornya sudah ganti
itu email lama
itu nomor lama
kontak saya berubah
nomor yang terdaftar salah
emailnya salah
sudah tidak punya akses ke email itu
hp yang itu sudah rusak
itu bukan email saya
nomor punya orang lain
nomor hp saya udah ganti
itu email lama saya, udah ga dipake
yg muncul nomor lama, sy udah ga pegang
kodenya nyasar ke nomor lama
email di situ email kantor lama, saya udah resign
nomer kulo sampun gantos, sing niku sampun mati
nomer abdi tos gentos, nu eta tos teu aktif
nomor ambo alah baganti
nomor ku sudah ganti, kode lari ke nomor lama
nomorku ganti mi, tidak kupakai mi itu
nomor ulun sudah baganti, nang itu kada aktif lagi
no hp udah hangus
Nomor yang terdaftar sudah tidak aktif sejak tahun lalu, bagaimana saya menerima kodenya
email saya ganti
kok kodenya dikirim ke nomor yg ujungnya 21 ya, itu nomor saya dulu waktu di surabaya
hp lama hilang jadi nomornya juga udah ga ada
itu bukan nomor saya
nomor itu dipegang mantan suami saya, kodenya jangan ke sana
emailnya salah ketik di data kalian kayaknya, bukan punya saya
dua duanya udah ga aktif, email sama nomornya
kedua kontak itu sudah tidak saya pakai lagi
akun gmail saya kena hack dan udah saya tutup, nomor juga ganti
sudah lama ganti nomor telkomsel ke xl
alamat email yg terdaftar itu punya agen saya bukan punya saya
nomornya udah mati
ganti nomor dari tahun 2020 mas, yg didaftarin masih yg lama
no yg didaftarin dulu pake no istri, skrg udah pisah
gmn dong sms nya ke nomer jadul
kontak saya di sana sudah berubah
email yang itu passwordnya lupa total dan nomornya udah hangus
hp kecemplung sawah, kartunya rusak ga bisa dipake lagi, nomor sdh baru
yg ada di data no rumah lama, kita udah pindah
saya sekarang pakai nomor baru, yang bintang bintang itu nomor lama pak
emailku wis ora iso dibukak, wis ganti anyar
update nomor hp dulu ya berarti? soalnya yg itu udah ga ada
kode dikirim ke email yahoo saya yg udah almarhum wkwk
nomor yg disamarkan itu ga saya kenal
sudah tidak pegang nomor itu
saya tidak lagi bekerja di sana jadi email perusahaan tidak bisa dibuka, kodenya bagaimana
terdaftarnya no mama, skrg mama udah ga ada dan nomornya mati
nomor sama email di polis itu jaman dulu semua
no hp berubah
ga bisa terima kode soalnya nomornya ganti
email yg dipake daftar dulu buatan agen, saya ga tau
kontaknya ga sesuai, itu nomor orang
""",
        "en": """
my number has changed
that email is old
i don't use that email anymore
i lost my phone
i no longer have that number
my email address changed
that is not my number
i can't access that mailbox
the registered number is wrong
i have a new email
that's my old number
I don't use that email anymore
my number changed last year
the code went to a phone I no longer have
that email belongs to my former employer
neither of those is mine now
old sim is dead
i have a new phone number, what now
my ex husband has that number, please don't send it there
lost that phone and the number with it
The address on file is outdated, so I cannot receive the code.
both contacts are old
email changed
you have my previous mobile, can't get the text
i moved back to australia and cancelled my indonesian number
it's going to a yahoo account I closed years ago
number on record isn't active any more
wrong email in your system, it's my agent's
don't recognise the masked number
no longer have access to that inbox, nor that phone
switched providers and got a new number so the otp can't reach me
how can i get the code if the registered number expired
registered contact is out of date
new email, new number, everything's different from when i signed
""",
    },
)
