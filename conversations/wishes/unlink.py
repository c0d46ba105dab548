"""Unlink: take a policy off this chat. Words only lead to the list of policies; a button unlinks there."""

from conversations.wishes.base import Wish

UNLINK = Wish(
    name="unlink",
    patterns={
        "id": """
(lepas|putus|copot|cabut|hapus|keluar|melepas|memutus|mengeluarkan|lepasin|buang)* [hubungan|sambungan] polis
polis (dilepas|diputus|dihapus|dikeluarkan|dicabut|dicopot)*
unlink*
""",
        "en": """
(unlink|disconnect|detach|remove|delete)* [my|a|the|this|one|of] [old|linked] polic*
unlink*
""",
    },
    sentences={
        "id": """
lepaskan polis saya
mau melepas polis
putuskan sambungan polis
polis ini bukan punya saya tolong dilepas
hapus polis dari akun ini
polis yang lama mau dikeluarkan
cara melepas polis
cara menghapus polis dari chat
saya tidak mau polis ini ada di sini lagi
copot polis saya
cabut polis dari nomor ini
polis salah sambung mau dilepas
keluarkan polis istri saya dari sini
mau putus hubungan polis dengan wa
jangan hubungkan lagi polis saya
batalkan sambungan polis
unlink polis
mau unlink
hilangkan polis dari daftar
lepas kepesertaan saya
""",
        "en": """
unlink my policy
remove this policy from my account
disconnect a policy
i want to remove a linked policy
how do i unlink
take this policy off my account
detach my old policy
delete a policy from here
stop linking my policy to this chat
""",
    },
)
