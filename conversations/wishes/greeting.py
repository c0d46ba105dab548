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
""",
    },
)
