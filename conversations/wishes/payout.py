"""Payout: withdraw, surrender, close, cash in the pension."""

from conversations.wishes.base import Wish

PAYOUT = Wish(
    name="payout",
    answered=True,
    patterns={
        "id": """
(cair|cairkan|mencairkan|dicairkan|pencairan|cairin|nyairin)* [dana|dplk|polis|uang|saya|pensiun]
(tarik|ambil|penarikan|menarik|mengambil|withdraw|narik|ngambil)* [dana|uang|saldo|dplk|pensiun|tunai|sebagian|polis|investasi|semua]
(tutup|menutup|berhenti|stop|surrender|terminasi|akhiri|batalkan|penutupan|pembatalan)* [polis|asuransi|dplk|kepesertaan|dan]
(pinjam|pinjaman|loan|gadai)* [polis|uang|dana]
(habis kontrak|jatuh tempo polis|sudah pensiun|resign|phk|berhenti kerja|keluar kerja) [mau|bisa|bagaimana|dari|ambil|dplk|cair]
""",
        "en": """
(surrender|withdraw|withdrawal|cash out|cash in|cash|redeem|pay out|payout|disburse|disbursement)* [my|the|from|some|part]
(close|cancel|terminate|end|stop) [my|the|this] [life] (policy|insurance|dplk|pension|account)
(policy|pension) (loan|matured|maturity)
(take|get) [my|the|some|all] [money|funds|pension] out
retired
""",
    },
    sentences={
        "id": """
mau cairkan dana pensiun
cara mencairkan dplk
ambil uang pensiun
tarik dana dari unit link
mau tutup polis
mau surrender
polis mau saya tutup uangnya bisa diambil
berhenti asuransi
saya sudah pensiun mau ambil dana
kena phk dplk bisa cair tidak
polis saya sudah selesai kontrak kapan cair
penarikan dana sebagian
pinjam uang dari polis
syarat pencairan dplk
berapa lama pencairan
pindah dplk ke tempat lain
batalkan polis dan kembalikan premi
masa bebas lihat batal polis
ambil tunai
mau stop asuransi
""",
        "en": """
i want to withdraw money
close my policy
cash out my pension
surrender my insurance
how to redeem units
take my money out
i retired how do i get my pension
can i borrow against my policy
when do i get paid out
policy matured
i left my company can i get my pension
stop my insurance
""",
    },
)
