"""Own data: what this service holds about the customer, and a copy of it."""

from conversations.wishes.base import Wish

OWN_DATA = Wish(
    name="own_data",
    patterns={
        "id": """
(lihat|cek|minta|tampil|tunjuk|salinan|kopi|apa)* [saja|semua] data [pribadi|apa|saya] [saya|saja|ku]
data (apa|pribadi) [saja|saya] [yang] (disimpan|kalian|dipunya|ada|tersimpan|punya)*
(salinan|kopi|copy) data
""",
        "en": """
(my|personal) data
(what|which) [data|information] [do|is|you] [you] (have|hold|store|keep|know|stored) [on|about|of] [me]
(copy|export) of my (data|information)
""",
    },
    sentences={
        "id": """
lihat data saya
data apa yang disimpan
minta salinan data saya
data pribadi saya
data dan privasi
apa yang kalian tahu tentang saya
riwayat chat saya disimpan di mana
saya mau akses data saya
info data pribadi yang tersimpan
data tentang saya
privasi saya
kebijakan privasi
berapa lama data disimpan
data apa aja yg bot ini simpan
minta salinan data saya di chat ini
chat saya disimpan berapa lama ya
kak kalo aku ngetik tanggal lahir di sini, disimpen ga?
data saya dibagi ke pihak lain gak
Mohon penjelasan, data pribadi apa saja yang dicatat oleh layanan obrolan ini dan siapa yang dapat melihatnya?
mau unduh data pribadi saya dari bot ini
privacy policy nya mana linknya
isi percakapan ini dibaca orang ga sih
data kulo seng disimpen teng mriki nopo mawon nggih
data abdi anu disimpen di dieu naon wae
data apo se nan tasimpan di chat ko tantang ambo
apa aja dataku yang kalian simpan di sini bang
data apa saja ku yang kita simpan di chat ini
data ulun nang disimpan di sini apa haja lah
lihat data saya yg tersimpan
apakah no wa saya disimpan
sesuai uu pdp sy mau akses data sy di layanan ini
riwayat chat saya bisa diminta ga
data saya
disini nyimpen ktp saya ngga?
siapa aja yg bisa liat obrolan kita ini
kirimin dong semua catatan tentang saya yang ada di bot
tadi saya sempat ketik nomor polis sama tanggal lahir di sini terus kepikiran itu datanya nyimpennya di mana dan sampai kapan ya
nomor telegram gue kecatet di kalian?
data ku dipake buat apa aja
aturan perlindungan data pribadi di chat ini gimana
servernya di indonesia atau luar negeri ya data nya
ekspor data chat
persetujuan yg tadi saya klik isinya apa ya, mau baca lagi
bot ini rekam apa aja dr hp saya
berapa lama data saya disimpan
kode otp yg sy ketik ikut kesimpen ga
mau tau data apa yg kalian punya ttg aku di wa ini
dpo atau petugas perlindungan data pribadi nya siapa
data pribadi saya aman disimpan dimana
boleh minta file berisi data saya yang tersimpan dalam layanan chat ini, formatnya bebas
catatan percakapan kemarin bisa dilihat lagi?
pemberitahuan privasi
apa whatsapp juga bisa baca data asuransi saya disini
data saya dijual ga hehe nanya aja
hak saya atas data pribadi apa aja
saya cuma mau ngecek data apa yg kesimpen, bukan mau hapus
dataku sing ning kene iso tak deleng ora
lokasi hp saya kebaca sama bot ini ga ya
syarat dan ketentuan chatbot serta kebijakan datanya dong
foto profil saya kesimpen juga?
sy minta laporan data pribadi sy
nenek titip tanya Nak, apakah pembicaraan kita ini dicatat dan dipakai untuk apa
""",
        "en": """
show my data
what do you know about me
what data do you store
copy of my personal data
privacy policy
how long do you keep my data
access my information
my privacy
what data do you store about me
send me a copy of my data
how long do you keep this chat
Under the GDPR or your PDP law I would like to see everything this chat service holds on me.
who can read this conversation
do you share my info with third parties
is my birth date saved when i type it here
download my data
can i see my chat history
where are your servers, are my details stored in indonesia
what did I agree to when i pressed consent, can i read it again
do u keep my whatsapp number
export chat data please
what do you use my personal data for
who is your data protection officer
I only want to know what you've stored, no need to delete anything
does this bot save id photos
show me my stored data
is the one time code kept anywhere
privacy notice link?
does whatsapp see my policy details too
I typed my policy number in here yesterday and now I'm wondering what happens to it and who gets to see it
my data rights
what info u got on me
does the bot record my location
data retention period
can i get a file with everything i've written to you
""",
    },
)
