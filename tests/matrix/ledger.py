"""Who gets what at every address of the ledger; the entry is a fact of 湖滨社区团支部."""

from tests.matrix.persons import ADMINS, BODY, HERE, KEEPERS, PAGE, SEE, STRANGER, form, page

MAY_CHANGE = KEEPERS | BODY
ROWS = [
    page("ledger:entries", PAGE),
    form("ledger:record", HERE | STRANGER, see=HERE | STRANGER | ADMINS),
    page("ledger:entry", {200: SEE}, of="entry"),
    form("ledger:correct", MAY_CHANGE, see=SEE, of="entry"),
    form("ledger:void", MAY_CHANGE, see=SEE, of="entry"),
]
