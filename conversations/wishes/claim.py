"""Claim: how to make one, what is needed, what became of it."""

from conversations.wishes.base import Wish

CLAIM = Wish(
    name="claim",
    answered=True,
    patterns={
        "id": """
klaim*
(claim|reimburse|reimburs|reimbursement|santunan|ganti rugi rumah sakit|rembes|rembers)*
(rawat inap|rawat jalan|opname|operasi|kecelakaan|sakit|meninggal|wafat|tutup usia|melahirkan|dirawat|masuk rumah sakit) [saya|di|kemarin|bagaimana|cara|bisa|ditanggung]
(ditanggung|dicover|tercover|dijamin asuransi|plafon|limit|manfaat) [rawat|tidak|kah|apa|saya|inap|jalan|operasi]
(uang pertanggungan|manfaat meninggal|surat kematian)
""",
        "en": """
claim*
(reimburse|reimbursed|reimbursement|hospitalised|hospitalized|hospitalisation|hospitalization|surgery|inpatient|outpatient|accident)*
(passed away|died|death benefit|death certificate)
(covered|cover|coverage) [for|is|by|does|my|insurance]
""",
    },
    sentences={
        "id": """
cara klaim
mau klaim
klaim rumah sakit
syarat klaim
formulir klaim
status klaim saya
klaim saya sudah cair belum
berapa lama klaim dibayar
suami saya meninggal bagaimana klaimnya
ibu saya wafat mau urus santunan
kecelakaan motor apakah ditanggung
saya masuk rumah sakit
kwitansi rumah sakit dikirim ke mana
operasi dicover tidak
limit rawat inap saya berapa
apakah melahirkan ditanggung
klaim gigi
klaim obat
ajukan reimbursement
dokumen klaim
kirim berkas klaim ke mana
lapor klaim
cashless bagaimana
kartu tidak bisa dipakai di rumah sakit mau bayar sendiri dulu
penyakit kritis bisa klaim
status klaim rawat inap saya gimana
klaim saya udah disetujui belum
cek klaim yg diajukan minggu lalu
pengajuan klaim melahirkan istri saya sampai tahap mana
berkas klaim apa yang harus disiapkan
klaim kacamata udah cair belum ya kak
cara klaim rawat inap
min suami saya meninggal hari minggu kemarin, saya harus urus apa aja ya buat asuransinya
Assalamu'alaikum, ayahanda kami telah berpulang tanggal 3 lalu, mohon petunjuk mengenai dokumen yang harus kami siapkan untuk pengajuan santunan
anakku masuk rs krn dbd, bs di-reimburse gak
kmrn kecelakaan motor kaki patah, dapat santunan ga ya dr asuransi
form klaim download dmn
klaim sy sdh sampe mana ya
berapa lama proses klaim biasanya
dokumen klaim penyakit kritis apa saja
batas waktu pengajuan klaim berapa hari stlh keluar rumah sakit
kuitansi rs yg asli ilang, bisa pake fotokopi dilegalisir ga buat klaim
bapak e kulo sedo wingi, ngurus asuransine pripun nggih mbak
punten bade naroskeun klaim pun bojo nu kamari dirawat di rumah sakit
mak ambo alah maningga, baa caro mauruih klaim asuransinyo
opung saya sudah meninggal bang, macam mana cara klaim nya ini
kecelakaan ka kemarin, bisa ji diklaim toh?
abah ulun maninggal, kayapa maurus asuransinya lah
klaim reimbursement rawat jalan
habis operasi usus buntu minggu lalu trus bayar sendiri dulu 23 juta karna rs nya ga kerjasama nah itu uangnya bisa diganti ga ya
gue baru didiagnosis kanker payudara stadium 2, polis gue ada critical illness nya, langkah pertama ngapain?
klaim kirim via email atau harus berkas fisik?
pengajuan klaim bisa online?
mau tanya dok, eh kak, klaim gigi ditanggung ga
resume medis wajib diisi dokter yang merawat ya?
status klaim no 2231 gmn
istri sy lahiran caesar, apakah bs diklaim
klaim meninggal dunia
dana klaim cairnya ke rekening siapa
Dengan hormat, saya ahli waris almarhumah ibu Sri, bagaimana prosedur klaim uang pertanggungannya?
kk aku baru keluar opname, berkasnya dikirim kemana ya
tolong ajarin isi formulir klaimnya, ibu udah tua ga ngerti
klaim asuransi kantor buat kacamata bisa?
sakit tipes dirawat 4 hari dapet santunan harian brp
surat kematian dari kelurahan cukup atau hrs akta dari dukcapil utk klaim?
kalo meninggalnya krn bunuh diri apa tetep dibayar asuransinya? maaf nanya gini, ini adik saya
bpk stroke dan skrg lumpuh sebelah, apakah termasuk cacat tetap yg dpt santunan
klaim saya disuruh lengkapi hasil lab, upload nya di mana
udah kirim dokumen klaim jumat lalu, sudah diterima belum kak
dua minggu lalu mama kena serangan jantung alhamdulillah sekarang udah pulang, nah biaya pasang ring nya mau kami ajukan ke asuransi, caranya gimana
minta penggantian biaya rumah sakit
klaim dobel sama bpjs boleh ga min
jari saya putus kena mesin di pabrik, asuransi nya gimana ngurusnya
nek klaim obat thok iso ora
pembebasan premi krn cacat total, cara ajuinnya?
klem rawat inap persyaratannya apa aja
almarhum bapak punya polis di sini tapi kami sekeluarga baru tau pas beresin lemari, uang pertanggungannya masih bisa diurus ga ya padahal udah setahun
orang tua meninggal di kampung ga ada surat dari rs, gmn klaimnya
santunan duka
mau ajuin asuransi kecelakaan anak sekolah dia jatuh dari sepeda tangannya retak
""",
        "en": """
how do i claim
i want to make a claim
claim status
what documents for a claim
claim form
my husband died what should i do
is surgery covered
i was in hospital
how long until my claim is paid
send my receipts
does it cover maternity
what does my insurance cover
hospital bill reimbursement
submit medical bills
what's the status of my hospital claim
has my claim been approved
which documents do i need for a claim
any update on the reimbursement i filed
how do i file a claim
My father passed away on Tuesday. He had a life policy with you and I don't know where to begin.
what documents do you need for a hospital claim
claim status please
i paid the hospital myself, how can I get reimbursed
had a motorbike accident in bali and broke my wrist, am i covered and how do i claim
where can i download the claim form
how long does a claim usually take to be paid
my wife was just diagnosed with breast cancer, we have the critical illness rider, what do we do now
death claim requirements
Is there a deadline for submitting bills after being discharged?
can i send the claim papers by email or do you need originals
did you receive my claim documents i couriered on friday
dental covered? can i claim it
mum had a stroke last month and can't work anymore, is there a disability benefit we can apply for
claim for appendix surgery last week, total 23 million, all receipts with me
my kid got dengue and was hospitalised 4 nights, does the daily cash benefit apply
lost the original receipt can i still claim
we lost our grandmother over the weekend and found your policy in her drawer, who do we talk to about the insurance money
do i need a medical report from the doctor for reimbursment
how to claim maternity
my brother died abroad, which death certificate do you accept?
can I claim here as well if BPJS has already paid part of it
i was asked to add lab results to my claim, where do I upload them
sum assured for my late husband, how do i apply for it
outpatient claim through my company insurance how
want to make claim lah, accident at work yesterday
into which account will the claim money be transferred
""",
    },
)
