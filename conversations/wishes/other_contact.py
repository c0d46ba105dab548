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
""",
    },
)
