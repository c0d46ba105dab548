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
""",
    },
)
