"""Erase: delete what this service holds. Words only lead to the page of one's data; a button erases there."""

from conversations.wishes.base import Wish

ERASE = Wish(
    name="erase",
    patterns={
        "id": """
(hapus|menghapus|hapuskan|dihapus|musnahkan|bersihkan|hilangkan|delete)* [semua] (data|akun|riwayat|chat|percakapan|informasi|semuanya)
(data|akun|riwayat) [saya|semua|ku] [tolong|mau|minta|semua] (dihapus|hapus|dihilangkan|dibersihkan)
(tutup|nonaktifkan|hilangkan) akun
tarik persetujuan
""",
        "en": """
(delete|erase|remove|wipe|forget) [all|of|everything] [my|the|about] (data|account|information|me|history|chat|everything)
(withdraw|revoke) [my] consent
(close|deactivate) my account here
""",
    },
    sentences={
        "id": """
hapus data saya
hapus akun saya
tolong data saya dihapus
saya mau menghapus semua data
hapus semuanya
hapus riwayat chat
bersihkan data saya
jangan simpan data saya
jangan dihapus data saya
tarik persetujuan saya
saya cabut persetujuan
tutup akun
berhenti pakai layanan ini hapus data
lupakan saya
hapus informasi saya
""",
        "en": """
delete my data
erase everything
remove my account
i want my data deleted
forget me
wipe my history
withdraw my consent
delete all my information
do not keep my data
""",
    },
)
