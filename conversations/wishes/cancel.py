"""Cancel: stop what runs. It is only asked about: a word or a button stops it."""

from conversations.wishes.base import Wish

CANCEL = Wish(
    name="cancel",
    patterns={
        "id": """
(batal|batalkan|membatalkan|batalin|dibatalkan|cancel|urungkan|stop|berhenti|hentikan|sudahi|udahan|cukup)* [saja|dulu|semua|proses|dulu|lanjut]
tidak jadi
(nanti|lain kali|besok|kapan kapan) (saja|lagi|dulu)
(tidak|males|malas) (mau|usah|jadi) [lanjut|diteruskan|meneruskan]
""",
        "en": """
(cancel|stop|quit|abort|end|exit) [this|it|the|now|process|everything|please]
(never mind|nevermind|forget it|not now|maybe later|another time)
(do not|don't) want to (continue|proceed|go on)
""",
    },
    sentences={
        "id": """
batalkan saja
tidak jadi
gak jadi deh
sudah tidak usah
nanti saja lah
lain kali saja
saya tidak mau lanjut
males ah lanjutnya
berhenti dulu
stop prosesnya
hentikan saja
mau batal
besok saja saya lanjut
sudahlah tidak usah
saya urungkan
tidak usah dilanjutkan
saya keluar dulu
udahan dulu ya
batalin semua
cukup sampai di sini
""",
        "en": """
cancel this
stop the process
i want to quit
never mind, leave it
forget it
not now, later
i'll do it another time
i don't want to continue
please stop
exit please
i changed my mind
let's drop it
no more, thanks
""",
    },
)
