"""Cost: does the service cost anything."""

from conversations.wishes.base import Wish

COST = Wish(
    name="cost",
    answered=True,
    patterns={
        "id": """
(ada|kena|pakai|bayar|dikenakan|biaya|biayanya|berapa|tanpa|potong) [ada|tambahan|layanan|admin] (biaya|biayanya|bayar|tarif|charge|berapa|gratis|pulsa|admin)
(gratis|free|berbayar|cuma cuma)*
(bayar|biayanya) [berapa|tidak|ga|kah|nggak|dulu] [untuk|buat] [ini|hubungkan|daftar|layanan]
biaya [untuk|buat|layanan|daftar|hubungkan]
""",
        "en": """
(cost|costs|fee|fees|charge|charges|free|paid|price) [anything|me|of|for|is|are|any]
(is|are) [it|this|there] [any|a] (free|fee|fees|charge|charges|cost)
(have|need) to pay
""",
    },
    sentences={
        "id": """
ada biayanya tidak
ini gratis kan
layanan ini berbayar tidak
kena biaya berapa
apakah dikenakan biaya
bayar tidak
harus bayar dulu
pulsa saya terpotong tidak
berapa biaya daftarnya
tidak ada biaya kan
gratis atau bayar
biaya admin ada
""",
        "en": """
is this service free
any fees
how much does linking cost
will i be charged for this
does it cost money
is there a fee for this
do i have to pay for using this
free of charge?
""",
    },
)
