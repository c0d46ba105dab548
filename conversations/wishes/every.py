"""Every wish, in the order of their classes in the table: a new one is a file and a line here."""

from __future__ import annotations

from conversations.wishes.agent import AGENT
from conversations.wishes.back import BACK
from conversations.wishes.base import Wish
from conversations.wishes.beneficiary_or_data import BENEFICIARY_OR_DATA
from conversations.wishes.cancel import CANCEL
from conversations.wishes.claim import CLAIM
from conversations.wishes.complaint import COMPLAINT
from conversations.wishes.contact_changed import CONTACT_CHANGED
from conversations.wishes.cost import COST
from conversations.wishes.e_policy import E_POLICY
from conversations.wishes.erase import ERASE
from conversations.wishes.forgot_number import FORGOT_NUMBER
from conversations.wishes.greeting import GREETING
from conversations.wishes.help import HELP
from conversations.wishes.hours import HOURS
from conversations.wishes.language import LANGUAGE
from conversations.wishes.link import LINK
from conversations.wishes.list import LIST
from conversations.wishes.no import NO
from conversations.wishes.no_sense import NO_SENSE
from conversations.wishes.other_contact import OTHER_CONTACT
from conversations.wishes.own_data import OWN_DATA
from conversations.wishes.payout import PAYOUT
from conversations.wishes.person import PERSON
from conversations.wishes.premium import PREMIUM
from conversations.wishes.product import PRODUCT
from conversations.wishes.provider import PROVIDER
from conversations.wishes.resend import RESEND
from conversations.wishes.status import STATUS
from conversations.wishes.thanks import THANKS
from conversations.wishes.trust import TRUST
from conversations.wishes.unlink import UNLINK
from conversations.wishes.value import VALUE
from conversations.wishes.what_to_prepare import WHAT_TO_PREPARE
from conversations.wishes.yes import YES

WISHES: tuple[Wish, ...] = (
    LINK,
    LIST,
    UNLINK,
    STATUS,
    PERSON,
    COMPLAINT,
    RESEND,
    OTHER_CONTACT,
    CONTACT_CHANGED,
    FORGOT_NUMBER,
    WHAT_TO_PREPARE,
    TRUST,
    COST,
    PREMIUM,
    CLAIM,
    VALUE,
    PAYOUT,
    E_POLICY,
    PROVIDER,
    AGENT,
    BENEFICIARY_OR_DATA,
    PRODUCT,
    OWN_DATA,
    ERASE,
    LANGUAGE,
    HOURS,
    HELP,
    GREETING,
    THANKS,
    NO_SENSE,
)

# What only a step can hear: a table of their own tells them from all that can be wanted anywhere.
STEP_WISHES: tuple[Wish, ...] = (BACK, CANCEL, YES, NO)

NAMES = frozenset(wish.name for wish in (*WISHES, *STEP_WISHES))
ANSWERED = frozenset(wish.name for wish in WISHES if wish.answered)
OF_STEPS = frozenset(wish.name for wish in STEP_WISHES)
