"""The registry of the benchmark: a policy and a mobile number for each customer, so that no limit is lifted."""

from __future__ import annotations

import csv
from pathlib import Path

from bot.gateways.registry_csv import SAMPLE

BORN = "17-08-1990"
CUSTOMERS = 30_000


def number_of(customer: int) -> str:
    """Return a customer's registered mobile number."""
    return f"+62812{customer:08d}"


def write_policies(path: Path) -> None:
    """Write the registry's file in the form of the sample's."""
    with SAMPLE.open(encoding="utf-8", newline="") as sample:
        columns = next(csv.reader(sample))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        for customer in range(CUSTOMERS):
            writer.writerow(
                {
                    "policy_type": "INDIVIDU",
                    "policy_number": f"{customer:08d}",
                    "holder_name": "BENCH CUSTOMER",
                    "birth_date": "1990-08-17",
                    "email": f"customer{customer}@example.com",
                    "phone": number_of(customer),
                    "status": "ACTIVE",
                    "link_mode": "approval",
                }
            )
