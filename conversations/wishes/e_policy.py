"""E-policy: the policy document, book or card."""

from conversations.wishes.base import Wish

E_POLICY = Wish(
    name="e_policy",
    answered=True,
    patterns={
        "id": """
(e-polis|epolis|e polis|buku polis|dokumen polis|kartu peserta|kartu asuransi|kartu kepesertaan|kartunya|e-card|ecard|kartu fisik|polis fisik|softcopy|soft copy|hardcopy|pdf|salinan polis|sertifikat|ekartu|e-kartu|cetak polis|buku polisnya)*
(download|unduh|cetak|kirim|kirimkan|print|minta) [ulang|file] (polis|kartu|polisnya|kartunya|sertifikat|buku)
(polis|kartu) [saya|nya] [belum|kapan] (dikirim|sampai|datang|diterima|jadi)
""",
        "en": """
(e-policy|epolicy|policy document|policy documents|policy book|policy contract|member card|insurance card|membership card|e-card|ecard|certificate|soft copy|hard copy|pdf|digital card)*
(download|print|send|get|resend|email) [me|a|my|the] [copy|new] [of] [my|the] (policy|card|document|contract|certificate)
(lost|need|replace|new|damaged) [my|a|the] [new|insurance|member] card
""",
    },
    sentences={
        "id": """
minta e-polis
download polis
kirim ulang buku polis
kartu asuransi hilang minta yang baru
kartu peserta saya rusak
polis saya belum sampai di rumah
buku polis belum diterima
cetak kartu
e-card di mana
minta salinan polis
pdf polis
unduh dokumen polis
kapan kartu saya dikirim
sertifikat peserta group
polis elektronik
kartu belum jadi
minta kartu digital
""",
        "en": """
send my e-policy
download my policy document
i need a new insurance card
my policy book never arrived
copy of my policy
where is my member card
print my policy
digital insurance card
certificate of membership
reprint my card
""",
    },
)
