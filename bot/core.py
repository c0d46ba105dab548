"""The core of a process: what is remembered, who is asked outside, and the turns between them, put together once."""

from __future__ import annotations

from bot.settings import Settings
from bot.terms import house_of, terms_of
from conversations.locales import Voice
from handlers.chance import Chance, system
from handlers.channels.channel_clock import ChannelClock
from handlers.codes import Codes
from handlers.copies import Copies
from handlers.drain import Drain
from handlers.effects import Effects
from handlers.guards import Guards
from handlers.ports import Channel, Clock, Mailer, Registry, Tally, Texter
from handlers.sendings import Sendings
from handlers.sweep import Sweep
from handlers.tellings import Tellings
from handlers.turns import Turns
from storage.alarm import Alarm
from storage.shares import Shares
from storage.store import Memory


class Core:
    """Everything between the channels and Redis."""

    def __init__(
        self,
        settings: Settings,
        *,
        store: Memory,
        clock: Clock,
        channels: dict[str, Channel],
        clocks: dict[str, ChannelClock] | None = None,
        registry: Registry,
        mailer: Mailer,
        texter: Texter | None,
        tally: Tally | None = None,
        silences_from: int = 0,
        chance: Chance = system,
        voice: Voice | None = None,
    ) -> None:
        terms = self.terms = terms_of(settings, polls=registry.polls)
        self.store = store
        self.voice = voice or Voice(house_of(settings))
        guards = Guards(settings.limits)
        alarm = self.alarm = Alarm(store.server, settings.limits)
        tellings = Tellings(mailer=mailer, texter=texter, voice=self.voice, holders=store.holders, outbox=store.outbox)
        self.effects = Effects(
            registry=registry,
            mailer=mailer,
            limits=store.limits,
            guards=guards,
            outbox=store.outbox,
            clock=clock,
            sendings=Sendings(
                mailer=mailer,
                texter=texter,
                voice=self.voice,
                limits=store.limits,
                guards=guards,
                alarm=alarm,
                outbox=store.outbox,
                clock=clock,
            ),
            tellings=tellings,
            copies=Copies(
                chats=store.chats,
                mailer=mailer,
                voice=self.voice,
                limits=store.limits,
                guards=guards,
                outbox=store.outbox,
                clock=clock,
            ),
        )
        self.drain = Drain(store.outbox, channels, self.effects, clock, chance)
        self.turns = Turns(
            chats=store.chats,
            aliases=store.aliases,
            outbox=store.outbox,
            codes=Codes(store.vault, store.limits, alarm, guards, chance),
            audit=store.audit,
            queues=store.queues,
            drain=self.drain,
            voice=self.voice,
            terms=terms,
            clock=clock,
            channels=channels,
            clocks=clocks,
            tally=tally,
            keep=settings.keep,
            silences_from=silences_from,
            chance=chance,
        )
        self.shares = Shares(store.server, chance(8).hex())
        tellings.connect(self.turns.tell)
        self.sweep = Sweep(store.outbox, self.drain, self.turns, clock, self.shares)
