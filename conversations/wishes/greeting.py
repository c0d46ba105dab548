"""Greeting: a hello and nothing else."""

from conversations.wishes.base import Wish

GREETING = Wish(
    name="greeting",
    patterns={
        "id": """
(assalamualaikum|assalamu'alaikum|asalamualaikum|permisi|punten|kulonuwun|salam|shalom|om swastiastu|halo|hallo|hai|hei|hello|pagi|siang|sore|malam|selamat)*$
""",
        "en": """
(hello|hi|hey|good morning|good afternoon|good evening|greetings|howdy)*$
""",
    },
    sentences={
        "id": """
halo
hai kak
selamat pagi
selamat siang bapak ibu
assalamualaikum warahmatullahi
permisi ya
halo selamat sore
met malam
pagi pagi
halo apa kabar
punten
kulo nuwun
hai semua
tes
test
p
ping
halo halo
halo ada orang
selamat malam min
salam sejahtera
waalaikumsalam
pagi min
assalamualaikum
selamat malam
permisi
sugeng enjing
wilujeng siang
horas
tabe
assalamualaikum wr wb, selamat pagi bapak ibu
hi
met sore
halooo
shalom
om swastiastu
selamat siang pak
misi kak
kulonuwun
hallo generali
met pagi
siang kak
bot
hei
helo
hay
assalamu'alaikum dunsanak
sampurasun
hallo selamat sore
halo min apa kabar
salam kenal
halo generali selamat pagi
yuhuu
min
pagi bu
malem kak
selamat pagi, semoga sehat selalu
spada
p p p
""",
        "en": """
hello
hi there
good morning
good evening
hey
greetings
hello hello
good day
hi team
howdy
hiya
hello bot
morning!
yo
helloo
hi generali
good afternoon sir
hey there
hi how are you
hello good morning
evening
heyy
g'day
hello dear
sup
hi, nice to meet you
hello is this on
""",
    },
)
