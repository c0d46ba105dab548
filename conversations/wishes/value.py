"""Value: balance, cash value, unit price, benefits that grow."""

from conversations.wishes.base import Wish

VALUE = Wish(
    name="value",
    answered=True,
    patterns={
        "id": """
(saldo|saldonya|nilai tunai|nilai polis|nilai investasi|harga unit|nab|hasil investasi|hasil pengembangan|imbal hasil|dana saya|jumlah unit|perkembangan|kinerja)* [saya|dplk|berapa|polis|dana|unit]
(berapa|cek|lihat|mau lihat|info) [jumlah|total|nilai] (saldo|saldonya|nilai|dana|investasi|unit|tabungan|nab|uang pensiun)*
(laporan|mutasi|rekap|statement) [transaksi|dana|polis|tahunan|bulanan|saldo|investasi|dplk]
""",
        "en": """
(balance|cash value|surrender value|unit price|unit prices|fund value|fund price|nav|statement|investment value|returns|performance)*
(how much|what) [is|money|do|does|are] [in|my|the|i|it] [policy|pension|fund|dplk|have|worth|account|savings]
""",
    },
    sentences={
        "id": """
cek saldo
saldo dplk saya berapa
nilai tunai berapa
berapa harga unit
nilai investasi saya sekarang
uang pensiun saya sudah berapa
mau lihat saldo dana pensiun
nilai polis unit link saya
berapa bunga dplk
hasil investasi tahun ini
laporan tahunan dplk
dana saya terkumpul berapa
nab hari ini
cek nilai
berapa nilai polis kalau ditutup sekarang
perkembangan dana saya
minta laporan saldo
mutasi dana
""",
        "en": """
what is my balance
how much is my policy worth
cash value of my policy
unit price today
pension balance
how much money is in my pension
show my investment value
annual statement
how is my fund performing
value of my units
""",
    },
)
