"""Who gets what at every address of the sync room; the pair is that of 湖滨社区团支部.

The Party office of another subdistrict changes frameworks, too: its own copies.
"""

from tests.matrix.persons import OFFICES, PAGE, SEE, SIGNED_IN, form, page

ROWS = [
    page("sync:rollup", PAGE),
    page("sync:matrix", {200: SEE}, of="lake"),
    page("sync:cell", {200: SEE}, of="lake", query="step=deploy"),
    page("sync:frameworks", PAGE),
    page("sync:framework", PAGE, of="framework"),
    form("sync:add_framework", OFFICES, see=SIGNED_IN),
    form("sync:change_framework", OFFICES, see=SIGNED_IN, of="framework"),
]
