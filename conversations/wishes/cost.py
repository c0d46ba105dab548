"""Cost: does the service cost anything."""

from conversations.wishes.base import Wish

COST = Wish(
    name="cost",
    answered=True,
    patterns={
        "id": """
(ada|kena|pakai|bayar|dikenakan|biaya|biayanya|berapa|tanpa|potong) [ada|tambahan|layanan|admin] (biaya|biayanya|bayar|tarif|charge|berapa|gratis|pulsa|admin)
(gratis|free|berbayar|cuma cuma)*
(bayar|biayanya) [berapa|tidak|ga|kah|nggak|dulu] [untuk|buat] [ini|hubungkan|daftar|layanan]
biaya [untuk|buat|layanan|daftar|hubungkan]
""",
        "en": """
(cost|costs|fee|fees|charge|charges|free|paid|price) [anything|me|of|for|is|are|any]
(is|are) [it|this|there] [any|a] (free|fee|fees|charge|charges|cost)
(have|need) to pay
""",
    },
    sentences={
        "id": """
ada biayanya tidak
ini gratis kan
layanan ini berbayar tidak
kena biaya berapa
apakah dikenakan biaya
bayar tidak
harus bayar dulu
pulsa saya terpotong tidak
berapa biaya daftarnya
tidak ada biaya kan
gratis atau bayar
biaya admin ada
bayar ga?
ada biayanya ga hubungin polis
kena potongan pulsa ga
gak ada biaya tambahan kan?
biaya adminnya brp
mbayar ora iki
mayar henteu ieu teh
mambayia ndak ko
bayarkah ini
babayar kah ini
kena uang nya ini?
berapa tarif layanan chat ini
free ga kak
sms otp nya motong pulsa saya ga
saya pensiunan, kalau ada biaya saya tidak jadi ya, apakah layanan ini gratis
gratis selamanya atau cuma awal doang
nambah polis ke wa dikenain biaya?
nanti ditagih ga pake layanan ini
Apakah penggunaan layanan ini dikenakan biaya
pake fitur ini harus langganan?
takut kesedot pulsa
ada charge nya?
nanti premi saya nambah ga kalo pake layanan chat
tanpa biaya kan ya
berbayar?
ga dipungut biaya kan pak
berapa ongkosnya
ini nanti motong saldo saya ga
biaya layanan
cuma cuma kah
ongkose piro
ujung ujungnya bayar ga nih
brp duit buat daftar polis di sini
kena pajak atau admin nggak kalau lewat telegram
gratisan kan hehe
apa ada tarif premium sms untuk kodenya
kalo gratis mau, kalo bayar enggak
sekali hubungkan polis kena berapa
ada iuran bulanannya ga utk chat ini
harus top up dulu ga
biayanya ditanggung siapa nih sms nya
pake kuota aja kan? ga ada bayar lain
layanan whatsapp ini dipotong dari nilai polis ga
hrs bayar brp min
""",
        "en": """
is this service free
any fees
how much does linking cost
will i be charged for this
does it cost money
is there a fee for this
do i have to pay for using this
free of charge?
is it free
does this cost anything
how much for using the chat
any fees to link a policy
will I be charged
are there hidden charges
do you charge for the sms
cost?
will my premium go up if i use this bot
is there a subscription for this service
do i pay to add a second policy
Is there any administration fee for using this WhatsApp service?
what's the price of this
it's not gonna bill me right
no extra cost, yes?
does it use my phone credit
how much does registering here cost
is it free forever or just a trial
who pays for the otp text
I'm roaming, will the verification message cost me
service fee
any deduction from my policy for this
gratis?
do I have to pay
""",
    },
)
