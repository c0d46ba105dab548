"""Status: what became of a request for access."""

from conversations.wishes.base import Wish

STATUS = Wish(
    name="status",
    patterns={
        "id": """
(status|progres|perkembangan|kabar|kelanjutan)* (permintaan|pengajuan|permohonan|pendaftaran|akses)
(permintaan|pengajuan|permohonan|akses) (disetujui|diproses|diterima|selesai|ditolak|sampai)*
(cek|lihat) status
(sudah|udah|belum|kapan) (disetujui|diapprove|diacc|acc|approve)*
status permintaan
""",
        "en": """
(status|progress|update|news) [of|on|about|for] [my|the] (request|application|approval)
(request|application) [been|is] (approved|processed|ready|rejected|done|pending)
(when|has|is) [will|it|been|my] approved
""",
    },
    sentences={
        "id": """
status
cek status permintaan
permintaan saya sudah diproses belum
kapan permintaan saya selesai
pengajuan saya sudah disetujui
permohonan akses polis bagaimana
sudah di acc belum
sudah diapprove apa belum
kenapa permintaan saya ditolak
berapa hari permintaan diproses
permintaan saya kok lama
belum ada kabar permintaan saya
hasil permintaan saya apa
masih diproses ya permintaan saya
kelanjutan pengajuan kemarin bagaimana
nomor permintaan saya pl bagaimana hasilnya
perkiraan selesai kapan
proses akses polis berapa lama
kapan polis saya disetujui
sudah selesai belum prosesnya
tanya progres pengajuan
update permintaan saya
""",
        "en": """
check (the|my) status
request status
status of my request
has my request been approved
is my request approved yet
when will my request be done
any news about my application
how long does approval take
why was my request rejected
what happened to my request
my request is still pending
did you approve my access
""",
    },
)
