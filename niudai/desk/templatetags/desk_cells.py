"""The small matrix on a home page."""

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from niudai.base.queries import verb_label
from niudai.base.web.cells import badge
from niudai.desk.queries import SyncLine
from niudai.sync.choices import TONES
from niudai.sync.tallies import Cell

register = template.Library()


@register.simple_tag
def sync_cell(cell: Cell | None) -> SafeString:
    """The word of a cell as a badge; no facts at all reads as a dash."""
    if cell is None:
        return badge("无记录", "none")
    return badge(cell.word.text, TONES[cell.word.code])


@register.simple_tag
def sync_line_url(row: SyncLine) -> str:
    """Where a row of the small matrix leads: the pair's matrix, or the line's roll-up."""
    if row.pair is not None:
        return reverse("sync:matrix", args=[row.pair.mass.code])
    return f"{reverse('sync:rollup')}?line={row.line}"


@register.filter
def verb_word(verb: str) -> str:
    """The Chinese word of an audit verb."""
    return verb_label(verb)
