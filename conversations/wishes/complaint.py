"""Complaint: dissatisfaction with loss or service, a threat to report, a demand to put right, in any words. It goes ahead of the others."""

from conversations.wishes.base import Wish

COMPLAINT = Wish(
    name="complaint",
    patterns={
        "id": """
(komplain|complain|complaint|keluhan|mengeluh|pengaduan|mengadu|ngadu|protes|keberatan)*
(kecewa|mengecewakan|ngecewain|bobrok|zalim|dzalim|menyesal|nyesel|kapok|muak|kesal|kesel|marah|sebel|jengkel|dongkol|geram)*
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
saya kecewa berat sama pelayanan generali
udah seminggu ga ada yg bales, kalian kerja ga sih
mau komplain
kalo sampe besok ga beres saya lapor OJK
Dengan hormat, saya ingin menyampaikan keluhan atas pelayanan yang saya terima di kantor cabang minggu lalu
parah banget sih, duit kepotong terus tapi polis katanya lapse
agen kalian nipu saya, katanya tabungan ternyata asuransi
balikin duit saya!!!
klaim ibu saya ditolak dengan alasan ga jelas, saya ga terima
bagus ya, premi lancar giliran klaim dipersulit, mantap
sy nasabah 15 tahun baru kali ini diperlakukan kyk gini
nyesel ikut asuransi ini
kuciwa aku karo pelayanane, wis ngenteni suwe ora digagas
kuciwa pisan abdi mah, tos tilu minggu teu aya kabar
kecewa bana ambo, alah limo kali manelpon indak diangkek
macam mana kalian ini, uangku kau potong terus, klaimku tak kau bayar, kulaporkan kalian nanti
kecewa sekalika ini sama pelayananta, na bilang tiga hari ternyata sebulan
muar banar ulun, dijanjiakan tarus kada suah dibayar
pelayanan buruk
rekening saya didebet dua kali bulan ini, tolong dikembalikan
saya akan viralkan di tiktok kalo ga ada penjelasan
telpon 15000 itu muter musik doang setengah jam, pulsa habis masalah ga kelar
mana tanggung jawabnya
ini asuransi apa rentenir
saya minta penjelasan tertulis kenapa nilai tunai saya tinggal segitu padahal setor 10 tahun
dibohongin sales bank, disuruh tanda tangan ga dijelasin apa apa
hadeh cape deh ngurus ginian bolak balik terus disuruh lengkapi dokumen lagi dokumen lagi
kok gini sih kerjanya
bapak saya meninggal bulan maret sampai sekarang uang pertanggungannya belum cair, keluarga kami sudah lelah menunggu
somasi menyusul, pengacara saya sudah pegang berkasnya
maaf ya bukannya saya marah, tapi sudah empat kali saya email dan tidak ada satupun balasan, mohon diperhatikan
ga becus
polis saya dibatalin sepihak tanpa pemberitahuan
di rumah sakit kartunya ditolak, malu saya sama suster, terpaksa bayar sendiri 12 juta
mau ngadu
tolong diperbaiki nama saya salah terus di polis, udah dua kali minta ga diubah ubah
gw udah sabar dari januari ya, sekarang udah agustus
cs kalian jutek banget di telpon, nada nya kayak saya yg salah
penipu semua
katanya bebas premi setelah 5 tahun, kok masih ditagih, ini namanya pembohongan
saya tulis di media konsumen ya kalo begini terus
aplikasinya error mulu, ga bisa login seminggu, gimana mau liat polis
luar biasa pelayanannya, nunggu sebulan cuma dapet jawaban template
uang sekolah anak saya nyangkut di kalian, tolong lah manusiawi dikit
saya tidak puas dengan jawaban petugas kemarin
saya minta pertanggungjawaban perusahaan atas kelalaian agennya
ditagih debt collector padahal premi udah lunas, apa apaan ini
tiap nelpon jawabannya beda beda, yg bener yg mana sih, bikin emosi aja
mau mengajukan pengaduan resmi
lapor ylki aja kali ya biar ditanggepin
dana pensiun suami dipotong pajak gede banget ga pernah dijelasin dari awal, kami keberatan
pengembalian premi dijanjikan 14 hari kerja, ini sudah hari ke 40
wong cilik kok dipersulit terus, duite dewe dijaluk angel
mangkel aku, dijanjeni terus
tong hilap tanggung jawab atuh, artos abdi kamana
saya keberatan dengan keputusan penolakan klaim dan meminta peninjauan ulang
bilangin bos lu, pelayanan sampah
otp ga pernah masuk, cs ga bisa bantu, aplikasi error, lengkap sudah penderitaan
nomor saya dipake nawarin asuransi terus sama marketing kalian, ganggu tau ga
saya tidak pernah setuju ikut asuransi ini kok kartu kredit saya dipotong tiap bulan
udah lapor 3x ga ada tindak lanjut
nenek saya yg 80 tahun disuruh bolak balik ke kantor cuma buat tanda tangan, tega bener
apes banget gw masuk generali
uang saya hilang ke mana
tlg dong diseriusin masalah sy, dr kmrn cm dijawab mohon ditunggu mohon ditunggu
kalo ga niat ngurus nasabah bilang
sbg nasabah lama sy sangat menyayangkan kejadian ini
agennya kabur, premi yg saya titip ke dia ga disetorin
saya kasih waktu 2x24 jam, lewat dari itu saya bawa ke jalur hukum
nilai investasi saya anjlok ga ada yg ngabarin, tau tau habis
minta maaf doang ga cukup, ganti rugi dong
kok polis saya diubah orang lain tanpa izin saya, ini kebocoran data namanya
data saya bocor, banyak yg nelpon tau nomor polis saya, gimana ini tanggung jawab kalian
prosesnya lelet
bintang satu buat kalian
surat saya tanggal 2 tidak ditanggapi, dengan ini saya ulangi tuntutan saya agar premi yang terlanjur dibayar dikembalikan
jangan cuma manis di awal pas nawarin doang
sudah jauh jauh dari kampung naik bis ke kantor cabang ternyata tutup tanpa pengumuman, rugi ongkos saya
kesel bgt sumpah
admin sebelumnya matiin chat gitu aja pas saya lagi jelasin, ga sopan
mohon keluhan saya ini ditindaklanjuti
saya cuma minta hak saya dibayar, itu aja, kok susah amat ya allah
masa udah bayar full tetep dibilang nunggak, cek dong yg bener
bohong semua janjinya
ini perusahaan besar tapi ngurus ginian aja ga bisa
pak ojk harus tau kelakuan kalian
saya sekeluarga kapok
sudah saya transfer, bukti ada, tetep dibilang belum bayar dan polis saya dimatikan, tolong dipulihkan secepatnya
payah
tidak terima saya
bikin susah orang sakit aja
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
I want to make a complaint
this is the worst service I've ever had
you people took money from my account twice
I've been waiting two months for my refund, this is ridiculous
I'm going to report you to OJK
your agent lied to me about the returns
bravo, five weeks and not one reply, truly world class
Dear Sir or Madam, I wish to formally express my dissatisfaction with how my claim was handled.
the claim was denied for no good reason and i do not accept it
never been so disappointed
i'm a customer since 2006 and this is how you treat me
scammers, all of you
my lawyer will be in touch
fix my policy, you cancelled it without telling me
three calls, three different answers. which one of you is lying
useless
nobody picks up the hotline, i was on hold for 45 minutes then it dropped
The hospital refused my card last night and I had to pay from my own pocket, how is that acceptable
I was told it was a savings account not insurance
where did my money go
this is unacceptable
my father passed in March and you still haven't paid my mother a cent
I'll post this everywhere if it isn't sorted by Friday
i never agreed to this policy and yet my card is charged each month
your officer was very rude to me on the phone
with all due respect, I have written four times and would appreciate at least an acknowledgement
not happy with the answer I got
lodge a grievance
how hard is it to correct a name, third time I'm asking
you promised 14 working days, it's day 40
fed up with you guys
I demand compensation for what happened
thanks for nothing, my policy lapsed because your autodebit failed
the agent pocketed my premiums and disappeared
somebody leaked my data, i'm getting calls from strangers who know my policy
your app has been down all week and no one cares
I regret ever signing up with this company
pathetic response time
paid in full and still get letters saying i owe you, sort this out
this is fraud and I will go to the police
we've been sent back and forth between the branch and head office like ping pong balls
I expect an explanation in writing why the cash value is so low after ten years
what a joke of a company
please take my complaint seriously this time
shame on you making a sick woman fill the same form six times
i want to escalate, the last reply did not solve anything
stop calling me with offers, I've asked you 5 times already
terrible, absolutely terrible
""",
    },
)
