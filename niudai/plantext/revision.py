"""A revised plan against the one before: which clause became which, and what was written in and struck out."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from math import log
from typing import Literal

from .patterns import lazy

Kind = Literal["unchanged", "changed", "new", "dropped"]
Op = Literal["same", "ins", "del"]

SAME_CLAUSE = 0.5  # from this score on, two different wordings count as one clause
AT_LEAST = 0.3  # however well the place fits, the words must be this alike
TITLE_FITS, PATH_FITS, NUMBER_FITS, ORDER_FITS = 0.10, 0.06, 0.03, 0.03
RAREST, NEAREST, BEST = 12, 16, 8  # grams asked, places looked at for each, rivals compared
WITHIN = 0.6  # likeness of a clause that stands whole inside the other
LONG = 1200  # words from which a text is compared sentence by sentence first

_NUMBER = lazy(
    r"[(]?(?:[一二三四五六七八九十百]{1,4}|\d{1,3})(?:[)、]|[.](?!\d)|是(?=\S))"
    r"|第(?:[一二三四五六七八九十百]{1,4}|\d{1,3})[条章节款项]?[,:、.]?"
)
_QUOTES = str.maketrans("“”„‟「」『』‘’。", '""""""""\'\'.')
_SIGNS = lazy(r"\W+")
_WORDS = lazy(r"\d+(?:\.\d+)?|[A-Za-z]+|\s+|.", re.DOTALL)
_SENTENCE = lazy(r"[^。；;！？\n]*[。；;！？\n]?")


@dataclass(frozen=True, slots=True)
class Clause:
    """One measure as a comparison sees it.

    `key` is the caller's own name for it, `number` as printed, `path` the titles of the headings above,
    outermost first; a clause without a text is its title.
    """

    key: int | str
    number: str
    path: tuple[str, ...]
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """What became of one clause; `old` is None for a new one, `new` for a dropped one.

    Unchanged means the same words, whatever blanks, width of signs and number say. `similarity` is 1
    for these and 0 without a partner; `differs` names what is not the same, among "number", "path",
    "title" and "text".
    """

    kind: Kind
    old: Clause | None
    new: Clause | None
    similarity: float
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both texts have, or that was written in or struck out."""

    op: Op
    text: str


def compare(old: Sequence[Clause], new: Sequence[Clause]) -> list[Pair]:
    """Match the clauses of two versions one to one; each clause stands in exactly one pair.

    The same words come first, then the most similar wordings, so of a clause that was cut in two the
    larger part goes on and the other is new. Pairs come in the order of the new plan, a dropped clause
    behind the one it followed. Time grows with the number of clauses, not with its square.

    >>> [pair.kind for pair in compare(
    ...     [Clause(1, "1.", (), "", "1.走访职工。"), Clause(2, "2.", (), "", "2.办好集市。")],
    ...     [Clause(1, "1.", (), "", "1.办好集市。")])]
    ['dropped', 'unchanged']
    """
    plain_old, plain_new = [_plain_of(one) for one in old], [_plain_of(one) for one in new]
    partner = _same_words(old, new, plain_old, plain_new)
    alike: dict[int, float] = {}
    rest_old = [i for i in range(len(old)) if i not in set(partner.values())]
    rest_new = [j for j in range(len(new)) if j not in partner]
    for i, j, similarity in _similar(old, new, plain_old, plain_new, rest_old, rest_new):
        partner[j], alike[j] = i, similarity
    return list(_in_order(old, new, partner, alike))


def plain(text: str, number: str = "") -> str:
    """The bare words of a clause: no number in front, no blanks, one width, one kind of quotation mark.

    >>> plain("（一） 走访　职工，", "（一）")
    '走访职工,'
    """
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(_QUOTES)
    own = re.sub(r"\s+", "", unicodedata.normalize("NFKC", number)).translate(_QUOTES)
    if own and bare.startswith(own):
        return bare[len(own) :].lstrip(".、") or bare
    found = _NUMBER.match(bare)
    return bare[found.end() :] or bare if found else bare


def same_words(old: str, new: str) -> bool:
    """Whether two texts differ in nothing but numbering, blanks and the width of signs."""
    return plain(old) == plain(new)


def likeness(old: str, new: str) -> float:
    """How alike two texts are: 1 for the same words, 0 when they share none."""
    a, b = plain(old), plain(new)
    if a == b:
        return 1.0
    weights = dict.fromkeys(_grams(a) | _grams(b), 1.0)
    return _alike(_grams(a), _grams(b), weights)


