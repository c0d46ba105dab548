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
""",
    },
)
