"""Document level, frameworks: named numbered sets whose members the text spells out."""

from __future__ import annotations

import re
from collections.abc import Callable

from .dates import small_number
from .model import Framework
from .patterns import lazy

_N = "[一二两三四五六七八九十]"
_NAMED = lazy(
    rf"(?:[“〝\"](?P<q>(?:{_N}{{1,2}}[\u4e00-\u9fff]{{1,4}}?){{1,3}})[”〞\"]|(?P<b>{_N}{{1,2}}个(?!方面|环节|阶段|部分|问题|重点|层面|原则|步骤|月|工作日|小时|类别|单位|支部|社区|村)[\u4e00-\u9fff]{{2,4}}))"
    rf"(?P<after>(?:为(?:主要)?内容|(?:党建)?工作法|(?:建设|运行|管理)(?=[（(])|(?!是|包括|指的)[\u4e00-\u9fff]{{2,6}}?)?[，,。]?\s?(?=(?<![立随当])即[^将可使便日]|就是|是指|指的是|包括|[:：（(—]|是|[，,]))"
    rf"(?:(?P<is>即在|即|就是|是[:：]?|是指|指的是|包括|[:：—]+即?|——|[（(](?!责任|牵头|配合|落实|详见|见附|附件)即?|[，,](?=(?P<first>[\u4e00-\u9fff]{{2}})[^。；]{{2,60}}[；;、](?P=first)))[:：，,]?)"
)
# The members may stand before the name: A好、B好的“两好”, “A、B、C”的“三联”, A、B、C“三改”.
_QUOTED_NAME = lazy(
    rf"(?P<link>[”〞]?(?:(?:作)?为(?:主要)?(?:内容|目标|抓手|载体|要求)的?|的|（(?:以下)?简称(?:为)?[:：]?|，?(?:即|简称)|等)?)[“〝\"](?P<q>{_N}[\u4e00-\u9fff]{{1,4}})[”〞\"]"
)
_LISTING = lazy(r"[^。；;：:“”（）\n]{4,90}$")
MEMBER_MAX = 40
TAIL_MAX = 300
# 六个一流, 五个一, 三统一: the second number is a word of the members.
_COUNTED = lazy(rf"{_N}个(?!.{{0,4}}{_N}个)[\u4e00-\u9fff]{{1,4}}")
_ONE_WORD = lazy("(?<=[^\u4e2a])(?:统一|合一|专一|唯一|第一|一致|一体|一流)")
_POINT = lazy(r"^(?:[一二三四五六七八九十]是|\d[.．、)）]|[（(]\d[)）])")
_ON = lazy(r"^在(?P<m>.+)上[“〝\"]?[\u4e00-\u9fff]?[”〞\"]?$")


def find_frameworks(text: str, line_at: Callable[[int], str | None]) -> list[Framework]:
    """Return the frameworks spelled out in `text`; `line_at` gives the line at an offset of it.

    >>> find_frameworks("“三定”，即定人、定岗、定责。", lambda at: None)[0].members
    ('定人', '定岗', '定责')
    """
    found: dict[str, Framework] = {}
    if "“" not in text and "个" not in text:
        return []
    named = list(_NAMED.finditer(text))
    ends = [*(m.start() for m in named[1:]), len(text)]
    for match, end in zip(named, ends, strict=False):
        name = match["q"] or match["b"]
        tail = text[match.end() : min(end, match.end() + TAIL_MAX)]
        members = _members(tail, name, match["is"])
        if members and name not in found:
            found[name] = Framework(name, members, line_at(match.start()))
    for match in _QUOTED_NAME.finditer(text):
        name = match["q"]
        listing = _LISTING.search(text[max(0, match.start() - 90) : match.start()])
        told = listing is not None and not listing.group().endswith(("、", "，", "和", "及", "与"))
        members = _before_name(listing.group(), name) if listing and told else ()
        if members and name not in found:
            found[name] = Framework(name, members, line_at(match.start("q")))
    return list(found.values())


def framework_of_titles(title: str, titles: list[str]) -> Framework | None:
    """Return the framework a document's title counts and its top headings spell out, or None.

    >>> framework_of_titles("“两个一”活动方案", ["上一堂课", "做一件事"]).members
    ('上一堂课', '做一件事')
    """
    match = re.search(rf"[“](?P<q>(?P<n>{_N}{{1,2}})个(?P<word>[\u4e00-\u9fff]))[”]", title)
    if not match:
        return None
    word = match["word"]
    members = tuple(t for t in titles if word in t)
    return (
        Framework(match["q"], members, None) if len(members) == small_number(match["n"]) else None
    )


def counts(name: str) -> list[int]:
    """Return the numbers in a framework name.

    >>> counts("四带四同步"), counts("五个纳入")
    ([4, 4], [5])
    """
    if _COUNTED.match(name):
        return [small_number(name[0])]
    return [small_number(n) for n in re.findall(rf"{_N}{{1,2}}", _ONE_WORD.sub("　", name))]


