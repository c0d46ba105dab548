"""What to prepare: what is needed to link a policy."""

from conversations.wishes.base import Wish

WHAT_TO_PREPARE = Wish(
    name="what_to_prepare",
    answered=True,
    patterns={
        "id": """
(apa|dokumen|syarat|syaratnya|persyaratan|data|berkas|yang) [saja|apa] [yang] (disiapkan|perlu|dibutuhkan|diperlukan|butuh|siapkan|harus|dokumen|syarat)*
(syarat|persyaratan|syaratnya) [untuk|buat|apa|nya]
(perlu|butuh|harus|pakai) [ada|bawa|foto] (ktp|dokumen|kk|kartu|berkas|npwp|nik)
(siapkan|menyiapkan|disiapkan|siapin) apa
""",
        "en": """
what [do|should|documents|is|will|information|details|would] [i|you|are] [need|prepare|required|have|needed|to]
(documents|requirements|information|details) [are|do] [i|you] (required|needed|need)
(need|require) [my|an|a] (ktp|id card|document|documents|photo|passport)
""",
    },
    sentences={
        "id": """
apa saja yang harus disiapkan
syaratnya apa
dokumen apa yang dibutuhkan
perlu siapkan apa saja
butuh ktp tidak
harus foto ktp
data apa saja yang diminta
persyaratan untuk menghubungkan polis
yang diperlukan apa saja
berkasnya apa
perlu nomor apa saja
langkahnya apa saja
apa aja yg harus disiapin
perlu ktp ga?
syaratnya apa saja kak buat hubungin polis
dokumen yg dibutuhkan apa
butuh apa aja nih sebelum mulai
sebelum saya mulai, apa yang perlu saya siapkan?
perlu foto ktp sama selfie ga
kudu nyiapno opo wae
kedah nyiapkeun naon wae
apo sajo nan paralu disiapkan
apa-apa haja nang disiapkan
apa saja mesti kusiapkan
data apa yg diminta
mesti ada buku polis ga di tangan
siapin apa dulu
persyaratan menghubungkan polis
kalo mau sambung dplk butuh data apa aja
Kalau boleh tahu, apa saja syarat dan data yang diperlukan supaya saya tidak bolak balik mencari berkas
harus bawa kartu peserta kah
cukup nomor polis aja atau ada yg lain
perlu no rekening ga nanti
apa perlu materai
syarat?
yg ditanya nanti apa aja sih biar saya cari dulu
bapak mau siapkan dulu berkasnya, apa saja ya nak
perlu nama ibu kandung?
nanti ditanyain apa aja
berkas apa yg hrs ada
wajib pake email ga buat daftarnya
untuk polis kantor apa saja yang harus saya minta ke hrd
ketentuan dan syaratnya gmn
biar cepet, gw mesti pegang data apa aja
kartu keluarga perlu tidak
modal apa aja buat nyambungin
harus tau tanggal lahir yg di polis ya? apa lagi
info apa yg mesti disiapkan utk polis individu
bahan2nya apa aja
sy lg di jalan, nanti malam baru mau daftar, kira2 butuh apa aja ya
perlu formulir ga
mesti scan sesuatu kah?
apa hp yg terdaftar harus di tangan waktu prosesnya
apa yang diperlukan
apa ada yg harus diisi dulu atau disiapin dokumennya
requirement nya apa min
persiapannya apa saja
""",
        "en": """
what do i need
what should i prepare
which documents are needed
requirements please
do you need my id card
what information do you need
what are the requirements to link
do i have to upload anything
what do I need
which documents are required
do i need my id card
what should I have ready before starting
requirements?
anything I need to prepare first
do you need a photo of my passport
what info will you ask for
is the policy number enough or do you need more
must i have the policy book with me
what details are needed to link a pension membership
Kindly advise what papers I should have at hand before we begin.
what do i need to get from HR for this
do I need my kitas
what are the prerequisites
will i need to upload anything
list of things needed
which data do you want from me
do i have to have an email to do this
before i start what should i look for in my drawer
need a form?
what to bring
do I need the registered phone next to me
what's required for group policy
stuff i need
""",
    },
)
