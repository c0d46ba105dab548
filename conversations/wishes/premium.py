"""Premium: how much, when due, how and where to pay."""

from conversations.wishes.base import Wish

PREMIUM = Wish(
    name="premium",
    answered=True,
    patterns={
        "id": """
premi*
(bayar|pembayaran|membayar|dibayar|lunasi|melunasi|bayarnya) [tagihan|iuran|asuransi|polis|bulan|bulanan|lewat|dimana|kemana|via|pakai|cicilan]
(tagihan|tunggakan|nunggak|jatuh tempo|virtual account|autodebet|autodebit|auto debet|auto debit|kartu kredit|iuran|cicilan|nomor va)*
(telat|terlambat|lupa|belum) bayar
""",
        "en": """
premium*
(pay|paying|payment|payments|bill|bills|billing|invoice|due|overdue|installment|autodebit|auto debit|virtual account|direct debit|contribution)* [my|the|for|date|is|was|method|of]
""",
    },
    sentences={
        "id": """
berapa premi saya
kapan jatuh tempo
cara bayar premi
tagihan bulan ini berapa
premi saya sudah lunas belum
mau bayar premi
bayar premi lewat apa
nomor virtual account saya
premi naik kenapa
bayar iuran dplk
autodebet saya gagal
ganti kartu kredit untuk premi
saya telat bayar premi
mau cuti premi
apakah pembayaran saya sudah masuk
bukti pembayaran premi
kwitansi premi
mau ganti cara bayar jadi tahunan
polis saya lapse karena belum bayar
pulihkan polis yang lapse
transfer ke rekening mana
cara bayar
bayar asuransi
masa tenggang berapa lama
top up unit link
sekarang premi saya berapa
mau lihat premi
tagihan
""",
        "en": """
how much is my premium
when is the premium due
how can i pay
where do i pay my premium
i missed a payment
change my payment method
did you receive my payment
my payment is late
virtual account number please
what is my bill this month
premium receipt
pay by credit card
set up autodebit
my policy lapsed because i did not pay
how to top up
pay now
""",
    },
)
