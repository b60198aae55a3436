"""Stage 4, masthead: which paragraphs are the plan, and its title, issuer, date and number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from .dates import date_of
from .numbering import RANK, number_of
from .paragraphs import Paragraph
from .webpage import article_of, is_field

_ATTACHMENT = re.compile(
    r"附\s*[件表录]\s*(?:\d{1,2}|[一二三四五六七八九十])?\s*(?:[:：.．、《]|$)|附\s*[:：\d]|附件[\u4e00-\u9fff“”《》 ]{2,30}(?:表|名单|方案|细则|清单)$"
)
_ATTACHED_BODY = re.compile(r"附\s*件\s*\d{0,2}\s*[:：]?$")
_COPY_TO = re.compile(
    r"^(?:抄\s*送|抄\s*报|主题词|印发|共印)\s*[:：]|^[（(]此件.{0,12}[）)]$|\d日印发$|^共印\s*\d+\s*份"
)
_TITLE_END = re.compile(
    r"(?:方案|意见|通知|计划|要点|思路|办法|规划|安排|细则|决定|措施|通告|公告|清单|纲要|制度|规定|工作部署|指引|倡议书|提纲|"
    r"(?:任务|责任)分解|任务分解表|分工|策划|策划书|预案|条例|函|批复|请示|答复|通报|总结|报告|通知》)(?:\s*[（(][^）)]{1,12}[）)])?$"
)
_FORM_FIELD = re.compile(
    r"^(?!关于)[^《]{0,10}(?:[处校位级门组会院室师长府]|审核|推荐|评审|审批|主管部门|申报)意见$"
)
_TITLE_COMMA = re.compile(r"[，,](?![^“《]*[”》])")
_DOC_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}\s*[〔\[(（【]\s*(?:19|20)\d\d\s*[〕\])）】]\s*(?:第\s*)?\d{1,5}\s*(?:号|$)"
)
_NUMBER_BEHIND = re.compile(rf"[（(]\s*(?P<number>{_DOC_NUMBER.pattern})\s*[）)]$")
_FIELD_NUMBER = re.compile(r"发文字号\s*[:：]\s*([^\t\n]{4,30}号)")
_FIELD_ISSUER = re.compile(r"发文机关\s*[:：]\s*([^\t\n]+)")
_FIELD_DATE = re.compile(r"成文日期\s*[:：]\s*([^\t\n]+)")
_PAGE_DATE = re.compile(
    r"(?:时间|日期)\s*[:：]\s*((?:19|20)\d\d[\-/.年]\s?\d{1,2}[\-/.月]\s?\d{1,2}日?)"
)
_ORGAN_END = re.compile(
    r"(?:委员会|党委|工会|总工会|妇联|联合会|团委|[市县区省]委|办公室|办公厅|[局处厅部院所署委办组会社厂校]|政府|中学|小学|大学|学校|学院|"
    r"公司|集团|街道|[镇乡村]|社区|党支部|支部|领导小组|中心|幼儿园|医院|协会|政协|人大|科协|总台|电视台|共青团中央|专班|(?:工作|专项)组|[\u4e00-\u9fff]科)$"
)
_CN_DATE = "〇○零ＯO一二三四五六七八九十廿卅"
_DATE = (
    rf"[{_CN_DATE}\d]{{4}}\s*年\s*[{_CN_DATE}\d]{{1,3}}\s*月(?:\s*[{_CN_DATE}\d]{{1,3}}\s*[日号]?)?"
    r"|(?:19|20)\d\d[\-./]\d{1,2}[\-./]\d{1,2}|20[0-4]\d{3,5}"
)
_DATE_LINE = re.compile(
    rf"(?P<organ>[\u4e00-\u9fff、 \u3000]{{2,40}}?)?[ \u3000\xa0]*[（(]?(?P<date>{_DATE})[）)]?"
)
_SPACED_O = re.compile(r"(?<=二)[ \u3000]*[OＯoо0０○〇零][ \u3000]*(?=[〇○零一二三四五六七八九十])")
_CONTACT = re.compile(
    r"(?:联\s*系\s*人|联系电话|联系方式|(?:咨询|报名|监督|举报|办公)?电\s*话|QQ|微信群|传\s*真|地\s*址|邮\s*编|邮\s*箱|电子邮箱)[^。]{0,10}[:：]"
)
_ASKS_DATE = re.compile(r"(?:时间|日期|期限)(?:[和与及、]地点)?[：:]?$")
_WRAPS = re.compile(r"印发|转发|下发|批转")
SIGNERS_MAX = 12
HEADLINE_MIN = 10


@dataclass(frozen=True)
class Masthead:
    """The head of the plan, its preface, and the paragraphs of its body."""

    title: str | None
    issuer: str | None
    date: str | None
    doc_number: str | None
    preface: list[Paragraph]
    body: list[Paragraph]


@dataclass
class _Part:
    """Paragraphs up to a signature or an attachment mark, with the signature found there."""

    content: list[Paragraph] = field(default_factory=list)
    issuer: str | None = None
    date: str | None = None
    numbers: int = 0

    @property
    def first(self) -> int:
        """Return the index of the first body paragraph."""
        for i, p in enumerate(self.content):
            if number_of(p):
                return i
        titles = [i for i, p in enumerate(self.content) if is_title(p.text)]
        return titles[-1] + 1 if titles else 0

    def add(self, p: Paragraph) -> None:
        """Append a paragraph and count it if it is numbered."""
        self.content.append(p)
        self.numbers += number_of(p) is not None


def find_masthead(everything: list[Paragraph]) -> Masthead:
    """Cut site furniture, signatures, forms and attachments away and read the head fields."""
    page, article = article_of(everything)
    parts = _parts(article)
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
    )


def is_contact(text: str) -> bool:
    """Tell whether a paragraph is only a contact line (联系人, 电话 …)."""
    return bool(_CONTACT.match(text))


def _parts(article: list[Paragraph]) -> list[_Part]:
    """Split the article at signatures and attachment marks; skip what an attachment list holds."""
    parts = [_Part()]
    skipping = False
    signatures = _signatures(article)
    date_at = sorted(signatures)
    upcoming = 0
    for i, p in enumerate(article):
        while upcoming < len(date_at) and date_at[upcoming] < i:
            upcoming += 1
        if i in signatures:
            if len(parts) > 1 and not parts[-1].content:
                continue  # the date is printed twice
            _sign(parts[-1], *signatures[i])
            parts.append(_Part())
            skipping = False
        elif _COPY_TO.search(p.text[:40]):
            continue
        elif _is_attachment(p.text) and (parts[-1].numbers or not parts[-1].content):
            soon = upcoming < len(date_at) and date_at[upcoming] <= i + 12
            if parts[-1].numbers and not soon:
                parts.append(_Part())
            skipping = not _ATTACHED_BODY.fullmatch(p.text) or _lists_attachments(article, i)
        elif not skipping or _opens_body(p) or _ends_list(p):
            skipping = skipping and not _opens_body(p)
            parts[-1].add(p)
    _drop_trailing_organ(parts[-1])
    return parts


def _signatures(article: list[Paragraph]) -> dict[int, tuple[str | None, str]]:
    """Return the signatures by index: organ on the same line or None, and ISO date.

    A date that a heading asks for (二、活动时间) or after which the numbers go on is part of the plan.
    """
    found = {i: said for i, p in enumerate(article) if (said := _signature(p.text))}
    if not found:
        return found
    last: dict[str, int] = {}
    waiting: list[tuple[int, dict[str, int]]] = []
    for i, p in enumerate(article):
        number = number_of(p)
        if i in found:
            if i and found[i][0] is None and _ASKS_DATE.search(article[i - 1].text):
                del found[i]
            else:
                waiting.append((i, dict(last)))
        elif number:
            for at, before in waiting:
                if number.value > 1 and before.get(number.family) == number.value - 1:
                    found.pop(at)
            waiting = []
            last = {f: v for f, v in last.items() if RANK[f] < RANK[number.family]}
            last[number.family] = number.value
    return found


def _lists_attachments(article: list[Paragraph], i: int) -> bool:
    """Tell whether 附件： opens a list of names, not the attachment itself."""
    following = article[i + 1 : i + 3]
    numbers = [number_of(p) for p in following]
    if not article[i].text.endswith(("：", ":")) or not numbers or numbers[0] is None:
        return False
    return all(
        n is None or (n.family != "cn" and "。" not in p.text)
        for p, n in zip(following, numbers, strict=True)
    )


def _ends_list(p: Paragraph) -> bool:
    """Tell whether a line after a list of attachments signs the plan or opens another."""
    return not number_of(p) and (_could_sign(p.text) or is_title(p.text))


def _is_attachment(text: str) -> bool:
    return len(text) < 60 and bool(_ATTACHMENT.match(text))


def _signature(text: str) -> tuple[str | None, str] | None:
    """Return (organ on the same line or None, ISO date) if a line is a dated signature."""
    match = _DATE_LINE.fullmatch(_SPACED_O.sub("〇", text)) if len(text) <= 60 else None
    if not match:
        return None
    organ = (match["organ"] or "").strip()
    iso = date_of(match["date"])
    if not iso or (organ and not _ORGAN_END.search(organ)):
        return None
    return organ or None, iso


def _sign(part: _Part, organ: str | None, iso: str) -> None:
    """Move the organs above a date out of the part and make them its issuer."""
    signers = [organ] if organ else []
    while part.content and len(signers) < SIGNERS_MAX:
        last = part.content[-1]
        if number_of(last) or not _could_sign(last.text):
            break
        signers.insert(0, last.text)
        part.content.pop()
    part.issuer = " ".join(signers) or None
    part.date = iso


def _drop_trailing_organ(part: _Part) -> None:
    """Read a signature without date at the very end of a document."""
    if part.numbers > 1 and part.issuer is None and len(part.content) > 3:
        last = part.content[-1]
        if len(last.text) < 24 and _could_sign(last.text) and not number_of(last):
            part.issuer = part.content.pop().text


def _opens_body(p: Paragraph) -> bool:
    number = number_of(p)
    return bool(number and number.family in ("part", "cn") and number.value == 1)


def _choose(parts: list[_Part]) -> int:
    """Prefer the first part with numbers; a notice that wraps a plan gives way to the plan."""
    best = next((i for i, q in enumerate(parts) if q.numbers >= 2), None)
    if best is None:
        return max(range(len(parts)), key=lambda i: sum(len(p.text) for p in parts[i].content))
    if _WRAPS.search(_title(parts[best].content[: parts[best].first]) or ""):
        most = max(range(best, len(parts)), key=lambda i: parts[i].numbers)
        return most if parts[most].numbers > parts[best].numbers else best
    return best


def _could_sign(text: str) -> bool:
    if not 2 <= len(text) <= 40 or re.search("[，。；：:、“《！!?？\t]", text):
        return False
    return bool(_ORGAN_END.search(text))


def is_title(text: str) -> bool:
    """Tell whether a line ends as the title of a document does (…方案, …的通知)."""
    if (
        not 4 <= len(text) <= 80
        or re.search("[。；！]", text)
        or text.startswith(("特", "现将", "附件"))
    ):
        return False
    plain = _letter_spaced(text)
    if _FORM_FIELD.search(plain):
        return False
    return bool(_TITLE_END.search(plain)) and not _TITLE_COMMA.search(text)


def _letter_spaced(text: str) -> str:
    """Return 的 批 复 without its blanks; titles are often spaced out."""
    return re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000](?=[\u4e00-\u9fff])", "", text)


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
    return match["organ"].strip() if match and _could_sign(match["organ"].strip()) else None


def _about(head: list[Paragraph], start: int) -> int:
    """Return the line up to three above that opens a long title with 关于, else `start`."""
    for i in range(start - 1, max(-1, start - 4), -1):
        text = head[i].text
        if len(text) > 45 or re.search("[。；：:，,]", text) or _DOC_NUMBER.search(text):
            break
        if "关于" in text and not _TITLE_END.search(text):
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
    if _DOC_NUMBER.search(previous) or is_title(previous) or _signature(previous):
        return False
    if re.match("关于|印发", following) and _could_sign(previous):
        return False
    return len(following) < 12 or bool(
        re.match("印发|开展|深化|推进|加强|主题|试点|工作|实施|部门|城镇|《", following)
        or re.search("关于|开展|印发|推行|”|活动|建设|改革|集约化$|试点$", previous)
    )


def _heading_organ(openings: list[list[Paragraph]]) -> str | None:
    """Return the organ printed alone above the title 关于…, as in a red-headed document."""
    for opening in openings:
        for above, below in pairwise(opening):
            if _could_sign(above.text) and below.text.startswith(("关于", "印发")):
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
