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

JUDGES: dict[str, Judge] = {
    **activities.JUDGES,
    **purposes.JUDGES,
    **bases.JUDGES,
    **data.JUDGES,
    **recipients.JUDGES,
    **transfers.JUDGES,
    **retention.JUDGES,
    **protection.JUDGES,
    **parties.JUDGES,
}
"""By question of the record, and by key of the register's head; empty for whole activities."""
