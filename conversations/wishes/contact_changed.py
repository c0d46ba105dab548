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
""",
    },
)
