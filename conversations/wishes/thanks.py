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
makasih kak
terima kasih banyak ya
oke thanks
siap makasih infonya
suwun
matur nuwun sanget nggih mas
hatur nuhun pisan
tarimo kasih yo
mauliate lae
tarima kasih banyak lah
terima kasih di'
tengkyu
mantap, makasih min
trims
mksh
alhamdulillah sudah bisa, terima kasih banyak ya nak, semoga sehat selalu
tq
wah cepet juga ya, makasih loh
terimakasih atas bantuannya
sip thx
ok sudah jelas, trmksh
thank you kak
nuhun
makasi yaa
oke deh makasih, nanti sy coba
sangat membantu sekali, terima kasih
jempol buat botnya, makasih
tks
udah beres, makasih ya
Terima kasih atas pelayanan yang ramah, Tuhan memberkati
arigato min
kamsahamnida kak hehe
maturnuwun
good job min, mksih
trm kasih pak
baik, terima kasih informasinya
wkwk makasih ya bot pinter
syukron
sudah terhubung, saya ucapkan terima kasih
maacih
oke noted kak, makasih banyak
thanks ya
terima kasih kembali
makasih udah dibantuin dari tadi
sae pisan, nuhun nya
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
thanks
thank you so much
cheers mate
thx
ty
great, thank you for the help
that was quick, thanks
perfect thanks
ok thank u
thanks a million
Many thanks for your kind assistance.
tysm
awesome thanks bot
got it, thank you
thanks, have a good day
appreciate it
thank you very much indeed
it works now, thanks
lovely, ta
god bless, thank you
nice one thanks
you've been very helpful
thank you, that's all
thnx
""",
    },
)
