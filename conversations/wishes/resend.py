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
""",
    },
)