def pieces(old: str, new: str) -> list[Piece]:
    """The words of both texts in order, each kept, struck out (del) or written in (ins).

    >>> [(one.op, one.text) for one in pieces("6月底前走访50户。", "9月底前走访80户。")]
    [('del', '6'), ('ins', '9'), ('same', '月底前走访'), ('del', '50'), ('ins', '80'), ('same', '户。')]
    """
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    long = max(len(a), len(b)) > LONG
    return _joined(list(_by_sentence(old, new) if long else _by_word(a, b)))


# --- who became whom -------------------------------------------------------------------------


def _plain_of(clause: Clause) -> str:
    return plain(clause.text, clause.number) or plain(clause.title)


def _same_words(
    old: Sequence[Clause], new: Sequence[Clause], plain_old: list[str], plain_new: list[str]
) -> dict[int, int]:
    """New place → old place of clauses with the same words: under the same headings first, then in order."""
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for with_path in (True, False):
        waiting: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for i in reversed(range(len(old))):
            if i not in taken:
                waiting[plain_old[i], _path(old[i]) if with_path else None].append(i)
        for j in range(len(new)):
            queue = waiting.get((plain_new[j], _path(new[j]) if with_path else None))
            if j not in partner and queue:
                partner[j] = queue.pop()
                taken.add(partner[j])
    return partner


def _path(clause: Clause) -> tuple[str, ...]:
    return tuple(_bare(title) for title in clause.path)


@lru_cache(maxsize=10_000)
def _bare(title: str) -> str:
    return plain(title)


def _similar(
    old: Sequence[Clause],
    new: Sequence[Clause],
    plain_old: list[str],
    plain_new: list[str],
    rest_old: list[int],
    rest_new: list[int],
) -> Iterator[tuple[int, int, float]]:
    """(old place, new place, similarity) of different wordings of one clause, the best first."""
    grams_old = {i: _grams(plain_old[i]) for i in rest_old}
    grams_new = {j: _grams(plain_new[j]) for j in rest_new}
    weights = _weights(grams_old.values(), grams_new.values())
    rivals = _rivals(grams_old, grams_new, weights)
    rivals |= {(i, j) for j, i in _rivals(grams_new, grams_old, weights)}
    scored = []
    for i, j in rivals:
        similarity = _alike(grams_old[i], grams_new[j], weights)
        if similarity < AT_LEAST:
            continue
        apart = abs(i / len(old) - j / len(new))
        score = similarity + _fit(old[i], new[j]) + ORDER_FITS * (1 - apart)
        if score >= SAME_CLAUSE:
            scored.append((-score, i + j, abs(i - j), i, j, similarity))
    gone: set[int] = set()
    come: set[int] = set()
    for _, _, _, i, j, similarity in sorted(scored):
        if i not in gone and j not in come:
            gone.add(i)
            come.add(j)
            yield i, j, min(similarity, 0.99)


def _grams(words: str) -> frozenset[str]:
    bare = _SIGNS.sub("", words) or words
    return frozenset(bare[at : at + 2] for at in range(max(len(bare) - 1, 1)))


def _weights(*sides: object) -> dict[str, float]:
    """What a pair of characters says: much when few clauses have it, little when all begin with it."""
    counts = [Counter(gram for grams in side for gram in grams) for side in sides]  # type: ignore[attr-defined]
    most = counts[0] | counts[1]
    return {gram: 1 / (1 + log(count)) for gram, count in most.items()}


def _alike(a: frozenset[str], b: frozenset[str], weights: dict[str, float]) -> float:
    """The weighted share of common grams; at least 0.6 when one stands inside the other."""
    common = sum(weights[gram] for gram in a & b)
    if not common:
        return 0.0
    sums = sum(weights[gram] for gram in a), sum(weights[gram] for gram in b)
    inside = WITHIN * common / min(sums) if min(len(a), len(b)) > 2 else 0.0
    return max(2 * common / sum(sums), inside)


def _fit(old: Clause, new: Clause) -> float:
    """What the place says for two clauses being one: title, headings above, number."""
    title = _bare(old.title)
    score = TITLE_FITS if len(title) > 3 and title == _bare(new.title) else 0.0
    if old.path and _path(old) == _path(new):
        score += PATH_FITS
    if old.number and old.number == new.number:
        score += NUMBER_FITS
    return score


