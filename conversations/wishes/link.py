"""Link: add a policy to this chat, the product's own job. The type, when it is named, is taken up at once."""

from conversations.wishes.base import Wish

LINK = Wish(
    name="link",
    patterns={
        "id": """
(hubung|menghubung|sambung|menyambung|taut|menaut|konek|daftar|mendaftar|tambah|menambah|masuk|memasuk|registrasi|aktivasi|nambah|nyambung|ngedaftar|link)* [nomor] (polis|asuransi|kepesertaan|dplk|dana pensiun)
(polis|asuransi|kepesertaan|dplk|dana pensiun) (dihubung|disambung|didaftar|ditambah|dimasuk|ditaut|dikonek)*
(tambah|hubungkan|daftar|sambungkan) polis
polis baru
""",
        "en": """
(link|add|connect|register|attach)* [my|a|another|new|the] [individual|group|company|life|insurance|employer|pension] (policy|policies|insurance|membership|dplk|pension)
(policy|insurance|membership|pension) (linked|added|connected|registered)
""",
    },
    sentences={
        "id": """
mau (tambah|nambah|hubungkan|sambungkan|daftarkan|daftarin) polis
(bagaimana|gimana|cara) (menambah|menghubungkan|mendaftarkan|mengaitkan) polis
saya ingin polis saya muncul di chat ini
polis saya belum ada di sini tolong masukkan
mau registrasi asuransi saya
baru punya asuransi bagaimana cara daftarnya
hubungkan akun saya dengan polis
polis saya mau dikaitkan ke nomor ini
polis anak saya mau ditambahkan
mau daftar
daftar
registrasi
aktivasi akun
cara daftar layanan ini
mau konek ke asuransi saya
tambah kepesertaan baru
hubungkan kepesertaan saya
saya mau masukkan nomor polis
input polis
mau input nomor polis saya
tolong bantu hubungkan polis istri saya
polis
saya mau sinkron polis
link polis
mau sambung polis asuransi jiwa
bisa tambah polis kedua tidak
saya punya polis lagi mau dimasukkan
mau aktifkan polis di chat
daftarkan asuransi jiwa saya
menghubungkan polis asuransi
saya peserta dplk mau daftar
karyawan mau daftar asuransi kantor
saya punya asuransi dari perusahaan mau dihubungkan
(hubungkan|tambah|sambungkan|daftar) (polis|asuransi) (individu|pribadi|kantor|perusahaan|kumpulan|group)
(hubungkan|tambah|sambungkan|daftarkan) (dplk|dana pensiun)
(kulo|abdi) (badhe|hoyong) (nambah|daftar) polis
pengen polisnya nyambung ke sini
supaya polis saya terbaca di sini bagaimana
""",
        "en": """
i want to (link|add|connect|register) my policy
how (do|can) i (link|add|connect|register) (a|my) policy
please (link|connect|add) my insurance
add another policy
register my insurance here
sign up
i would like to sign up
get my policy into this chat
link my (company|employer|group) insurance
connect my (pension|dplk)
i have a new policy to add
how to register
set up my policy here
help me connect my policy
enroll my policy
i bought a policy and want it here
activate my policy in this chat
add my wife's policy
""",
    },
)
