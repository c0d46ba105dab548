"""Other contact: the code by the other way."""

from conversations.wishes.base import Wish

OTHER_CONTACT = Wish(
    name="other_contact",
    patterns={
        "id": """
(ganti|pindah|ubah|pakai|lewat|via|kirim|kirimnya|dikirim|melalui) [ke|lewat|pakai|saja|nya|metode] (sms|email|wa|whatsapp|telepon)
(ganti|ubah|pilih) metode
metode lain
(kontak|nomor|alamat|email) (lain|lainnya|satunya)
(yang|ke) [yang] satunya
""",
        "en": """
(by|via|through|to|use|with) [my|the] (sms|email|text|phone|whatsapp) [instead|please]
(other|another|different) (method|way|contact|number|email|address)
(change|switch)* [the|to] (method|sms|email|text)
""",
    },
    sentences={
        "id": """
lewat sms saja
kirim ke email saja
lewat email aja
kodenya lewat sms dong
bisa dikirim ke email
ganti ke sms
pakai sms saja
pindah ke email
kirim ke yang lain
bisa pakai cara lain
kirim lewat whatsapp saja
kode jangan ke email ke sms saja
tolong ke nomor hp saja kodenya
ke alamat satunya
kirim ke email aja
lewat email bisa ga, hp saya lagi ga ada pulsa
jangan ke sms, ke email saya aja kodenya
email saya ga bisa dibuka, coba pake sms
mau pake cara lain buat kodenya
kode nya dikirim liwat sms wae
kodenya ke hp ya bukan ke email
kodenya lewat yg satunya aja
Apakah kode dapat dikirim melalui email saja? Saya sedang di luar negeri dan SMS tidak bisa masuk
pilih sms dong ga jadi email
sy lg roaming, sms ga masuk, pindah ke email
kodena ka email we
kirim kode ka email sajo lai
ke email ji saja kodenya
ka sms haja kodenya
ke hp ajalah kau kirim kodenya
salah pilih tadi, maunya ke email
email kantor diblokir sama IT, kirim ke nomor hp saja
opsi lain selain sms ada ga
ganti metode
metode verifikasinya mau diganti ke email
via email
bisa via wa aja ga kodenya
hpku yg satu ketinggalan di rumah, kode nya ke email aja dong
kalau lewat telepon bisa tidak kodenya? saya tidak bisa buka sms
ubah tujuan kode ke sms
switch ke email
lupa password email, jadi lewat sms aja
email penuh ga bisa nerima, coba kirim ke hp
boleh dialihkan ke surel nggak kodenya
sms tidak masuk masuk, coba jalur email
ga punya akses email skrg, sms aja
kirim otp ke no hp
pake yg lain, jgn yg ini
nyuwun kodene dikirim teng email mawon nggih
sms lemot, email aja kak
kartu sim saya lagi rusak, ada jalan lain untuk terima kode?
tolong kodenya jangan ke surat elektronik karena yg pegang anak saya, ke sms saja pak
otp email dong
coba ke kontak satunya
kontak yang lain aja buat kodenya
ga bisa buka email di hp ini, tolong pindahkan kirimnya ke pesan sms
cara lain dong
mending dikirim ke email deh, sms telkom lg gangguan
""",
        "en": """
send it by sms
send it to my email instead
use the other contact
can you text me the code
switch to email
another way please
send the code to my phone
try a different method
use sms
can i get the code by text rather than email
other method please
I'm abroad and can't receive SMS, email works though
not the phone, the mail
try the other contact
can't open my inbox right now, text me
change how the code is sent
email it
is there another way to get the code
the office blocks that mailbox, please use my mobile
i picked the wrong one, meant sms
Could you possibly deliver the code by email? My SIM isn't working on roaming.
send otp to phone not mail
forgot my email password so sms is better
different channel for the code pls
via text
go with the second option for the code
sms isn't coming, let's try email
can you whatsapp me the code instead
use my other contact for verification
my phone is at home, send code to mail
alternative to sms?
""",
    },
)
