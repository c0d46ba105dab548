"""Claim: how to make one, what is needed, what became of it."""

from conversations.wishes.base import Wish

CLAIM = Wish(
    name="claim",
    answered=True,
    patterns={
        "id": """
klaim*
(claim|reimburse|reimburs|reimbursement|santunan|ganti rugi rumah sakit|rembes|rembers)*
(rawat inap|rawat jalan|opname|operasi|kecelakaan|sakit|meninggal|wafat|tutup usia|melahirkan|dirawat|masuk rumah sakit) [saya|di|kemarin|bagaimana|cara|bisa|ditanggung]
(ditanggung|dicover|tercover|dijamin asuransi|plafon|limit|manfaat) [rawat|tidak|kah|apa|saya|inap|jalan|operasi]
(uang pertanggungan|manfaat meninggal|surat kematian)
""",
        "en": """
claim*
(reimburse|reimbursed|reimbursement|hospitalised|hospitalized|hospitalisation|hospitalization|surgery|inpatient|outpatient|accident)*
(passed away|died|death benefit|death certificate)
(covered|cover|coverage) [for|is|by|does|my|insurance]
""",
    },
    sentences={
        "id": """
cara klaim
mau klaim
klaim rumah sakit
syarat klaim
formulir klaim
status klaim saya
klaim saya sudah cair belum
berapa lama klaim dibayar
suami saya meninggal bagaimana klaimnya
ibu saya wafat mau urus santunan
kecelakaan motor apakah ditanggung
saya masuk rumah sakit
kwitansi rumah sakit dikirim ke mana
operasi dicover tidak
limit rawat inap saya berapa
apakah melahirkan ditanggung
klaim gigi
klaim obat
ajukan reimbursement
dokumen klaim
kirim berkas klaim ke mana
lapor klaim
cashless bagaimana
kartu tidak bisa dipakai di rumah sakit mau bayar sendiri dulu
penyakit kritis bisa klaim
""",
        "en": """
how do i claim
i want to make a claim
claim status
what documents for a claim
claim form
my husband died what should i do
is surgery covered
i was in hospital
how long until my claim is paid
send my receipts
does it cover maternity
what does my insurance cover
hospital bill reimbursement
submit medical bills
""",
    },
)
