"""Trust: is this real, is it safe, why is a birth date asked."""

from conversations.wishes.base import Wish

TRUST = Wish(
    name="trust",
    answered=True,
    patterns={
        "id": """
(penipuan|penipu|scam|modus|hoax|hoaks|phishing|abal|palsu|bodong)*
(beneran|benar|benaran|asli|resmi|official) [ini|dari|punya|kan|akun|nomor|wa|gak|tidak] [generali|resmi|akun|asuransi|nih|kan]
(ini|akun|nomor|wa|chat) [ini] (resmi|asli|beneran|palsu|official|aman|benar)
(aman|dijamin|terjamin|bahaya|rahasia|kerahasiaan|disalahgunakan|bocor|dijual|disebar)* [tidak|kan|ini|data|kasih|sih|nih|ya|nggak]
(kenapa|mengapa|buat|untuk|kok|ngapain) [apa|harus|minta|perlu|butuh|tanya|sih|diminta|pakai|tau|tahu|kalian] [isi|kasih|kirim] [data|tanggal|tgl|nomor|nomornya|lahir|info|semua]
(takut|ragu|curiga|khawatir|was was|waswas|kuatir) [ini|data|penipuan|kalau|disalahgunakan|saya|sama]
data [saya] (aman|dipakai|digunakan|dijual|bocor|disimpan)
""",
        "en": """
(scam|fraud|fake|phishing|spam|legit|legitimate|genuine|trustworthy)*
(is|are) [this|it|you|my] (really|real|official|safe|secure|actually|legit|a)
(safe|secure|protected|private|confidential) [to|here|with|is]
why [do|should|must|are|would] [you|i] [need|ask|give|want|asking|have|to|share]
what [do|will|are|is|for] [you] [do|use|need|using] [with|my|this|it|the] [data|information|birth|date|number|for]
(sell|share|misuse|leak) my (data|information|details)
""",
    },
    sentences={
        "id": """
apakah ini akun resmi
ini beneran dari generali
aman tidak ya
apa ini bukan penipuan
takut kena tipu
kenapa harus tanggal lahir
untuk apa data saya
buat apa nomornya
data saya dipakai untuk apa
takut data bocor
bisa dipercaya tidak
bagaimana saya tahu ini asli
saya ragu
kok minta data pribadi
apakah rahasia saya terjaga
dapat nomor saya dari mana
kok bisa tahu nomor wa saya
ini bot resmi kan
boleh kasih kode ke petugas
kodenya boleh dikasih orang
jangan jangan penipu
kenapa nanya nanya terus
ini beneran generali?
takut penipuan nih
aman ga kasih tanggal lahir di sini
kok nanya tanggal lahir, buat apa
ini resmi kan ya
bukan penipuan kan?
iki tenanan generali opo dudu
ieu leres ti generali? sieun katipu
iko batua dari generali? takuik ditipu ambo
betul kah ini generali? jangan jangan kau penipu
asli ji ini kah? takutka ditipu
ini bujuran generali kah? takutan ulun kena tipu
bukti kalo ini resmi apa
nomor ini terdaftar di OJK ga
kenapa harus minta data pribadi
data saya disimpan di mana, dijual ga
lagi marak penipuan wa, gimana saya bisa yakin ini bukan palsu
scam ga nih
Maaf sebelumnya, saya hanya ingin memastikan apakah nomor ini benar milik perusahaan asuransi karena sekarang banyak modus
tetangga saya kemarin kena tipu lewat wa sampai habis tabungannya, ini betul resmi kan?
siapa yg bisa liat data saya
centang hijau nya kok ga ada
apa aman hubungin polis lewat wa
privasi saya terjamin ga
kok bisa tau nomor saya
ini modus bukan
jangan2 nanti rekening gw dibobol
otp kan ga boleh dikasih ke siapa siapa, kok malah diminta di sini
kode otp dikasih ke bot gapapa emang?
ragu saya, ini bot siapa
terpercaya ga
apakah data saya dilindungi sesuai undang undang
gak akan disalahgunakan kan data saya
ini dari asuransi atau orang iseng
kata anak saya jangan sembarang kasih data di wa, ini betul dari kantor?
percaya ga ya
abal abal ga nih
kok profilnya beda sama yg di website, beneran akun resmi?
tgl lahir saya dipake buat apaan sih
cara ngecek keaslian chat ini gimana
hacker bukan
kalo hp saya hilang orang lain bisa buka polis saya ga? aman?
saya takut datanya bocor
yakin ini bukan phising?
ini legal?
""",
        "en": """
is this the official account
is it safe
are you really generali
how can i trust you
why do you need my date of birth
what will you do with my data
is my information secure
i am worried about fraud
can i trust this
who can see my data
how did you get my number
can i give the code to your staff
is this really generali
is this a scam
is it safe to give my date of birth here
why do you need my birthday
how do I know you're legit
are you official
i'm afraid of fraud, prove it's you
what do you do with my info
everyone says never share an otp, why are you asking for mine
is this number registered with ojk
real or fake?
My daughter warned me about WhatsApp swindlers. Can you confirm this is the insurer?
sounds phishy
there's no verified badge, should i trust this
is whatsapp secure enough for this
can a stranger open my policy if my phone is stolen
will my details be sold to anyone
privacy?
you're not a hacker right
why should i hand over personal information to a bot
is this chat genuine or somebody pretending
is it encrypted
not comfortable giving that, what's it for
""",
    },
)
