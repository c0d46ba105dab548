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
mau sambungin polis saya ke sini
daftarin polis dong kak
sy baru dapet kartu peserta dr kantor, gmn cara masukinnya ke chat ini
polis istri saya sudah, sekarang giliran polis saya mau ditambahkan
hubungkan
pengen nambah satu polis lg yg asuransi jiwa
Selamat siang, saya nasabah baru dan ingin mendaftarkan nomor polis saya di WhatsApp ini, mohon dibimbing
bisa ga polis lama papa saya yg atas nama saya sendiri dimasukin ke akun ini juga
kulo bade nyambung polis mriki, pripun carane
abdi hoyong ngahubungkeun polis kana wa ieu
ambo nak manyambuangan polis ka siko, baa caronyo
dplk saya belum ada di sini, tolong tambahin
mau link polis
add polis kak
saya disuruh hrd hubungin kepesertaan asuransi kantor lewat wa ini
tadi udah coba di aplikasi tapi katanya bisa juga lewat sini, saya mau connect polis saya
gmn cara registrasi polis di telegram
kepesertaan dplk sy mau disambungkan sekarang juga bisa
kmrn agen saya bilang polis baru harus didaftarkan dulu di chat supaya bisa dilihat lihat
polis yg kmrn sudah sy lepas mau sy sambung lagi
mau ikutan hubungin polis spt teman kantor saya
tambahin polis no dua dong, yg pertama kan udah
aku mau masukin polisku, yg individu
pak mauka hubungkan polisku di sini, bisa ji kah
ulun handak manyambung polis ka sini kayapa caranya
lae, cemana cara masukkan polis ku ke wa ini
saya ganti hp, nomor wa baru, jadi harus hubungkan polis dari awal lagi ya? tolong mulai
pasangkan polis asuransi saya ke nomor wa ini
tolong sambungkan asuransi group saya dari perusahaan, saya karyawan baru bulan ini
mau verifikasi polis biar terhubung
koneksikan polis dong min
saya punya 3 polis dan mau semuanya masuk di sini satu satu
ibu saya usia 67 tahun ini polisnya atas nama saya, mau saya tautkan ke whatsapp ini bisa dibantu nak
nautin polis gimana caranya
ok gas sambungin polis gw
halo kak saya pensiunan dulu ikut dana pensiun lewat kantor sekarang mau saya hubungkan ke whatsapp biar gampang
baru selesai tanda tangan polis minggu lalu, bukunya sudah sampai, sekarang mau saya aktifkan di chatbot
menghubungkan kepesertaan
sy mau lnjut proses hubungkan polis yg td blm kelar
nambah kepesertaan baru
polis unit link sy mau didaftarkan ke wa ini
daptar polis baru ke akun chat saya
kakak aku mo nyambungin polis aku yg dibeliin mama, udah umur 19 kok
tulung polisku digandengke karo wa iki
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
I'd like to connect my policy to this chat
add my policy pls
hook up my company insurance here
how do i register my policy on whatsapp
just joined a new company and HR said I can link my group coverage through you guys
want to link another one, the first is already there
link policy
My pension fund membership isn't here yet, can you add it
can u connect my policy with my telegram
I got a new phone so I need to link my policy again
set up my policy on this number please
Good afternoon, I hold an individual life policy and wish to have it attached to this WhatsApp account.
i wanna add the second policy, the one from my employer
enrol my dplk on here
start linking
my wife linked hers last week and now I want to do mine
sign up my policy
Connect group membership
I unlinked it by accident yesterday, want to put it back
please put my life insurance policy into this chat so i can see it
register new policy number
pair my policy with this account
let me link my policy now i have the card with me
How can one add a participation under the company scheme to this service?
need to get my policy hooked to this bot
""",
    },
)
