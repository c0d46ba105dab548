"""The words of the sandbox's page itself, in Indonesian and English, in the order in which they stand on it."""

from __future__ import annotations

LANGUAGES = ("id", "en")

_ROWS = {
    "title": ("Ruang Coba", "Sandbox"),
    "lead": (
        "Dua ponsel satu nasabah contoh; tidak ada pesan yang benar-benar dikirim ke luar komputer ini.",
        "The two phones of one sample customer; no message really leaves this computer.",
    ),
    "limits": (
        "Agar leluasa mencoba, kode dapat diminta sepuluh kali lebih sering daripada di layanan sebenarnya.",
        "To leave room for trying, codes may be asked for ten times as often as in the real service.",
    ),
    "afresh": ("Mulai dari awal", "Start afresh"),
    "afresh_hint": (
        "Kedua ponsel menjadi milik nasabah baru. Polis dan permintaan nasabah lama dilepaskan, kotak masuk dikosongkan.",
        "Both phones go to a new customer. The old customer's policies and requests are released, the inbox is emptied.",
    ),
    "afresh_sure": ("Ya, mulai dari awal", "Yes, start afresh"),
    "other_language": ("English", "Indonesia"),
    "console": ("Konsol petugas", "Care console"),
    "skip": ("Langsung ke ponsel", "Skip to the phones"),
    "parts": ("Bagian halaman", "Parts of the page"),
    "live": ("Terhubung langsung", "Live"),
    "lost": ("Menyambung kembali", "Reconnecting"),
    "failed": ("Tidak berhasil. Silakan coba lagi.", "That did not work. Please try again."),
    "bot": ("bot", "bot"),
    "business": ("akun bisnis", "business account"),
    "typing": ("sedang mengetik", "typing"),
    "messages": ("Percakapan", "Conversation"),
    "entry": ("Ketik pesan", "Message"),
    "entry_hint": ("Panah atas: ke tombol pilihan", "Up arrow: to the choices"),
    "send": ("Kirim", "Send"),
    "more": ("Lainnya", "More"),
    "commands": ("Menu perintah", "Commands"),
    "photo": ("Kirim foto", "Send a photo"),
    "voice": ("Kirim pesan suara", "Send a voice message"),
    "edit": ("Ubah pesan terakhir", "Edit the last message"),
    "editing": ("Mengubah pesan. Esc untuk batal.", "Editing a message. Esc to cancel."),
    "photo_name": ("Foto", "Photo"),
    "voice_name": ("Pesan suara", "Voice message"),
    "choose": ("Pilih", "Choose"),
    "close": ("Tutup", "Close"),
    "edited": ("diubah", "edited"),
    "erased": ("Pesan dihapus", "Message deleted"),
    "sent": ("terkirim", "sent"),
    "delivered": ("sampai", "delivered"),
    "read": ("dibaca", "read"),
    "you": ("Anda", "You"),
    "empty_telegram": ("Apa yang dapat dilakukan bot ini?", "What can this bot do?"),
    "empty_telegram_text": (
        "Menghubungkan polis Individu, kepesertaan Group, atau kepesertaan DPLK ke akun chat ini.",
        "Link an Individual policy, a Group membership or a DPLK membership to this chat account.",
    ),
    "start": ("Mulai", "Start"),
    "empty_whatsapp": ("Belum ada percakapan", "No conversation yet"),
    "empty_whatsapp_text": (
        "Kirim pesan pertama untuk memulai, misalnya sebuah salam.",
        "Send a first message to begin, a greeting for instance.",
    ),
    "hello": ("Halo", "Hello"),
    "inbox": ("Kotak masuk", "Inbox"),
    "inbox_hint": ("SMS dan email yang diterima nasabah", "SMS and emails that the customer receives"),
    "inbox_empty": (
        "Kode OTP akan muncul di sini begitu bot mengirimkannya.",
        "One-time codes appear here as soon as the bot sends them.",
    ),
    "code": ("Kode", "Code"),
    "type_code": ("Ketik di {phone}", "Type on {phone}"),
    "whole": ("Tampilkan semua", "Show all"),
    "samples": ("Nasabah contoh", "Sample customer"),
    "samples_hint": ("Ketuk untuk mengetiknya di {phone}", "Tap to type it on {phone}"),
    "ends": (
        "B dan C langsung terhubung. A menjadi permintaan: setujui di Konsol petugas, bagian Permintaan.",
        "B and C are linked at once. A becomes a request: approve it in the care console, under Requests.",
    ),
    "birth": ("Tanggal lahir", "Date of birth"),
    "participant": ("Peserta B, C", "Member B, C"),
    "badday": ("Hari buruk", "A bad day"),
    "badday_hint": (
        "Buat dunia luar bermasalah, lalu lihat bagaimana bot menghadapinya.",
        "Let the outside world go wrong, and see how the bot copes.",
    ),
    "order_flood": ("Minta bot menunggu (429), 3 kali", "Tell the bot to wait (429), 3 times"),
    "order_fail": ("Gagal menjawab (500), 2 kali", "Fail to answer (500), twice"),
    "order_lose": ("Terima pesan, hilangkan jawabannya, 1 kali", "Accept a message but lose the answer, once"),
    "order_slow": ("Setiap jawaban lambat 3 detik", "Every answer takes 3 seconds"),
    "order_twice": ("Setiap pesan nasabah tiba dua kali", "Every customer message arrives twice"),
    "order_batch": ("Tahan pesan, kirim 3 sekaligus", "Hold messages, deliver 3 at once"),
    "order_blocked": ("Nasabah memblokir bot", "The customer has blocked the bot"),
    "order_shut": ("Jendela 24 jam sudah tertutup", "The 24-hour window is shut"),
    "order_refuse": ("Tolak SMS atau email berikutnya", "Refuse the next SMS or email"),
    "order_unsure": ("Terima, tetapi bot tidak diberi tahu, 1 kali", "Accept, but do not tell the bot, once"),
    "order_late": ("Setiap SMS dan email tiba 8 detik kemudian", "Every SMS and email takes 8 seconds"),
    "tab_tools": ("Contoh", "Samples"),
}


def words(language: str) -> dict[str, str]:
    """Return the page's words in ``language`` ("id" or "en")."""
    column = LANGUAGES.index(language)
    return {name: row[column] for name, row in _ROWS.items()}
