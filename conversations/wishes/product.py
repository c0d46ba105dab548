"""Product: buy insurance, which products there are, prices."""

from conversations.wishes.base import Wish

PRODUCT = Wish(
    name="product",
    answered=True,
    patterns={
        "id": """
(beli|membeli|ikut|buka|ambil|tertarik|minat|cari) [produk|polis|untuk|baru|dengan] (asuransi|produk|unit link|dplk|unitlink|proteksi|polis baru)
(produk|asuransi) [kesehatan|jiwa|pendidikan|apa|anak|mobil|perjalanan|baru|syariah|terbaik|yang] [saja|apa|ada|murah|cocok|bagus|terbaik]
(promo|brosur|penawaran|ilustrasi|harga asuransi)*
(beda|bedanya|perbedaan) [unit|antara|produk|asuransi]
""",
        "en": """
(buy|purchase|get|interested|looking|want) [in|for|an|a|some|new|to] [buy|health|life|travel|new|education|buying|purchase] (insurance|product|products|plan|coverage|policy quote|quote)
(product|products|plans|brochure|quote|promotion|promo)*
""",
    },
    sentences={
        "id": """
mau beli asuransi
produk apa saja
ada asuransi kesehatan
asuransi untuk anak
berapa harga asuransi jiwa
saya tertarik ikut asuransi
asuransi pendidikan
asuransi untuk orang tua
info produk
minta brosur
ada promo apa
mau buka dplk pribadi
asuransi mobil ada
simulasi premi untuk umur tiga puluh
produk unit link
asuransi syariah
rekomendasi asuransi
mau tanya produk
mau beli asuransi kesehatan
ada produk apa aja
asuransi pendidikan anak umur 3 tahun preminya berapa
bedanya unit link sama tradisional apa min
kak aku fresh grad gaji umr, cocoknya ambil asuransi yg mana ya
nambah rider penyakit kritis bisa ga ke polis yg udah ada
asuransi jiwa utk usia 60 masih bisa daftar?
produk syariah ada?
Saya ingin membuka asuransi untuk cucu yang baru lahir, kiranya produk apa yang Bapak/Ibu sarankan
mau ikut dplk perorangan caranya gmn
asuransi sing murah kanggo wong dodol nang pasar ono ora mbak
bade meser asuransi kanggo kulawarga, aya pilihan naon wae
ado asuransi untuak urang tuo umua 65 da?
ada produk asuransi buat pedagang macam aku ini bang?
mauka masuk asuransi, produk apa yang bagus
handak umpat asuransi kasehatan, nang mana paling murah
manfaat produk gen legacy apa
berapa premi minimal kalo mau buka polis baru
brosur produk
mau upgrade kamar dari plan 500 ke plan 1000
apa itu dplk
asuransi kecelakaan doang tanpa investasi ada gak
saya perokok, bisa daftar asuransi jiwa ngga dan apakah lebih mahal
gue pgn asuransi yg bisa cover sampe luar negeri, ada?
habis nonton video soal proteksi income jadi kepikiran pengen punya asuransi jiwa murni yang term life gitu, di sini ada ga ya dan kira2 sebulan berapa buat cowok 28 tahun
asuransi perjalanan
produk buat ibu hamil ada ga sih
kalo punya riwayat diabetes masih diterima daftar?
rider waiver of premium itu apa gunanya
mau masukin asuransi buat karyawan toko sy, 15 orang
nambah istri ke polis kesehatan saya bisa ga?
asuransi mobil ada disini?
simulasi premi asuransi jiwa 1 milyar dong
min ada promo pembukaan polis baru gak akhir tahun ini
perbedaan group sama individu
beli asuransi online tanpa agen bisa?
mana lebih bagus dplk apa unit link buat pensiun
sy guru honorer, ada asuransi yg 100rb an sebulan?
asuransi dana haji ada tdk
masa tunggu produk kesehatan yg baru berapa hari
mau nanya produk asuransi buat ortu
tertarik sama iklan di ig, yang proteksi jantung itu lho
umur maksimal masuk asuransi kesehatan brp
produk asuransi dollar ada kah
jelasin dong whole life vs term life
daftar baru syaratnya apa aja ya kak, baru pertama kali punya asuransi
tambah uang pertanggungan dari 200 jt ke 500 jt kira2 preminya naik berapa
ada asuransi hewan peliharaan gak? kucing gue sakit2an
mau ambil satu polis lagi buat anak kedua
produk yg preminya balik kalo ga ada klaim ada?
""",
        "en": """
i want to buy insurance
what products do you have
health insurance price
life insurance for my kids
i am interested in a plan
send me a quote
do you sell travel insurance
education plan
insurance for my parents
what insurance do you offer
new insurance
i want to buy health insurance
difference between unit link and traditional life
Do you offer cover for foreigners on a KITAS?
can i add a critical illness rider to my current policy
how much would term life cost for a 28 year old male non smoker
education plan for my toddler
is there a sharia product
can someone aged 62 still sign up
what is dplk
travel insurance?
I run a small cafe with 12 staff and would like to insure them, what have you got
upgrade my room plan
how to open a new policy
we're expecting our first baby and thinking about life insurance for both of us, where would you suggest we start
brochure pls
accident only cover, no investment
is diabetes accepted for a new application
minimum premium for a new plan
any promo for new customers
add my wife to my health plan
whole life vs term, explain like i'm five
usd policy available?
do u sell car insurance also
saw your ad on instagram about heart protection, tell me more
waiting period for the new medical plan
what does the waiver of premium rider do
can i buy online without agent
""",
    },
)
