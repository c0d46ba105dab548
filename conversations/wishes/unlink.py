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
lepas polis
mau copot polis dari wa ini
tolong putusin polis saya dari akun chat ini
polis yg dplk dilepas aja kak
saya ganti nomor wa, yg di sini polisnya tolong dilepaskan
unlink dong
salah masukin polis, mau dikeluarin dari daftar
Saya ingin melepaskan polis dari WhatsApp ini karena HP ini akan dipakai oleh anak saya
ga mau nyambung lagi, lepasin polisnya
cabut polis dari akun saya
polis sing iki dicopot wae
hoyong dilepas polis na tina wa ieu
saya sudah resign dari kantor jadi kepesertaan groupnya mau saya lepas dari sini
gimana caranya mutusin sambungan polis
polis lama ku udah ga kepake, apus dari daftar polis saya di sini
hapus polis yang kedua dari list
disconnect polis
hp mau dijual, polis yg nyambung tolong putuskan dulu biar aman
copotkan polisku dari sini bah
batal hubungan polis ini dengan wa saya
keluarkan polis ini dari akun chat
lepasin yg individu, yg group biarin
saya pengen lepas tautan polis
tolong sambungan polisnya diputus, nomor ini mau hangus minggu depan
mau lepas dulu nanti disambung lagi di nomor baru
lapehan polis ambo dari siko
lapaskan polis ulun di wa ini
polis bapak saya almarhum kepasang di wa saya, mau dilepas gimana ya
nomor polis yg terhubung bukan punya saya, lepaskan
kalo mau nyabut polis dr telegram gmn
ga jd pake wa ini, polis sy dilepas aja trs nanti pake telegram
kepesertaan yg di kantor lama tolong jangan nyambung lagi ke wa saya
putuskan hubungan akun ini dengan polis
saya ingin polis tidak lagi terlihat di chat ini
ilangin polis dari sini
tolong dilepas nggih polise, sampun mboten kulo angge malih wa niki
lepaskan polis yang sedang aktif
mau un-link polis yg kmrn ditambahin, dobel soalnya
cabut sambungannya dong min, takut dibuka orang rumah
hubungan polis dgn wa mau sy putus
polisku di wa ini dilepas maki
bisa lepas satu polis aja ga yg dua lagi tetep
mohon di-nonaktifkan sambungan polis saya pada akun telegram ini
nyopot polis
saya keluar dari perusahaan per akhir bulan kemarin, polis grupnya masih muncul di sini tolong dikeluarkan
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
disconnect this policy from my chat
take my old policy off this account
I added the wrong one, remove it from the list
how do i detach a policy
I've left that company so please remove the group membership from here
don't want it linked anymore
remove policy from whatsapp
I'm selling this phone, please disconnect my policy first
undo the link
get the pension one off here but keep the other
un link
my son uses this number now so the policy should come off it
i wish to release the policy from this account
drop policy number two from my list
can you break the connection between this number and my policy
cut the link pls
delete the linked policy from this chat, i'll use telegram instead
This policy belongs to my late father and should not be connected to me. How do I detach it?
i want to unlink then link again on my new number
please unconnect policy
stop showing my policy here, disconnect it
remove linked
free up the policy so my wife's account can add it
changed my mind about having it on here, take it off
""",
    },
)
