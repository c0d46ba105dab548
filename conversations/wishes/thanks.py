"""Thanks: courtesy that ends or nods."""

from conversations.wishes.base import Wish

THANKS = Wish(
    name="thanks",
    patterns={
        "id": """
(terima kasih|makasih|trims|matur nuwun|nuhun|suwun|thanks|thank you|tengkyu|syukron|alhamdulillah|mantap|oke|ok|siap|sip|baik|noted)*$
""",
        "en": """
(thanks|thank you|thx|cheers|ok|okay|great|perfect|noted|good|nice|fine|alright)*$
""",
    },
    sentences={
        "id": """
terima kasih
makasih banyak
terima kasih atas bantuannya
ok terima kasih
siap kak
baik
oke
sip mantap
matur suwun
hatur nuhun
sudah cukup terima kasih
alhamdulillah berhasil
oke deh
sudah selesai makasih
mantap terima kasih
semoga sukses
sama sama
tidak jadi terima kasih
""",
        "en": """
thank you
thanks a lot
ok thanks
great
perfect
much appreciated
noted
cheers
all good
that's all thank you
""",
    },
)
