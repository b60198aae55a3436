"""Stage 4, masthead: which paragraphs are the plan, and its title, issuer, date and number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .dates import date_of
from .numbering import number_of, title_of
from .paragraphs import Paragraph

_PAGE_HEAD = re.compile(
    r"当前位置|您(?:现在)?的位置|文章来源|发布时间|发布日期[:：]|点击数|浏览次数|阅读次数|字体[:：]|字号[:：]|"
    r"^(?:来源|作者|时间|日期|导语|索\s*引\s*号|发文机关|发文字号|主\s*题\s*词|标\s*题)\s*[:：]|^【?朗读】?$"
)
_PAGE_TAIL = re.compile(
    r"打印正文|打印本页|^[\-\s·]*(?:上一篇|下一篇|上一条|下一条)|^网站地图|版权所有|相关阅读|相关链接|"
    r"责任编辑[:：]|关闭窗口|ICP备|^分享到|^【[^】]{0,6}关闭[^】]{0,6}】"
)
_NAVIGATION = re.compile(r"\[\d\d-\d\d\]$|^\[?\d\d-\d\d\]?$|^\W*$|&nbsp;\s*$")
_SITE_NOTICE = re.compile(
    r"本站|网友上传|客服|(?:下载|文档|文库|积分|版权|侵权).{0,20}(?:下载|文档|文库|积分|版权|侵权)"
)
_ATTACHMENT = re.compile(
    r"^附\s*件?\s*(?:\d{1,2}|[一二三四五六七八九十])?\s*(?:[:：.．、]|$|[《\u4e00-\u9fff])"
)
_ATTACHED_BODY = re.compile(r"^附\s*件\s*\d{0,2}\s*[:：]?$")
_COPY_TO = re.compile(
    r"^(?:抄\s*送|抄\s*报|主题词|印发|共印)\s*[:：]|^[（(]此件.{0,12}[）)]$|印发$"
)
_CONTACT = re.compile(
    r"^(?:联\s*系\s*人|联系电话|联系方式|电\s*话|传\s*真|地\s*址|邮\s*编|邮\s*箱|电子邮箱)[^。]{0,10}[:：]"
)
_TITLE_END = re.compile(
    r"(?:方案|意见|通知|计划|要点|思路|办法|规划|安排|细则|决定|措施|通告|公告|清单|纲要|制度|规定|工作部署|指引|倡议书|提纲)"
    r"(?:\s*[（(][^）)]{1,12}[）)])?$"
)
_DOC_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,12}\s*[〔\[(（【]\s*(?:19|20)\d\d\s*[〕\])）】]\s*(?:第\s*)?\d{1,5}\s*号"
)
_SALUTATION = re.compile(r"^.{2,60}[:：]$")
_WRAPS = re.compile(r"印发|转发|下发|批转")
_ORGAN_END = re.compile(
    r"(?:委员会|党委|工会|总工会|妇联|联合会|团委|办公室|办公厅|[局处厅部院所署委办组会社厂校]|政府|中学|小学|大学|学校|学院|"
    r"公司|集团|街道|党支部|支部|领导小组|中心|幼儿园|医院)$"
)
_META_FIELDS = (
    ("issuer", re.compile(r"发文机关\s*[:：]\s*([^\t\n]+)")),
    ("date", re.compile(r"成文日期\s*[:：]\s*([^\t\n]+)")),
)
_PAGE_DATE = re.compile(
    r"(?:时间|日期)\s*[:：]\s*((?:19|20)\d\d[\-/.年]\s?\d{1,2}[\-/.月]\s?\d{1,2}日?)"
)


@dataclass(frozen=True)
class Masthead:
    """The head of the plan and the paragraphs of its body (headings and text only)."""

    title: str | None
    issuer: str | None
    date: str | None
    doc_number: str | None
    body: list[Paragraph]
    preface: list[Paragraph]


@dataclass(frozen=True)
class _Part:
    """Paragraphs up to a signature or an attachment mark, with the signature found there."""

    content: list[Paragraph]
    issuer: str | None
    date: str | None
    title: str | None
    first: int


def find_masthead(all_paragraphs: list[Paragraph]) -> Masthead:
    """Cut site furniture, signatures, forms and attachments away and read the head fields."""
    page_head, content = _strip_page(all_paragraphs)
    parts = _parts(content)
    chosen = _choose(parts)
    part = parts[chosen]
    head = " \n".join(p.text for p in page_head)
    signature = next(
        (q for q in (part, *parts[:chosen][::-1], *parts[chosen + 1 :]) if q.issuer or q.date), part
    )
    issuer = signature.issuer or _field(head, "issuer")
    date = signature.date or date_of(_field(head, "date") or "") or _page_date(head)
    numbers = _DOC_NUMBER.search(
        "\n".join(
            p.text for q in parts[: chosen + 1] for p in q.content[: q.first] if len(p.text) < 60
        )
    ) or re.search(r"发文字号\s*[:：]\s*([^\t\n]{4,30}号)", head)
    number = (numbers.group(1) if numbers.re.groups else numbers.group()) if numbers else None
    title = part.title or next((q.title for q in parts[:chosen][::-1] if q.title), None)
    if title is None:
        title = _page_title(page_head)
    return Masthead(
        title, issuer, date, number, part.content[part.first :], part.content[: part.first]
    )


def _strip_page(everything: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """Split site menus (kept for the date) from the article."""
    first_number = next(
        (
            i
            for i, p in enumerate(everything)
            if (n := number_of(p)) and n.family in ("part", "cn") and n.value == 1
        ),
        len(everything),
    )
    start = 0
    for i, p in enumerate(everything[:first_number]):
        if _PAGE_HEAD.search(p.text) and len(p.text) < 400:
            start = i + 1
    end = len(everything)
    for i in range(max(start, 1), len(everything)):
        if _PAGE_TAIL.search(everything[i].text) and len(everything[i].text) < 120:
            end = i
            break
    article = [
        p
        for p in everything[start:end]
        if not (len(p.text) < 120 and _SITE_NOTICE.search(p.text))
        and not _NAVIGATION.search(p.text)
    ]
    return everything[:start], article or everything


def _parts(content: list[Paragraph]) -> list[_Part]:
    parts: list[_Part] = []
    current: list[Paragraph] = []
    skipping = False
    for i, p in enumerate(content):
        numbers_seen = any(number_of(q) for q in current)
        if _is_date_line(p.text):
            signers = _signers(current)
            del current[len(current) - len(signers) :]
            parts.append(_part(current, " ".join(q.text for q in signers) or None, date_of(p.text)))
            current, skipping = [], False
        elif (
            _ATTACHMENT.match(p.text) and len(p.text) < 60 and (numbers_seen or not current)
        ) or _COPY_TO.search(p.text[:40]):
            if numbers_seen and not _signature_follows(content, i):
                parts.append(_part(current, None, None))
                current = []
            skipping = not _ATTACHED_BODY.match(p.text)
        elif skipping and _is_body_start(p):
            skipping = False
            current.append(p)
        elif skipping and not (_could_sign(p.text) or _is_title(p.text)):
            continue
        else:
            current.append(p)
    parts.append(_part(current, None, None))
    return parts


def _signature_follows(content: list[Paragraph], index: int) -> bool:
    return any(_is_date_line(p.text) for p in content[index + 1 : index + 12])


def _is_body_start(p: Paragraph) -> bool:
    number = number_of(p)
    return bool(number and number.family in ("part", "cn") and number.value == 1)


def _part(content: list[Paragraph], issuer: str | None, date: str | None) -> _Part:
    content = [p for p in content if not _COPY_TO.search(p.text)]
    first = next((i for i, p in enumerate(content) if number_of(p)), None)
    if first is None:
        titles = [i for i, p in enumerate(content) if _is_title(p.text)]
        first = titles[-1] + 1 if titles else 0
    while (
        content
        and len(content) > first
        and _could_sign(content[-1].text)
        and issuer is None
        and not number_of(content[-1])
        and len(content) - first > 3
        and len(content[-1].text) < 24
    ):
        issuer = content[-1].text
        content = content[:-1]
    title = _title(content[:first])
    return _Part(content, issuer, date, title, first)


def _choose(parts: list[_Part]) -> int:
    """Prefer the first part with numbers; a notice that wraps a plan gives way to the plan."""
    counts = [sum(1 for p in q.content if number_of(p)) for q in parts]
    best = next((i for i, n in enumerate(counts) if n >= 2), None)
    if best is None:
        return max(range(len(parts)), key=lambda i: sum(len(p.text) for p in parts[i].content))
    if parts[best].title and _WRAPS.search(parts[best].title or ""):
        later = max(range(best, len(parts)), key=counts.__getitem__)
        if counts[later] > counts[best]:
            return later
    return best


def _is_date_line(text: str) -> bool:
    return len(text) <= 22 and bool(_DATE_LINE.match(text))


_DATE_LINE = re.compile(
    r"^(?:[〇○零Ｏ0一二三四五六七八九\d]{4}\s*年\s*[〇○十一二三四五六七八九\d]{1,3}\s*月\s*[〇○十一二三四五六七八九\d]{1,3}\s*[日号]?"
    r"|[〇○零Ｏ0一二三四五六七八九\d]{4}\s*年\s*[〇○十一二三四五六七八九\d]{1,3}\s*月"
    r"|(?:19|20)\d\d[\-./]\d{1,2}[\-./]\d{1,2})$"
)


def _signers(current: list[Paragraph]) -> list[Paragraph]:
    signers: list[Paragraph] = []
    for p in reversed(current):
        if not _could_sign(p.text) or number_of(p) or len(signers) == 4:
            break
        signers.insert(0, p)
    return signers


def _could_sign(text: str) -> bool:
    return (
        2 <= len(text) <= 40
        and not re.search("[，。；：:、“《！!?？]", text)
        and bool(_ORGAN_END.search(text))
    )


def _is_title(text: str) -> bool:
    return len(text) <= 80 and bool(_TITLE_END.search(text)) and not re.search("[。；！]", text)


def _title(head: list[Paragraph]) -> str | None:
    """Return the last title before the body, joining the lines it is broken into."""
    for i in range(len(head) - 1, -1, -1):
        if not _is_title(head[i].text) or _DOC_NUMBER.fullmatch(head[i].text):
            continue
        if _SALUTATION.match(head[i].text):
            continue
        start = i
        while start and _broken_title(head[start - 1].text, head[start].text):
            start -= 1
        joined = "".join(_spaced(p.text) for p in head[start : i + 1])
        return joined.strip()
    return None


def _spaced(text: str) -> str:
    return re.sub(r"[ \u3000\xa0]+", " ", text.replace("&nbsp;", " ").replace("\n", ""))


def _broken_title(previous: str, following: str) -> bool:
    """Tell whether a short line above a title line is the first half of the same title."""
    if len(previous) > 45 or re.search("[。；：:！\\]]|[，、]$", previous):
        return False
    if _DOC_NUMBER.search(previous) or _is_title(previous) or _is_date_line(previous):
        return False
    return len(previous) > 5 and bool(
        re.match("关于|印发|开展|深化|推进|加强|主题|试点|工作|实施|部门|城镇|《", following)
        or re.search("关于|开展|印发|推行|”|活动|建设|改革|集约化|政府|委员会|街道", previous)
        or len(following) < 12
    )


def _page_title(page_head: list[Paragraph]) -> str | None:
    for p in reversed(page_head):
        if _is_title(p.text) and len(p.text) > 6 and not _PAGE_HEAD.search(p.text):
            return _spaced(p.text)
    return None


def _field(head: str, name: str) -> str | None:
    pattern = dict(_META_FIELDS)[name]
    match = pattern.search(head)
    return match.group(1).strip() if match else None


def _page_date(head: str) -> str | None:
    match = _PAGE_DATE.search(head)
    return date_of(match.group(1)) if match else None


def is_contact(text: str) -> bool:
    """Tell whether a paragraph is only a contact line (联系人, 电话 …)."""
    return bool(_CONTACT.match(text))


def item_title(paragraph: Paragraph) -> str:
    """Return the title of a numbered paragraph, "" for others."""
    number = number_of(paragraph)
    return title_of(paragraph, number)[0] if number else ""
