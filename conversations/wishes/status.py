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
permintaan saya udah disetujui belum
status permintaan
kmrn sy udah hubungkan polis katanya diproses, udah sampe mana ya
kok lama amat aksesnya blm dibuka2
udah 3 hari nunggu persetujuan polis nya, gmn hasilnya kak
cek status dong
gimana kabar pengajuan akses polis saya minggu lalu
masih diproses kah?
kapan disetujuinya
Mohon informasi perkembangan permintaan akses polis saya yang diajukan hari Senin
di acc belum kak
permintaan akses polis kulo sampun disetujoni dereng nggih
pengajuan abdi parantos di acc teu acan
nomor permintaan ada di saya, mau tanya sudah sampai tahap apa
katanya dikabari kalo udah jadi, ini blm ada kabar
berapa lama lagi nunggu polis saya terhubung
udah approve belum min
statusnya masih pending ya
lihat hasil permintaan hubungkan polis
polis individu saya kok belum aktif di sini padahal udah otp, masih nunggu ya?
permintaan yg saya ajukan kmrn malam udah ada yg ngecek belum
ditolak atau diterima nih permohonan saya
alah disetujui alun permintaan ambo
sudahmi diproses permintaanku kah
permintaan ulun sudah disetujui kah balum
cemana permintaan akses ku kemarin, udah siap?
tgl perkiraan selesainya kapan ya yg permintaan akses polis
mo cek progres
sudah sampai mana prosesnya pak, saya tunggu dari kemarin lusa
kemarin dapet pesan permintaan akan diproses, itu maksudnya berapa hari ya
permintaan sy nyangkut di mana
belum ada jawaban soal akses polis yg sy minta via chat
follow up pengajuan sambung polis
ngecek permintaan akses yg tadi malam
saya udah isi semua dan kodenya sudah, tinggal nunggu apa lagi ya
hasilnya gmn? udah bisa dibuka polisnya?
status pengajuan polis masuk ke akun chat
tracking permintaan
perkembangan permintaan saya
udah lewat tanggalnya kok belum dikabarin permintaan akses saya gimana
apakah permintaan saya sudah diputuskan oleh petugas
tolong dicek nak, ibu kemarin sudah minta dihubungkan polisnya tapi katanya tunggu, sekarang sudah boleh belum
permohonan akses polis saya kok statusnya menunggu terus
mau tau pengajuan ku udah ampe mana
kabarin dong permintaan gw yg kmrn
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
what's the status of my request
has my access been approved yet
I submitted a request on Monday, any news?
still pending?
how long until my policy access is approved
check request
did you guys approve it or not
It said my request will be processed, when will that be done
any update on my linking request
where is my request now
my request number is with me, how far has it got
still waiting for approval
was it rejected
Could you let me know whether the access request I made last week has been decided upon?
status update plz
the date you gave has passed and i heard nothing about my access
is it done yet, the policy access thing
track my request
I finished the code part yesterday, now what? is it in review
when do i get access
request progress
need to know if someone has looked at my request
waiting 4 days already for my policy to show, approved?
you said i'd be told about the decision, has there been one
see pending request
""",
    },
)
