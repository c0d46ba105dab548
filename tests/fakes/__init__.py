"""The outside world, written as carefully as the real thing: a mail server, Twilio, Infobip, an insurer's registry."""
