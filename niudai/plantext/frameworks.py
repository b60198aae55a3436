"""Document level, frameworks: named numbered sets whose members the text spells out."""

from __future__ import annotations

import re
from collections.abc import Callable

from .dates import small_number
from .model import Framework

_N = "[一二两三四五六七八九十]"
_NAMED = re.compile(
    rf"(?:[“〝\"](?P<q>(?:{_N}{{1,2}}[\u4e00-\u9fff]{{1,4}}?){{1,3}})[”〞\"]|(?P<b>{_N}{{1,2}}个(?!方面|环节|阶段|部分|问题|重点|层面|原则|步骤|月|工作日|小时|类别|单位|支部|社区|村)[\u4e00-\u9fff]{{2,4}}))"
    rf"(?:工程|活动|为(?:主要)?内容|标准|要求|工作法|机制|原则|目标|制度|工作|(?:建设|运行|管理)(?=[（(]))?(?:[，,]?\s?)(?P<is>即在|即|就是|是[:：]|是指|指的是|包括|[:：—]+即?|——|[（(]即?|[，,](?=(?P<first>[\u4e00-\u9fff]{{2}})[^。；]{{2,60}}[；;](?P=first)))[:：，,]?"
)
_TRAILING = re.compile(
    rf"(?P<m>[^。；;，,“”（）]{{6,80}})的?[“〝\"](?P<q>{_N}[\u4e00-\u9fff]{{1,4}})[”〞\"]"
)
MEMBER_MAX = 40
TAIL_MAX = 300
_COUNTED = re.compile(rf"{_N}个[\u4e00-\u9fff]{{2}}")
_POINT = re.compile(r"^[一二三四五六七八九十]是")
_ON = re.compile(r"^在(?P<m>.+)上[“〝\"]?[\u4e00-\u9fff]?[”〞\"]?$")


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
    for match in _TRAILING.finditer(text):
        name = match["q"]
        members = _shared_end(match["m"], name)
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
    if _COUNTED.match(name):  # 六个一流: the second number is a word of the members
        return [small_number(name[0])]
    return [small_number(n) for n in re.findall(rf"{_N}{{1,2}}", name)]


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
    for pattern in ("[；;]", "[、，,；;]", "[、，,；;]|(?:和(?![谐平睦美])|以及)(?=[^、，,；;]*$)"):
        parts = [
            p.strip(" \u3000“”") if pattern != "[；;]" else p.strip()
            for p in re.split(pattern, body)
        ]
        parts = [_POINT.sub("", p) for p in parts if p]
        if len(parts) == total:
            parts = _names_only(parts)
            return _tidy(parts) if max(map(len, parts)) <= MEMBER_MAX else ()
        if (
            len(parts) > total
            and pattern == "[、，,；;]"
            and total >= 2
            and _one_word_ends(parts[:total])
        ):
            return _tidy(parts[:total])
    return ()


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


def _shared_end(listing: str, name: str) -> tuple[str, ...]:
    """Read 班子好、队伍好、机制好的“三好”: members share the name's word at their end or start."""
    parts = [p for p in re.split("[、]|和|以及", listing.removesuffix("的")) if p]
    total, word = sum(counts(name)), re.sub(_N, "", name)
    parts = parts[-total:]
    if len(parts) != total or total < 2 or not word:
        return ()
    lead = re.search(r"(?:达到|做到|坚持|实现|符合|争创|创建|建设|建成|落实)", parts[0])
    if lead:
        parts[0] = parts[0][lead.end() :]
    if _COUNTED.match(name):
        word = name[2:]
        parts = list(_tidy(parts))
    shared = all(p.endswith(word[-1]) for p in parts) or all(p.startswith(word) for p in parts)
    return tuple(parts) if shared else ()