def _members(tail: str, name: str, sign: str) -> tuple[str, ...]:
    stop = re.search(r"[。\n]", tail)
    closing = re.search(
        r"[，,]?[“〝\"](?:[一二两三四五六七八九十][\u4e00-\u9fff]{1,3}){1,3}[”〞\"]", tail
    )
    end = min(stop.start() if stop else len(tail), closing.start() if closing else len(tail))
    if sign.startswith(("（", "(")):
        close = re.search("[）)]", tail)
        end = min(end, close.start() if close else end)
    body = tail[:end].strip("，,：: ")
    if sign == "即在":
        inner = _ON.match("在" + re.sub(r"上[“〝\"].?[”〞\"]$", "上", body))
        body = inner["m"] if inner else body
    total = sum(counts(name))
    if total < 2:
        return ()
    sentence = re.split("[；;]", body)[0]
    clause = re.split("[，,]", sentence)[0]
    by_stop = _split(body, "[；;]", total)
    if by_stop and _one_word_ends(list(by_stop)):
        return by_stop
    trials = (
        *((clause, pattern) for pattern in ("、", f"、|{_LAST_AND}")),
        *((sentence, pattern) for pattern in ("、", "[、，,]", f"[、，,]|{_LAST_AND}")),
        *((body, pattern) for pattern in ("[、，,；;]", f"[、，,；;]|{_LAST_AND}")),
    )
    for part, pattern in trials:
        members = _split(part, pattern, total)
        if members and (sign != "是" or _one_word_ends(list(members))):
            return members
    return by_stop if sign != "是" else ()


_LAST_AND = "(?:和(?![谐平睦美])|以及)(?=[^、，,；;]*$)"
_OPENING_VERB = lazy("^(?:用好|抓好|做好|建好)(?=.{4})")


def _split(body: str, pattern: str, total: int) -> tuple[str, ...]:
    """Return the `total` members that a separator gives, empty if it gives another number."""
    parts = [p.strip() for p in re.split(pattern, body)]
    if pattern != "[；;]":
        parts = [_OPENING_VERB.sub("", _without_loose_quote(p)) for p in parts]
    parts = [_POINT.sub("", p) for p in parts if p]
    if len(parts) == total:
        parts = _names_only(parts)
        return _tidy(parts) if max(map(len, parts)) <= MEMBER_MAX else ()
    if len(parts) > total and pattern == "[、，,；;]" and _one_word_ends(parts[:total]):
        return _tidy(parts[:total])
    return ()


def _without_loose_quote(part: str) -> str:
    """Cut quotes around a whole member or one whose pair is elsewhere."""
    inner = part.strip(" \u3000“”")
    return part if "“" in inner or "”" in inner else inner


def _names_only(parts: list[str]) -> list[str]:
    """Cut what each member is said to be: 同规划即…；同推进即… gives 同规划, 同推进."""
    heads = [re.match(r"([^，：]{2,8}?)(?:，?即|：)", p) for p in parts]
    return [h[1] for h in heads if h] if all(heads) else parts


def _one_word_ends(parts: list[str]) -> bool:
    heads, tails = {p[:1] for p in parts}, {p[-1:] for p in parts}
    return len(heads) == 1 or len(tails) == 1


def _tidy(parts: list[str]) -> tuple[str, ...]:
    """Cut what stands before the shared opening in the first member (党工工作|同时研究)."""
    shared = _common_start(parts[1:])
    if len(shared) >= 2 and shared in parts[0] and not parts[0].startswith(shared):
        parts = [parts[0][parts[0].index(shared) :], *parts[1:]]
    return (*parts[:-1], parts[-1].removesuffix("等"))


def _common_start(parts: list[str]) -> str:
    if not parts:
        return ""
    shortest = min(parts, key=len)
    for i, c in enumerate(shortest):
        if any(p[i] != c for p in parts):
            return shortest[:i]
    return shortest


_LEAD = lazy(
    "(?:达到|做到|坚持|实现|符合|争创|创建|建设|建成|落实|实施|推行|推进|开展|形成|按照|抓好|完善|围绕|构建|做好)"
)


def _word_of(name: str) -> str:
    """Return what is counted: 定 of 三定, 一流 of 三个一流, 统一 of 三统一."""
    if _COUNTED.match(name):
        return name[2:]
    one = _ONE_WORD.search(name)
    return one.group() if one else re.sub(_N, "", name)


def _before_name(listing: str, name: str) -> tuple[str, ...]:
    """Read 班子好、队伍好、机制好的“三好”: members share the name's word at their end or start.

    Without such a word every part of the clause before the name must be a member, three or more
    of at most eight characters: 客厅、卧室、厨房、厕所“四分开”.
    """
    total, word = sum(counts(name)), _word_of(name)
    if total < 2 or not word:
        return ()
    for pattern in ("、|，", "、|，|和|以及"):
        parts = [p for p in re.split(pattern, listing.removesuffix("的")) if p][-total:]
        if len(parts) != total:
            continue
        first, others = parts[0], parts[1:]
        if all(p.startswith(word[0]) for p in others) and word[0] in first:
            return (_nearest_length(first, word[0], others), *others)
        if all(p.endswith(word[-1]) for p in parts):
            return _tidy([_without_lead(first, others), *others])
        if word[:2] and all(p.startswith(word[:2]) for p in parts):
            return tuple(parts)
    clause = re.split("，", listing)[-1].removesuffix("的")
    parts = [p for p in re.split("、|和(?=[^、]*$)", clause) if p]
    if len(parts) != total or total < 3:
        return ()
    parts[0] = _without_lead(parts[0], parts[1:])
    return tuple(parts) if max(map(len, parts)) <= 8 else ()


def _without_lead(first: str, others: list[str]) -> str:
    """Cut the verb before a list from its first member."""
    lengths = {len(p) for p in others}
    if len(others) >= 2 and len(lengths) == 1 and len(first) > len(others[0]) > 1:
        return first[-len(others[0]) :]
    lead = _LEAD.match(first)
    return first[lead.end() :] if lead and len(first) > lead.end() + 1 else first


def _nearest_length(first: str, word: str, others: list[str]) -> str:
    """Cut the first member where it opens with the shared word and is as long as the others."""
    usual = sum(map(len, others)) / len(others)
    starts = [i for i, c in enumerate(first) if c == word and i < len(first) - 1]
    if not starts:
        return first
    return first[min(starts, key=lambda i: abs(len(first) - i - usual)) :]
