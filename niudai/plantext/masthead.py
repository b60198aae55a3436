"""Stage 4, masthead: which paragraphs are the plan, and its title, issuer, date and number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from .dates import date_of
from .numbering import number_of
from .paragraphs import Paragraph
from .parts import TITLE_END, Part, could_sign, is_title, signature, split_parts
from .patterns import lazy
from .webpage import article_of, is_field

_DOC_NUMBER = lazy(
    r"[\u4e00-\u9fff]{1,12}\s*[〔\[(（【]\s*(?:19|20)\d\d\s*[〕\])）】]\s*(?:第\s*)?\d{1,5}\s*(?:号|$)"
)
_NUMBER_BEHIND = lazy(rf"[（(]\s*(?P<number>{_DOC_NUMBER.pattern})\s*[）)]$")
_FIELD_NUMBER = lazy(r"发文字号\s*[:：]\s*([^\t\n]{4,30}号)")
_FIELD_ISSUER = lazy(r"发文机关\s*[:：]\s*([^\t\n]+)")
_FIELD_DATE = lazy(r"成文日期\s*[:：]\s*([^\t\n]+)")
_PAGE_DATE = lazy(r"(?:时间|日期)\s*[:：]\s*((?:19|20)\d\d[\-/.年]\s?\d{1,2}[\-/.月]\s?\d{1,2}日?)")
_CONTACT = lazy(
    r"(?:联\s*系\s*人|联系电话|联系方式|(?:咨询|报名|监督|举报|办公)?电\s*话|QQ|微信群|传\s*真|地\s*址|邮\s*编|邮\s*箱|电子邮箱)[^。]{0,10}[:：]"
)
_WRAPS = lazy(r"印发|转发|下发|批转")
_POSTSCRIPT = lazy(r"(?:附|注|另|又及|补充|说明|请注意)(?!件|表)[^，。：:]{0,8}[：:][^。！]{4,}")
HEADLINE_MIN = 10
NAME_MAX = 60


@dataclass(frozen=True)
class Masthead:
    """The head of the plan, its preface, and the paragraphs of its body.

    `postscript` are the instructions printed behind the signature, `unread` the numbered lines of
    the article that stand outside the plan: in attachments, forms or a notice around it.
    """

    title: str | None
    issuer: str | None
    date: str | None
    doc_number: str | None
    preface: list[Paragraph]
    body: list[Paragraph]
    postscript: list[Paragraph]
    unread: list[Paragraph]


def find_masthead(everything: list[Paragraph]) -> Masthead:
    """Cut site furniture, signatures, forms and attachments away and read the head fields."""
    page, article = article_of(everything)
    parts = split_parts(article)
    chosen = _choose(parts)
    part, before = parts[chosen], parts[:chosen][::-1]
    first = part.first
    preface, body = part.content[:first], part.content[first:]
    head = "\n".join(p.text for p in page)
    openings = [preface, *(q.content[: q.first] if q.numbers else q.content for q in before)]
    signed = next((q for q in (part, *before, *parts[chosen + 1 :]) if q.issuer or q.date), part)
    title = next((found for opening in openings if (found := _title(opening))), None)
    above = [p for p in page if len(p.text) > 6 and not re.search("[:：]", p.text)]
    title = title or _title(above) or _headline(page)
    title, number = _without_number(title)
    return Masthead(
        title=title,
        issuer=signed.issuer
        or _group(_FIELD_ISSUER, head)
        or _heading_organ(openings)
        or _organ_of_title(title),
        date=signed.date
        or date_of(_group(_FIELD_DATE, head) or "")
        or date_of(_group(_PAGE_DATE, head) or ""),
        doc_number=_doc_number(openings) or number or _group(_FIELD_NUMBER, head),
        preface=preface,
        body=body,
        postscript=_postscript(parts[chosen : chosen + 2]),
        unread=_unread(article, parts, part),
    )


def _postscript(parts: list[Part]) -> list[Paragraph]:
    """Return the paragraphs right behind the signature of the plan that tell somebody something."""
    if len(parts) < 2 or not parts[0].date or parts[1].numbers:
        return []
    return [p for p in parts[1].content if _POSTSCRIPT.match(p.text)]


def _unread(article: list[Paragraph], parts: list[Part], part: Part) -> list[Paragraph]:
    """Return the numbered lines outside the plan, the names in a list of attachments left out."""
    read = {p.start for p in part.content}
    kept = {p.start for q in parts for p in q.content}
    return [
        p
        for p in article
        if p.start not in read
        and number_of(p)
        and (p.start in kept or len(p.text) > NAME_MAX or "。" in p.text)
    ]


def is_contact(text: str) -> bool:
    """Tell whether a paragraph is only a contact line (联系人, 电话 …)."""
    return bool(_CONTACT.match(text))


def _choose(parts: list[Part]) -> int:
    """Prefer the first part with numbers; a notice that wraps a plan gives way to the plan."""
    best = next((i for i, q in enumerate(parts) if q.numbers >= 2), None)
    if best is None:
        return max(range(len(parts)), key=lambda i: sum(len(p.text) for p in parts[i].content))
    if _WRAPS.search(_title(parts[best].content[: parts[best].first]) or ""):
        most = max(range(best, len(parts)), key=lambda i: parts[i].numbers)
        return most if parts[most].numbers > parts[best].numbers else best
    return best


def _is_title_end(text: str) -> bool:
    """Tell whether a line is the last word of a title broken before it (通 知)."""
    return re.sub(r"\s", "", text) in ("通知", "方案", "意见", "计划", "办法")


def _title(head: list[Paragraph]) -> str | None:
    """Return the last title before the body, joining the lines it is broken into."""
    for i in range(len(head) - 1, -1, -1):
        if not is_title(head[i].text) and not (i and _is_title_end(head[i].text)):
            continue
        start = i
        while start and _is_broken(head[start - 1].text, head[start].text):
            start -= 1
        while start and i - start < 4 and _opens_earlier(head[start : i + 1]):
            start -= 1
        if not any("关于" in p.text for p in head[start : i + 1]):
            start = _about(head, start)
        return "".join(_spaced(p.text) for p in head[start : i + 1]).strip()
    return None


def _opens_earlier(lines: list[Paragraph]) -> bool:
    """Tell whether a 》 closes in these lines what opens above them (转发《…》)."""
    text = "".join(p.text for p in lines)
    return text.count("》") > text.count("《")


def _headline(page: list[Paragraph]) -> str | None:
    """Return the headline of a page: the line above 作者： 来源： 发布时间： if it is one line alone."""
    fields = [i for i, p in enumerate(page) if is_field(p.text)]
    if not fields or fields[0] == 0:
        return None
    text = page[fields[0] - 1].text
    return text if HEADLINE_MIN <= len(text) <= 60 and not re.search("[。；：|>›]", text) else None


def _without_number(title: str | None) -> tuple[str | None, str | None]:
    """Return a title without the document number printed behind it, and that number."""
    match = _NUMBER_BEHIND.search(title or "")
    if not title or not match:
        return title, None
    return title[: match.start()].strip(), match["number"]


def _organ_of_title(title: str | None) -> str | None:
    """Return the organ that opens a title (池州市人民政府关于…), as in a notice without signature."""
    match = re.match(r"(?P<organ>[^，。“《]{4,30}?)关于", title or "")
    return match["organ"].strip() if match and could_sign(match["organ"].strip()) else None


def _about(head: list[Paragraph], start: int) -> int:
    """Return the line up to three above that opens a long title with 关于, else `start`."""
    for i in range(start - 1, max(-1, start - 4), -1):
        text = head[i].text
        if len(text) > 45 or re.search("[。；：:，,]", text) or _DOC_NUMBER.search(text):
            break
        if "关于" in text and not TITLE_END.search(text):
            return i
    return start


def _spaced(text: str) -> str:
    return re.sub(r"[ \u3000\xa0]+", " ", text.replace("&nbsp;", " ").replace("\n", ""))


def _is_broken(previous: str, following: str) -> bool:
    """Tell whether a short line above a title line is the first half of the same title."""
    if not (5 < len(previous) <= 45 or previous.startswith("关于")) or re.search(
        r"[。；：:！\]]|[，、]$", previous
    ):
        return False
    if _DOC_NUMBER.search(previous) or is_title(previous) or signature(previous):
        return False
    if re.match("关于|印发", following) and could_sign(previous):
        return False
    return len(following) < 12 or bool(
        re.match("印发|开展|深化|推进|加强|主题|试点|工作|实施|部门|城镇|《", following)
        or re.search("关于|开展|印发|推行|”|活动|建设|改革|集约化$|试点$", previous)
    )


def _heading_organ(openings: list[list[Paragraph]]) -> str | None:
    """Return the organ printed alone above the title 关于…, as in a red-headed document."""
    for opening in openings:
        for above, below in pairwise(opening):
            if could_sign(above.text) and below.text.startswith(("关于", "印发")):
                return above.text
    return None


def _doc_number(openings: list[list[Paragraph]]) -> str | None:
    for opening in openings:
        for p in opening:
            match = _DOC_NUMBER.search(p.text) if len(p.text) < 60 else None
            if match:
                return match.group()
    return None


def _group(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match.group(1).strip() if match else None
