"""What a dialogue may begin after: the lines that lead there."""

from __future__ import annotations

AGREED = ("customer: halo", "customer: [agree]")
GIVEN: dict[str, tuple[str, ...]] = {
    "menu": AGREED,
    "request": (
        *AGREED, "customer: [link]", "customer: [individu]", "customer: 12345678", "customer: 17-08-1990",
        "customer: [link]", "customer: [email]", "customer: <code>",
    ),
    "code step of DPLK by email": (
        *AGREED, "customer: [link]", "customer: [dplk]", "customer: 00012345 / 87654321 / 17-08-1990",
        "customer: [link]", "customer: [email]",
    ),
    "linked DPLK": (
        *AGREED, "customer: [link]", "customer: [dplk]", "customer: 00012345 / 87654321 / 17-08-1990",
        "customer: [link]", "customer: [email]", "customer: <code>",
    ),
}  # fmt: skip
