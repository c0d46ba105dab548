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
""",
    },
)
