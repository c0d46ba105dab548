"""The figures of Ringkasan: one definition for the screen, the file and the alert."""
