"""A world: replicas of the bot, one Redis, two channels, an insurer and customers, all from one seed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from conversations.details import Contact
from conversations.events import Decided
from conversations.staff_events import StaffAction
from handlers.ports import Channel, Inbound, Mailer, Registry, Status, Texter
from tests.clock import START
from tests.simulation.agent import Agent
from tests.simulation.insurer import Gateway, Insurer, MailLine, Policy, RegistryLine, TextLine
from tests.simulation.loop import Process
from tests.simulation.messenger import ChannelLine, Messenger
from tests.simulation.people import Customer
from tests.simulation.plans import Plan
from tests.simulation.replica import Replica
from tests.simulation.seen import Result
from tests.simulation.server import Redis, Weather
from tests.simulation.timeline import Timeline
from tests.simulation.trouble import Trouble, drawn
from tests.simulation.witness import Witness

CHANNELS = ("telegram", "whatsapp")
LAST = 3 * 3600.0  # seconds by which every dialogue has come to its end
QUIET = 260.0  # seconds after the last end, for what runs on (an agent stays for 200)
REST = 120.0  # seconds in which a message that a channel delivered late, at the very end, is answered


class World:
    """Everything in one simulation, on one timeline."""

    def __init__(
        self,
        seed: int,
        trouble: Trouble | None = None,
        customers: int = 0,
        replicas: int = 0,
        *,
        types: tuple[str, ...] = ("individu", "group", "dplk"),
        channels: tuple[str, ...] = CHANNELS,
        wrong: tuple[int, ...] = (0, 0, 0, 1, 2, 3, 4),
    ) -> None:
        self.seed = seed
        self._types = types
        self._channels = channels
        self._wrong = wrong
        self.random = Random(seed)
        self.trouble = trouble if trouble is not None else drawn(self.random)
        self.timeline = Timeline()
        self.world = Process(self.timeline, "world")  # type: ignore[abstract]  # no files, sockets or signals here
        self.redis = Redis(self.world, self.random, lambda: START + int(self.timeline.now * 1000))
        self.redis.weather = self.trouble.redis
        self.insurer = Insurer(self.world, self.random, self.trouble)
        self.mail = Gateway(self.world, self.random, self.trouble)
        self.sms = Gateway(self.world, self.random, self.trouble)
        self.messengers = {name: Messenger(name, self.world, self.random, self.trouble) for name in CHANNELS}
        self.witness = Witness(self)
        skew = self.trouble.skew
        self.replicas = [
            Replica(self, f"bot{number}", self.random.randint(-skew, skew))
            for number in range(replicas or self.random.randint(1, 3))
        ]
        self.customers = [self._customer(number) for number in range(customers or self.random.randint(4, 10))]
        self.agent = Agent(self.world, self.random, lambda: self.witness.chats, self._act)
        self._connect()
        self._plan_trouble()

    def run(self) -> Result:
        """Let everything happen, and judge."""
        self.timeline.run(LAST, self._over)
        self.timeline.run(self.timeline.now + QUIET, lambda: False)
        self.timeline.run(self.timeline.now + REST, self.witness.at_rest)
        return self.witness.judged()

    def _over(self) -> bool:
        return self.timeline.now > self.trouble.until and all(customer.end for customer in self.customers)

    # --- what a process is given ----------------------------------------

    def channels(self, process: Process) -> dict[str, Channel]:
        """Return a process's ways to the channels."""
        return {name: ChannelLine(messenger, process) for name, messenger in self.messengers.items()}

    def registry(self, process: Process) -> Registry:
        """Return a process's way to the registry."""
        return RegistryLine(self.insurer, process)

    def mailer(self, process: Process) -> Mailer:
        """Return a process's way out for email."""
        return MailLine(self.mail, process)

    def texter(self, process: Process) -> Texter:
        """Return a process's way out for SMS."""
        return TextLine(self.sms, process)

    def chance(self, length: int) -> bytes:
        """Return bytes that nobody could foresee, were it not for the seed."""
        return self.random.randbytes(length)

    def uniform(self, low: float, high: float) -> float:
        """Return a number between two."""
        return self.random.uniform(low, high)

    # --- who takes part ----------------------------------------

    def _customer(self, number: int) -> Customer:
        chance = self.random
        channel = chance.choice(self._channels)
        policy = self._policy(number)
        address = f"62812{self.seed % 10**6:06d}{number:02d}"
        plan = Plan(
            name=f"c{number}",
            channel=channel,
            address=address,
            policy=policy,
            method=chance.choice(policy.contacts).method,
            wrong=chance.choice(self._wrong),
            aliases={"wa_id": address} if channel == "whatsapp" else {},
            odd=self.trouble.odd,
            waits_for_decision=chance.random() < 0.3,
        )
        inboxes = [self.mail.inboxes, self.sms.inboxes]
        customer = Customer(plan, self.messengers[channel], inboxes, self.mail.notices, chance, self.trouble.until)
        customer.posted = self.witness.posted
        return customer

    def _policy(self, number: int) -> Policy:
        chance = self.random
        type = chance.choice(self._types)
        mail, phone = Contact("email", f"c{number}@example.com"), Contact("sms", f"+628120000{number:02d}")
        contacts = (mail, phone) if type != "group" and chance.random() < 0.7 else (mail,)
        policy = Policy(
            type=type,
            policy=f"{number:08d}",
            participant="" if type == "individu" else f"{87654321 + number}",
            born=date(1990, 8, 17),
            contacts=contacts,
            instant=type != "individu",
        )
        self.insurer.policies[policy.type, policy.policy, policy.participant] = policy
        return policy

    def _connect(self) -> None:
        for messenger in self.messengers.values():
            messenger.take = self._take
            messenger.notes = self._note
            messenger.sees = self.witness.saw
        self.insurer.decides = self._decide
        self.insurer.hears = self.witness.asked
        self.mail.hears = self.sms.hears = self.witness.code_taken
        for customer in self.customers:
            for contact in customer.plan.policy.contacts:
                self.mail.rings[contact.address] = self.sms.rings[contact.address] = customer.heard
        self.redis.watch = self.witness.applied
        self.redis.fails = self.witness.failed

    def _take(self, inbound: Inbound, answer: Callable[[bool], None]) -> None:
        def answered(good: bool) -> None:
            self.witness.answered(inbound, good)
            answer(good)

        self.random.choice(self.replicas).take(inbound, answered)

    def _note(self, status: Status) -> None:
        self.random.choice(self.replicas).note(status, lambda good: None)

    def _decide(self, key: str, decision: Decided, tries: int = 0) -> None:
        def answered(good: bool) -> None:
            if not good:
                self.world.after(min(5.0 * 2**tries, 300.0), self._decide, key, decision, tries + 1)

        self.random.choice(self.replicas).decide(key, decision, answered)

    def _act(self, account: str, key: str, what: StaffAction, answer: Callable[[bool], None]) -> None:
        self.witness.tell("agent", f"{what} in {account}")
        self.random.choice(self.replicas).act(account, key, what, answer)

    # --- trouble ----------------------------------------

    def _plan_trouble(self) -> None:
        trouble, chance, world = self.trouble, self.random, self.world
        for _ in range(trouble.crashes):
            world.after(chance.uniform(0, trouble.until), self._crash)
        for _ in range(trouble.freezes):
            world.after(chance.uniform(0, trouble.until), self._freeze)
        for _ in range(trouble.restarts):
            world.after(chance.uniform(0, trouble.until), self._restart, 0)
        for _ in range(trouble.failovers):
            world.after(chance.uniform(0, trouble.until), self._restart, trouble.lost_writes)
        for _ in range(trouble.takeovers):
            world.after(chance.uniform(0, trouble.until), self.agent.take_over)
        world.after(trouble.until, self._heal)

    def _crash(self) -> None:
        replica = self.random.choice(self.replicas)
        if replica.up:
            self.kill(replica.process, self.random.uniform(0.5, 40.0))

    def kill(self, process: Process, seconds: float) -> None:
        """Kill a process here and now, and start its replica again after a while."""
        replica = next(replica for replica in self.replicas if replica.process is process)
        self.witness.tell(process.name, "killed")
        replica.kill()
        self.world.after(seconds, self._start, replica)

    def _start(self, replica: Replica) -> None:
        if not replica.up:
            replica.start()
            self.witness.tell(replica.process.name, "started")

    def _freeze(self) -> None:
        replica = self.random.choice(self.replicas)
        if replica.up and not replica.process.frozen:
            seconds = self.random.choice((2.0, 9.0, 11.0, 14.0, 30.0))
            self.witness.froze(replica.process, seconds)
            replica.freeze(seconds)

    def _restart(self, lost: int) -> None:
        """Let Redis be away for a while, and have forgotten its last writes when it is back."""
        self.redis.down = True
        self.witness.tell("redis", f"down, loses {lost}")

        def back() -> None:
            self.redis.down = False
            if lost:
                self.redis.lose(lost)
                self.witness.lost()

        self.world.after(self.random.uniform(0.2, 12.0), back)

    def _heal(self) -> None:
        self.redis.weather = Weather()
        self.witness.tell("world", "healthy")
        for replica in self.replicas:
            self._start(replica)


def simulate(seed: int) -> Result:
    """Run one world."""
    return World(seed).run()
