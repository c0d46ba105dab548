"""Resend: the code has not come."""

from conversations.wishes.base import Wish

RESEND = Wish(
    name="resend",
    answered=True,
    patterns={
        "id": """
(kode|otp|kodenya|otpnya|sms|smsnya|emailnya) [verifikasi|otp] (belum|tidak|ga|kagak|kok) [ada|juga|di|kunjung] [yang] (masuk|terima|diterima|sampai|nyampe|muncul|dikirim|datang|dapat|ada|terkirim)*
(belum|tidak) [ada|juga|dapat|terima|menerima|nerima] [sms|email] (kode|otp|kodenya|otpnya|masuk|masuk2|sampai|nyampe|datang)
(kirim|minta|kirimkan|kirimin) (ulang|lagi) [kode|otp|kodenya]
(mana|dimana) (kode|otp|kodenya|otpnya)
(kode|otp|kodenya) [nya] (mana|tidak ada|hilang|kosong)
""",
        "en": """
(code|otp|sms|email|text) [has|have|is|did|was|still|still has] (not|never|no) [yet] [been] (arrived|received|come|sent|here|came|arrive|come)
(not|never|did not|have not|haven't|didn't|don't) [yet] (received|receive|got|get|gotten|have) [the|a|my|any] (code|otp|sms|anything|email|it)
(resend|send) [me|it|the] [a|another|new] [code|otp] (again|code|otp)
no (code|otp|sms|email) [yet]
where [is] [my|the] (code|otp)
""",
    },
    sentences={
        "id": """
kodenya belum masuk
otp tidak masuk masuk
belum terima kode
saya belum dapat sms kode
kode verifikasi belum sampai
tolong kirim lagi kodenya
kirim ulang otp
mana kodenya
sms nya belum masuk
email kodenya tidak ada
sudah cek spam tidak ada kodenya
sudah ditunggu kodenya tidak datang
kode otp lama sekali
minta kode baru
kodenya kedaluwarsa minta lagi
belum masuk juga
tidak masuk masuk
tidak ada sms masuk
tidak ada email masuk
sudah sepuluh menit belum sampai
kodenya hilang kehapus
kirim ulang kodenya
kode blm masuk kak
otp nya ga nyampe nyampe
udah 10 menit nunggu kode ga dateng
kirim lagi dong
kodenya kedaluwarsa, tolong kirim yg baru
Mohon kodenya dikirimkan kembali, yang tadi tidak sengaja terhapus
kode e durung mlebu mas
kode na teu acan lebet
kode alun masuak lai
tidak masuk kodenya di hp ku, kirimkan lagi
kode ta belumpi masuk, kirim ulangki
kodenya balum masuk jua, kirim pulang lah
sms nya mana kok ga ada
sudah cek email spam juga ga ada kodenya
resend
otp lagi
kode yg 6 angka itu belum saya terima
ulang kirim kode, tadi hp mati
gak ada kodenya
tadi kodenya telat masuk trs udah hangus, boleh minta lagi?
kode saya salah terus, kirim yg baru aja
belum terima apa apa nih di email
kodenya ke hapus
kok sms verifikasinya lama banget sih datengnya
coba kirim sekali lagi nak, ibu belum lihat ada sms masuk
blm ada kode
kode verifikasi ga muncul
saya tunggu tunggu kodenya kok tidak datang juga, sinyal di kampung memang jelek, bisa dikirim lagi
mintaa kode ulang dong
otpnya expired
yg dikirim tadi kode lama ya? kirim yg terbaru
sy pencet kirim ulang ga bisa, tolong dikirimin lg kodenya
inbox kosong, kode ga ada
kode otp nya tlg dikirim kembali ya pak
lewat menit belum juga masuk kodenya
ga masuk2 kodenya
kirimin ulang sms nya
kode kemana ya
sampun kulo entosi kodene dereng dugi, nyuwun dikirim malih
tadi ketutup hpnya jadi ga sempet liat kodenya, ulang ya
kode hilang pas ganti aplikasi, minta yg baru lg
apakah kodenya sudah dikirim? saya belum menerima
kode ga ada pdhl nomornya bener
""",
        "en": """
the code did not arrive
i have not received any code
send the code again
please resend the otp
no code in my inbox
still waiting for the code
can i get a new code
code expired send another
i checked spam and there is no code
the sms never came
nothing arrived
code never arrived
didn't get the otp
still no sms
the code expired, new one please
can you resend it
I've been waiting ten minutes for the code
checked spam, nothing there
no code yet
another code pls
i deleted the message with the code by mistake
resend otp
where is my verification code
nothing in my inbox, try sending once more
Could the code be sent once more? My phone was switched off.
it says the code is too old, give me a fresh one
i haven't received anything
the six digits didn't come through
code missing
keep getting nothing on my phone even though the number is right
need new code
hit resend but nothing happened, can you push it again
my signal was bad, shoot me the code again
waiting for text message, not here
the code you sent is wrong, send new
""",
    },
)
