"""Suggestions: content rows, ledger kinds and unit classes a reviewer may accept or change."""

from __future__ import annotations

from . import words


def rows_for(lines: tuple[str, ...], text: str) -> tuple[tuple[str, ...], str]:
    """Return the content rows a task touches, per line, and the words that say so.

    >>> rows_for(("women",), "改进工作作风")
    (('women4/style',), '带作风 ← “作风”')
    """
    rows: list[str] = []
    why: list[str] = []
    for line in lines:
        scored = [
            (sum(text.count(w) for w in hints), row, next(w for w in hints if w in text))
            for row, hints in words.ROW_WORDS.get(line, ())
            if any(w in text for w in hints)
        ]
        best = max((score for score, _, _ in scored), default=0)
        for score, row, word in scored:
            if score == best:
                rows.append(row)
                why.append(f"{words.ROW_NAMES[row]} ← “{word}”")
    return tuple(rows), "；".join(why)


def steps_for(text: str) -> tuple[tuple[str, ...], str]:
    """Return the ledger kinds whose words stand in a task, and those words.

    >>> steps_for("列入议事日程，加强督查")[0]
    ('study', 'implement', 'inspect')
    """
    steps: list[str] = []
    why: list[str] = []
    for step, hints in words.STEP_WORDS:
        hit = next((w for w in hints if w in text), None)
        if hit:
            steps.append(step)
            why.append(f"“{hit}”")
    return tuple(steps), "、".join(why)


def unit_classes_for(sectors: tuple[str, ...]) -> tuple[str, ...]:
    """Return the dispatch classes of the sectors a task is addressed to.

    >>> unit_classes_for(("机关", "企业"))
    ('organ', 'state', 'private')
    """
    return tuple(dict.fromkeys(c for s in sectors for c in words.UNIT_CLASS_OF_SECTOR.get(s, ())))
