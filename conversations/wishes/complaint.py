"""Complaint: dissatisfaction with loss or service, a threat to report, a demand to put right, in any words. It goes ahead of the others."""

from conversations.wishes.base import Wish

COMPLAINT = Wish(
    name="complaint",
    patterns={
        "id": """
(komplain|complain|complaint|keluhan|mengeluh|pengaduan|mengadu|ngadu|protes|keberatan)*
(kecewa|menyesal|nyesel|kapok|muak|kesal|kesel|marah|sebel|jengkel|dongkol|geram)*
(rugi|dirugikan|merugikan|kerugian|ganti rugi)*
(tipu|nipu|ditipu|ketipu|tertipu|menipu|bohong|dibohongi|membohongi|dibohongin|pembohong)*
(lapor|laporkan|melapor|laporin|adukan)* [ke|kalian|ini|ke] (ojk|polisi|ylki|media|pengadilan|bpkn|lapk|pihak)
(viral|somasi|gugat|tuntut|pengacara)*
(pelayanan|layanan|pelayanannya|layanannya|petugas|petugasnya|cs|csnya|agen|agennya|admin|respon|responnya) [kalian|nya|di|sini|yang|sangat|banget|kok|generali|saya] (buruk|jelek|payah|parah|lambat|lelet|lemot|kasar|jutek|judes|mengecewakan|kacau|ga becus|tidak becus|sombong|tidak ramah|tidak sopan|tidak profesional|amburadul|bohong|ngawur)
(buruk|payah|parah|brengsek|bangsat|anjing|goblok|bego|tolol|bodoh|kampret|sialan|sampah|taik|bajingan) [banget|sekali|amat|kalian|pelayanan|sih|nih|lu]
(tidak|tak|belum) [pernah|ada|juga] (becus|bertanggung jawab|tanggung jawab|profesional)
tanggung jawab
(uang|dana|saldo|rekening|duit) [saya|ku] (hilang|dipotong|kepotong|terpotong|raib|lenyap|dicuri|berkurang)*
(dipotong|kepotong|terpotong|didebet|terdebet|didebit|ditagih|ketarik) [dua|2|double|dobel|terus|sepihak|lagi|tanpa|padahal|masih]
(kembalikan|balikin|kembaliin|dikembalikan) [uang|dana|duit|hak|premi] [saya]
klaim [saya] (ditolak|dipersulit|tidak dibayar|belum dibayar|belum cair|tidak cair|digantung)
dipersulit*
(berkali|bolak|berulang)* [balik|kali|ulang] [ke|saya|sudah|menghubungi|telepon|lapor|datang|minta]
(tidak|belum) (ada|pernah) (tanggapan|respon|jawaban|solusi|penyelesaian|tindak lanjut|kejelasan|dibalas|ditanggapi|diangkat|digubris)
(sepihak|ditelantarkan|diabaikan|dicuekin|digantung|dipingpong|dioper)*
(tolong|minta|mohon) (diselesaikan|dibereskan|diperbaiki|pertanggungjawaban)
(kenapa|kok|mengapa) (dipersulit|ditolak|dibatalkan|hilang|dipotong)
""",
        "en": """
(complain|complaint|complaints|complaining)*
(disappointed|disappointing|unacceptable|outrageous|disgusted|furious|angry|frustrated|fed up|dissatisfied|unhappy|ridiculous|useless|pathetic|disgusting)*
(terrible|horrible|awful|bad|worst|poor|lousy|rude|incompetent|unprofessional|slow) [customer|your|ever|and] (service|support|staff|agent|experience|treatment|company|response)
(service|support|staff|agent|company|response|experience) [is|was|are|has|been|so|very|really] (terrible|horrible|awful|bad|worst|poor|rude|useless|slow|incompetent|unprofessional)
(report|sue)* [you|this|it] [to] [the] (ojk|police|regulator|authorities|court|media|lawyer)
(lawyer|lawsuit|sue|legal action)
(scam|scammed|cheated|lied|misled|misleading|deceived|fooled|tricked|robbed|stole|stolen|fraudulent)*
(refund|compensation|compensate|reimburse me|money back)
(charged|deducted|debited|billed|took|taken) [me|my|twice|double|again|without|money|wrongly]
(nobody|no one|never) [has|ever|have] (answers|answered|replies|replied|responds|responded|calls|called|helped|cares|got|picks)
(lost|lose) [my|all|so] [much] (money|savings|investment)
(claim|policy|request) [was|has|been|is|still] (denied|refused|cancelled|unpaid|ignored)
fix (this|my|it|your)
""",
    },
    sentences={
        "id": """
saya mau (komplain|protes|mengadu|menyampaikan keluhan)
saya sangat kecewa dengan pelayanan
pelayanan kalian (buruk|jelek|parah|payah)
saya merasa dirugikan
saya merasa ditipu oleh agen
agen bilang bisa diambil kapan saja ternyata tidak
uang saya hilang
saldo saya dipotong terus tanpa pemberitahuan
saya akan laporkan ke ojk
nanti saya laporkan ke polisi
saya bawa ke jalur hukum
saya viralkan di tiktok
klaim saya ditolak terus
klaim sudah lama belum dibayar
sudah dua bulan tidak ada kabar klaim
premi sudah dibayar tapi polis lapse
polis saya dibatalkan tanpa pemberitahuan
sudah berhenti tapi masih dipotong
rekening saya didebet padahal sudah tutup
sudah telepon berkali kali tidak diangkat
sudah kirim email tidak pernah dibalas
tidak ada yang mau bertanggung jawab
petugasnya kasar sekali
cs nya jutek
csnya lempar lemparan
saya dilempar ke sana ke sini
lama banget sih prosesnya kecewa saya
kerja kalian apa sih
kok begini pelayanannya
menyesal saya ikut asuransi di sini
kapok ikut asuransi
jangan cuma janji
janji terus tidak ada bukti
katanya seminggu tapi sampai sekarang belum
minta uang saya dikembalikan
saya tuntut ganti rugi
tolong diperbaiki kesalahan kalian
data saya salah terus padahal sudah lapor
kenapa nasabah dipersulit
nyusahin banget
nyebelin banget
ribet banget kecewa
asuransi penipu
asuransi abal abal tidak mau bayar
saya mau berhenti karena pelayanan buruk
manajer kalian mana saya mau protes
rumah sakit menolak kartu saya saya kecewa
malu saya di rumah sakit kartu tidak bisa dipakai
aplikasi error terus payah
dasar penipu
gimana sih kalian
tidak profesional sekali
hak saya tidak diberikan
manfaat tidak sesuai yang dijanjikan
biaya potongan tidak masuk akal
investasi saya habis
nilai unit saya turun drastis siapa bertanggung jawab
tidak sesuai janji
tidak puas dengan pelayanan
saya tidak puas
saya tidak terima
sudah sabar saya menunggu tapi tidak ada hasil
masalah saya belum selesai selesai
pengaduan nasabah
cara mengajukan keluhan
ke mana saya harus mengadu
goblok banget
bangsat lama sekali
""",
        "en": """
i want to make a complaint
i am not happy with your service
this is the worst insurance company
i have been waiting for weeks and no answer
your staff was rude to me
you took money from my account without permission
i was misled by your agent
my claim was rejected without any reason
i will sue you
i will go to the regulator
give me my money back
i demand compensation
nobody responds to my emails
i have called five times and nothing happened
you cancelled my policy without telling me
i feel cheated
this company is a fraud
extremely bad experience
you keep making mistakes with my name
still not resolved
i'm not satisfied
why is my money gone
worst service ever
""",
    },
)
