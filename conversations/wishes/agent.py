"""Agent: who sold the policy, how to reach them, another one."""

from conversations.wishes.base import Wish

AGENT = Wish(
    name="agent",
    answered=True,
    patterns={
        "id": """
(agen|agent|agennya|tenaga pemasar|marketing|financial advisor|sales) [asuransi|saya|yang|lama|baru|polis|nya|ku] [siapa|sudah|menjual|jual|dulu|mana|tidak|pindah|keluar|resign|nomor|nama|ganti|kontak]
(siapa|nama|nomor|kontak|ganti|cari|hubungi|minta|no hp) [telepon|hp] (agen|agennya|marketing|agent)
""",
        "en": """
(agent|advisor|salesperson|broker) [who|has|is|left|resigned|name|number|sold|contact|handling]
(who|new|change|my|contact|find) [is|my|the|an|a] [insurance] (agent|advisor|broker)
""",
    },
    sentences={
        "id": """
siapa agen saya
nomor agen saya
agen saya sudah keluar
ganti agen
agen yang menjual polis saya
agen saya tidak bisa dihubungi
minta agen baru
nama agen saya siapa
mau ketemu agen
agen terdekat
marketing saya resign
agen penggantinya siapa
kontak agen asuransi saya
agen saya meninggal
""",
        "en": """
who is my agent
my agent's phone number
i need a new agent
my agent resigned
change my agent
contact the agent who sold me the policy
my advisor does not answer
find an agent near me
agent name please
""",
    },
)