def _rivals(
    here: dict[int, frozenset[str]], there: dict[int, frozenset[str]], weights: dict[str, float]
) -> set[tuple[int, int]]:
    """(place here, place there) worth comparing: sharing rare grams, near by where a gram is common."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, grams in here.items():  # in order, so that each list is sorted
        for gram in grams:
            places[gram].append(i)
    scale = (max(here, default=0) + 1) / (max(there, default=0) + 1)
    found: set[tuple[int, int]] = set()
    for j, grams in there.items():
        shared = sorted((gram for gram in grams if gram in places), key=lambda g: (-weights[g], g))
        votes: Counter[int] = Counter()
        for gram in shared[:RAREST]:
            at = places[gram]
            middle = bisect_left(at, j * scale)
            for i in at[max(0, middle - NEAREST) : middle + NEAREST]:
                votes[i] += 1
        found |= {(i, j) for i, _ in votes.most_common(BEST)}
    return found


def _in_order(
    old: Sequence[Clause], new: Sequence[Clause], partner: dict[int, int], alike: dict[int, float]
) -> Iterator[Pair]:
    kept = set(partner.values())
    behind: dict[int, list[int]] = defaultdict(
        list
    )  # old place → the dropped ones that followed it
    last = -1
    for i in range(len(old)):
        if i in kept:
            last = i
        else:
            behind[last].append(i)
    yield from (Pair("dropped", old[i], None, 0.0) for i in behind[-1])
    for j, clause in enumerate(new):
        if j not in partner:
            yield Pair("new", None, clause, 0.0)
            continue
        before = old[partner[j]]
        kind: Kind = "changed" if j in alike else "unchanged"
        yield Pair(kind, before, clause, alike.get(j, 1.0), _differs(before, clause, kind))
        yield from (Pair("dropped", old[i], None, 0.0) for i in behind[partner[j]])


def _differs(old: Clause, new: Clause, kind: Kind) -> tuple[str, ...]:
    found = {
        "number": plain("", old.number) != plain("", new.number) or old.number != new.number,
        "path": _path(old) != _path(new),
        "title": plain(old.title) != plain(new.title),
        "text": kind == "changed",
    }
    return tuple(name for name, differs in found.items() if differs)


# --- what was written in ---------------------------------------------------------------------


def _by_word(a: list[str], b: list[str]) -> Iterator[Piece]:
    for op, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op == "equal":
            yield Piece("same", "".join(b[b1:b2]))
            continue
        if a2 > a1:
            yield Piece("del", "".join(a[a1:a2]))
        if b2 > b1:
            yield Piece("ins", "".join(b[b1:b2]))


def _by_sentence(old: str, new: str) -> Iterator[Piece]:
    """Sentence by sentence, and word by word inside those that changed, while they are short enough."""
    a = [part for part in _SENTENCE.findall(old) if part]
    b = [part for part in _SENTENCE.findall(new) if part]
    for op, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        before, after = "".join(a[a1:a2]), "".join(b[b1:b2])
        if op == "equal":
            yield Piece("same", after)
        elif max(len(before), len(after)) <= LONG:
            yield from _by_word(_WORDS.findall(before), _WORDS.findall(after))
        else:
            yield from _change(before, after)


def _joined(found: list[Piece]) -> list[Piece]:
    """Runs of one kind together, deletion before insertion; a single shared character between two
    changes is no common ground and is struck out and written in again."""
    joined: list[Piece] = []
    gone, come = "", ""
    for at, piece in enumerate(found):
        inside = 0 < at < len(found) - 1
        lonely = piece.op == "same" and len(piece.text) == 1 and piece.text.isalpha() and inside
        if piece.op == "same" and not lonely:
            joined += _change(gone, come)
            gone, come = "", ""
            if joined and joined[-1].op == "same":
                piece = Piece("same", joined.pop().text + piece.text)
            joined.append(piece)
            continue
        gone += piece.text if piece.op != "ins" else ""
        come += piece.text if piece.op != "del" else ""
    return joined + _change(gone, come)


def _change(gone: str, come: str) -> list[Piece]:
    if gone == come:
        return [Piece("same", gone)] if gone else []
    struck = [Piece("del", gone)] if gone else []
    return [*struck, Piece("ins", come)] if come else struck
