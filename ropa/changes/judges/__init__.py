"""The judges, one file a family: what the changes of one question mean, in rows of the table."""

from ropa.changes.judge import Judge
from ropa.changes.judges import (
    activities,
    bases,
    data,
    parties,
    protection,
    purposes,
    recipients,
    retention,
    transfers,
)

FAMILIES = (
    activities, purposes, bases, data, recipients, transfers, retention, protection, parties,
)  # fmt: skip

JUDGES: dict[str, tuple[Judge, ...]] = {
    topic: tuple(family.JUDGES[topic] for family in FAMILIES if topic in family.JUDGES)
    for topic in dict.fromkeys(topic for family in FAMILIES for topic in family.JUDGES)
}
"""By question of the record, and by key of the register's head; empty for whole activities.

Several families may have a say in one question: whom a data set goes to is none of the data's.
"""
