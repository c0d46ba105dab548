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
tolong hapus semua chat ini
saya mau semua data pribadi saya dihapus dari bot
kak bisa ga nomor wa aku dihapus dari sistem chat kalian
jangan simpan data saya lagi
lupain aku dong hehe, hapus semua datanya
Dengan hormat, mohon seluruh data saya yang tersimpan pada layanan obrolan ini dihapuskan karena saya tidak akan memakainya lagi
hapus akun
cabut persetujuan data
cara hapus riwayat percakapan di server kalian gmn
nyuwun tulung data kulo dihapus mawon
punten data abdi hapus wae sadayana
hapuih sajo data ambo di siko da
hapus lah semua dataku dari bot ini bang
hapus mi semua data ku di sini
hapus haja data ulun di sini
tarik kembali izin penyimpanan data saya
sy ga mau data sy disimpen disini
stop simpen data gue
tadi saya salah kirim foto ktp di sini, bisa tolong dihapus dari sistem?
delete data sy
saya mau berhenti pakai bot dan minta data dibersihkan
hp ini mau saya jual jadi tolong data saya di chat asuransi ini dihapus semua ya sebelum orang lain yang pakai nomornya
hps data
apus semua yg kesimpen ttg aku plis
minta penghapusan data pribadi sesuai uu pdp
bersihkan semua data saya
nomor polis dan tgl lahir yg sdh terlanjur sy ketik tlg dihapus
gimana cara hapus data di sini
pengen data nya ilang total dari chat ini bisa?
hapus jejak chat saya
anak saya iseng main hp terus ngisi data di sini, tolong datanya dihapus ya
hapus permanen
gak usah disimpan ya data yang tadi, hapus aja
saya batal setuju, data saya jangan disimpan
ilangin data ku
data almarhum ayah di bot ini mau kami hapus, nomornya masih kami pegang
apakah data saya bisa dihapus?
tutup akun chat saya dan hapus isinya
kepingin mbusak kabeh dataku nang kene, piye carane
tolong keluarkan nomor saya dari database bot
reset semua, hapus data saya dari awal
ibu sudah tidak pakai layanan ini Nak, tolong dihapus saja data ibu dari sini ya
hapus data pribadi dong min, tapi polisnya tetep aktif kan
saya menarik consent yang kemarin
mohon dihapus nama serta nomor telepon saya di chatbot
ga pengen ada data gw di telegram bot ini, remove aja
hapus smua pesan yg pernah sy kirim ke sini
minta dilupakan, right to be forgotten
mau hapus profil saya di layanan chat
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
please erase everything you have on me
remove my number from your system
I withdraw my consent, kindly delete whatever this bot has saved.
stop storing my data
delete this chat from your servers
how do i delete my account here
wipe all my info pls
i sent a photo of my ID by mistake, can you delete it
right to be forgotten request
Selling this phone tomorrow so I want all my insurance details gone from this chat first
can my data be deleted
don't keep my birth date, remove it
erase my profile but keep the policy active
clear my history
my kid was playing with my phone and filled in stuff here, delete it please
dont want u to keep anything about me anymore
delete personal data permanently
I'm leaving Indonesia and won't use this service again, please remove my records from the chat
revoke data permission
take me off your bot's database
erase data
can you delete my messages from yesterday
i changed my mind about agreeing, get rid of my details
how can I have my stored conversations removed
del my data
remove all data of my late mother from this bot, i have her phone
""",
    },
)
