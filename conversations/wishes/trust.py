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
""",
    },
)
