"""Agent: who sold the policy, how to reach them, another one."""

from conversations.wishes.base import Wish

AGENT = Wish(
    name="agent",
    answered=True,
    patterns={
        "id": """
(agen|agent|agennya|tenaga pemasar|marketing|financial advisor|sales) [asuransi|saya|yang|lama|baru|polis|nya|ku] [siapa|sudah|menjual|jual|dulu|mana|tidak|pindah|keluar|resign|nomor|nama|ganti|kontak]
(siapa|nama|nomor|kontak|ganti|cari|hubungi|minta|no hp) [telepon|hp] (agen|agennya|marketing|agent)
""",
        "en": """
(agent|advisor|salesperson|broker) [who|has|is|left|resigned|name|number|sold|contact|handling]
(who|new|change|my|contact|find) [is|my|the|an|a] [insurance] (agent|advisor|broker)
""",
    },
    sentences={
        "id": """
siapa agen saya
nomor agen saya
agen saya sudah keluar
ganti agen
agen yang menjual polis saya
agen saya tidak bisa dihubungi
minta agen baru
nama agen saya siapa
mau ketemu agen
agen terdekat
marketing saya resign
agen penggantinya siapa
kontak agen asuransi saya
agen saya meninggal
agen saya siapa ya
minta nomor agen
agen yg dulu jual ke saya udah ga bisa dihubungi, namanya siapa ya di data
kak mau tau dong siapa agen yg pegang polis aku sekarang
ganti agen bisa?
agen ku pindah ke asuransi lain, sekarang siapa penggantinya
Ibu Ratna masih jadi agen di sini nggak?
nomer hp marketing yang nawarin polis saya tahun 2018
Mohon maaf mengganggu, saya hendak menanyakan nama serta nomor telepon tenaga pemasar yang dahulu melayani almarhum suami saya
cek agen resmi
agen kulo sinten nggih sakniki
agen abdi teh saha nya, hilap namina
sia agen ambo kini da, nan dulu alah baranti
siapa rupanya agenku sekarang bang
siapa agen ku kah, lupaka namanya
siapa agen nang mamigang polis ulun
orang bank yang dulu nawarin asuransi ini ke saya siapa ya namanya, saya mau ketemu lagi
agen sy resign
financial advisor aku siapa sekarang
kode agen bapak hendra brp
mau hubungi agen saya
boleh minta kontak agen di cirebon
agen saya meninggal tahun lalu, polis saya dipegang siapa sekarang ya
saya gak punya agen ya? soalnya beli lewat bank
gmn cara ngecek agen itu terdaftar aaji atau bukan
yg ngurusin polis mama dulu tante lina, tante lina itu masih agen aktif ga sih
tolong suruh agen saya hubungi saya
nama agen
sales asuransi yg kmrn dtg ke rumah namanya dodi, bener agen sini?
minta dialihkan ke agen lain yang domisili nya deket rumah
agenku ga bales wa dr minggu lalu mungkin ganti nomor, ada nomor barunya?
siapa yang jualin polis ini ke kantor kami, mau kami undang lagi buat perpanjangan
gue lupa nama agen gue, di polis ada ga ya
agen sing biyen nawani aku jenenge sopo yo
kak agenku lagi cuti melahirkan, yg gantiin siapa
servicing agent polis 2 saya apakah sama orangnya
dulu temen sma saya yang jadi agennya terus dia udah pindah ke australia jadi saya bingung siapa yang pegang polis saya sekarang
pengen ganti agen krn pindah kota
agen penutup saya kantornya di mana
relationship manager dplk perusahaan kami siapa ya
bs minta email agen sy
apa agen boleh nerima uang premi tunai? agen saya nawarin gitu
punya kontak bu yanti agen cabang semarang?
agen saya msh aktif tdk
mau konsul sama agen yg dulu aja, nomornya berapa
lisensi agen masih berlaku? namanya Rudi S
polis saya statusnya orphan katanya, dikasih agen baru ga
sapa agen yg ngurus asuransi bapak saya
ketemu agen langsung di rumah bs diatur? agen saya sendiri maksudnya
nama konsultan asuransi yang ttd di spaj saya siapa
""",
        "en": """
who is my agent
my agent's phone number
i need a new agent
my agent resigned
change my agent
contact the agent who sold me the policy
my advisor does not answer
find an agent near me
agent name please
agent phone number please
the lady who sold me this policy left the company, who has taken over
I can't reach my agent anymore, has she changed her number?
can i change my agent
how do i check if an agent is licensed
Could you tell me the name of the adviser who looked after my late husband's policy?
a guy called Dodi came to my house yesterday, is he really one of your agents
do i even have an agent? i bought through the bank
need contact of my financial advisor
my agent moved to another city, can i get someone in denpasar
agent name on my policy
i forgot who sold me the insurance, it was at a mall in 2017
ask my agent to call me pls
is Pak Hendra still working as agent for generali
my agent passed away last year, who handles my policy now
email address of my agent
who's the relationship manager for our company's group policy
is my agent allowed to take premium in cash
my agent is on maternity leave, who covers for her?
agent code
looking for mrs yanti, agent in semarang, got her number?
which branch does my agent belong to
I'd rather have an agent who speaks English, can you assign me another
wanna meet my agent
same agent for both of my policies?
an old schoolfriend sold me the plan and has since emigrated, so who's responsible for me these days
servicing agent detail
""",
    },
)
