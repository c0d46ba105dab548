"""Beneficiary or data: change what the insurer has on file."""

from conversations.wishes.base import Wish

BENEFICIARY_OR_DATA = Wish(
    name="beneficiary_or_data",
    answered=True,
    patterns={
        "id": """
(ahli waris|penerima manfaat|beneficiary|tertanggung|pemegang polis)* [ganti|ubah|saya|siapa|diganti|diubah|tambah]
(ganti|ubah|mengubah|mengganti|update|perbarui|perbaharui|pindah|koreksi|rubah|merubah|perbaikan|edit) [data|nama|alamat|nomor|hp|email|no|status|rekening|ahli|pekerjaan|ktp|nik|pribadi|nasabah|kontak|telepon]
(alamat|nama|nik|data|tanggal lahir|rekening|status) [rumah|saya|di|polis|ktp|nasabah|bank] [saya|sudah|polis|yang] (salah|pindah|berubah|baru|ganti|keliru|beda|typo)
""",
        "en": """
(beneficiary|beneficiaries|insured person|policyholder)*
(change|update|correct|edit|fix|modify) [my|the] [registered|home|personal|bank] (address|name|phone|number|email|data|details|information|contact|account)
(address|name|details|data) [is|on|are|in|has] [the|my|policy] (wrong|incorrect|misspelled|changed|outdated)
""",
    },
    sentences={
        "id": """
ganti ahli waris
ubah penerima manfaat
ganti alamat
alamat saya pindah
ubah nomor hp di polis
ganti email terdaftar
nama saya salah di polis
perbarui data saya
ubah rekening
data diri saya salah
mau koreksi tanggal lahir di polis
tambah tertanggung
ganti pemegang polis
update nomor telepon
status pernikahan berubah
saya baru menikah mau ganti penerima
perubahan data polis
pindah rumah
nik saya salah
ubah data pribadi
""",
        "en": """
change my beneficiary
update my address
correct my name
i moved house
change my phone number
change the registered email
my personal data is wrong
i got married and want to change my beneficiary
update my bank account
edit my details
""",
    },
)
