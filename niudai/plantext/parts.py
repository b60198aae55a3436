"""Stage 4b, parts: the article is split at signatures and attachments; lists of these are skipped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .dates import date_of
from .numbering import RANK, Number, number_of
from .paragraphs import Paragraph
from .patterns import lazy

_ATTACHMENT = lazy(
    r"附\s*[件表录]\s*(?:\d{1,2}|[一二三四五六七八九十])?\s*(?:[:：.．、《]|$)|附\s*[:：\d]|附件[\u4e00-\u9fff“”《》 ]{2,30}(?:表|名单|方案|细则|清单)$"
)
# 附件2 申报表.doc: the name of an attachment, no sentence about it.
_ATTACHED_NAME = lazy(
    r"附\s?件\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[^\d，。；：][^，。；]{2,}"
)
# …推荐表 alone on a line below the body: the title of a blank form.
_FORM = lazy(r"[^，。；：\t]{2,28}(?:申报|推荐|征集|登记|报名|汇总|审批|申请|反馈)(?:表|回执)")
_ATTACHED_BODY = lazy(r"附\s*件\s*\d{0,2}\s*[:：]?$")
_COPY_TO = lazy(
    r"^(?:抄\s*送|抄\s*报|主题词|印发|共印)\s*[:：]|^[（(]此件.{0,12}[）)]$|\d日印发$|^共印\s*\d+\s*份"
)
TITLE_END = lazy(
    r"(?:方案|意见|通知|计划|要点|思路|办法|规划|安排|细则|决定|措施|通告|公告|清单|纲要|制度|规定|工作部署|指引|倡议书|提纲|"
    r"(?:任务|责任)分解|任务分解表|分工|策划|策划书|预案|条例|函|批复|请示|答复|通报|总结|报告|通知》)(?:\s*[（(【][^）)】]{1,12}[）)】])?$"
)
_FORM_FIELD = lazy(
    r"^(?!关于)[^《]{0,10}(?:[处校位级门组会院室师长府]|审核|推荐|评审|审批|主管部门|申报)意见$"
)
_TITLE_COMMA = lazy(r"[，,](?![^“《]*[”》])")
_ORGAN_END = lazy(
    r"(?:委员会|党委|工会|总工会|妇联|联合会|团委|[市县区省]委|办公室|办公厅|[局处厅部院所署委办组会社厂校]|政府|中学|小学|大学|学校|学院|"
    r"公司|集团|街道|[镇乡村]|社区|党支部|支部|总支|领导小组|中心|幼儿园|医院|协会|政协|人大|科协|总台|电视台|共青团中央|专班|(?:工作|专项)组|[\u4e00-\u9fff]科)$"
)
_CN_DATE = "〇○零ＯO一二三四五六七八九十廿卅"
_DATE = (
    rf"[{_CN_DATE}\d]{{4}}\s*年\s*[{_CN_DATE}\d]{{1,3}}\s*月(?:\s*[{_CN_DATE}\d]{{1,3}}\s*[日号]?)?"
    r"|(?:19|20)\d\d[\-./]\d{1,2}[\-./]\d{1,2}|20[0-4]\d{3,5}"
)
_DATE_LINE = lazy(
    rf"(?P<organ>[\u4e00-\u9fff、 \u3000]{{2,40}}?)?[ \u3000\xa0]*[（(]?(?P<date>{_DATE})[）)]?"
)
_SPACED_O = lazy(r"(?<=二)[ \u3000]*[OＯoо0０○〇零][ \u3000]*(?=[〇○零一二三四五六七八九十])")
_ASKS_DATE = lazy(r"(?:时间|日期|期限)(?:[和与及、]地点)?[：:]?$")
# 附：1.申报表 begins its list on its own line.
_LISTS_HERE = lazy(r"[：:]\s*[（(]?1[．.、）)]")
SIGNERS_MAX = 12
SIGNED_SOON = 12
_CHAPTER = lazy(r"\d{1,2}(?:\.\d{1,2}){0,2}[ \u3000]")  # 2.2 体检安排


@dataclass
class Part:
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


def split_parts(article: list[Paragraph]) -> list[Part]:
    """Split the article at signatures and attachment marks; skip what an attachment list holds."""
    return _Splitter(article).run()


class _Splitter:
    """Reads an article from top to bottom and collects its parts.

    `last` holds the values of the open lists, `waiting` those that an attachment interrupted: an
    附： in the middle of the plan is over where they go on.
    """

    def __init__(self, article: list[Paragraph]) -> None:
        self.article = article
        self.parts = [Part()]
        self.signatures = _signatures(article)
        self.skipping = False
        self.last: dict[str, int] = {}
        self.waiting: dict[str, int] = {}

    def run(self) -> list[Part]:
        """Return the parts in order; the last one may be signed without a date."""
        dates = sorted(self.signatures, reverse=True)
        for i, p in enumerate(self.article):
            while dates and dates[-1] < i:
                dates.pop()
            if i in self.signatures:
                self._sign(*self.signatures[i])
            elif _COPY_TO.search(p.text[:40]):
                continue
            elif _is_attachment(p.text) and (self.parts[-1].numbers or not self.parts[-1].content):
                self._attach(i, signed_soon=bool(dates) and dates[-1] <= i + SIGNED_SOON)
            elif self.parts[-1].numbers and not number_of(p) and _FORM.fullmatch(p.text):
                _drop_trailing_organ(self.parts[-1])
                self._attach(i, signed_soon=False)
            else:
                self._read(p)
        _drop_trailing_organ(self.parts[-1])
        return self.parts

    def _sign(self, organ: str | None, iso: str) -> None:
        repeated = len(self.parts) > 1 and not self.parts[-1].content
        if repeated and self.parts[-2].date == iso:
            return
        _move_signers(self.parts[-1], organ, iso)
        self.parts.append(Part())
        self.skipping, self.waiting = False, {}

    def _attach(self, i: int, *, signed_soon: bool) -> None:
        p = self.article[i]
        if self.parts[-1].numbers and not signed_soon:
            self.parts.append(Part())
        self.skipping = not _ATTACHED_BODY.fullmatch(p.text) or _lists_attachments(self.article, i)
        self.waiting = {f: v for f, v in self.last.items() if not _LISTS_HERE.search(p.text)}

    def _read(self, p: Paragraph) -> None:
        number = number_of(p)
        if number:
            self._count(number)
        if not self.skipping or _opens_body(p) or _ends_list(p):
            self.skipping = self.skipping and not _opens_body(p)
            self.parts[-1].add(p)

    def _count(self, number: Number) -> None:
        """Keep the values of the open lists; a list that goes on ends an attachment."""
        if self.waiting:
            if number.value == self.waiting.get(number.family, 0) + 1 > 1:
                self.skipping, self.waiting = False, {}
                if len(self.parts) > 1 and not self.parts[-1].numbers and not self.parts[-2].date:
                    self.parts[-2].content += self.parts.pop().content
            elif number.value == 1:
                self.waiting.pop(number.family, None)
        self.last = {f: v for f, v in self.last.items() if RANK[f] < RANK[number.family]}
        self.last[number.family] = number.value


def _signatures(article: list[Paragraph]) -> dict[int, tuple[str | None, str]]:
    """Return the signatures by index: organ on the same line or None, and ISO date.

    A date that a heading asks for (二、活动时间) or after which the numbers go on is part of the plan.
    """
    found = {i: said for i, p in enumerate(article) if (said := signature(p.text))}
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
    return not number_of(p) and (could_sign(p.text) or is_title(p.text))


def _is_attachment(text: str) -> bool:
    if len(text) >= 60:
        return False
    return bool(_ATTACHMENT.match(text) or _ATTACHED_NAME.fullmatch(text))


def signature(text: str) -> tuple[str | None, str] | None:
    """Return (organ on the same line or None, ISO date) if a line is a dated signature."""
    match = _DATE_LINE.fullmatch(_SPACED_O.sub("〇", text)) if len(text) <= 60 else None
    if not match:
        return None
    organ = (match["organ"] or "").strip()
    iso = date_of(match["date"])
    if not iso or (organ and not _ORGAN_END.search(organ)):
        return None
    return organ or None, iso


def _move_signers(part: Part, organ: str | None, iso: str) -> None:
    """Move the organs above a date out of the part and make them its issuer."""
    signers = [organ] if organ else []
    while part.content and len(signers) < SIGNERS_MAX:
        last = part.content[-1]
        names = last.text.split("、")  # joint signers on one line
        if number_of(last) or not all(map(could_sign, names)):
            break
        signers[:0] = names
        part.content.pop()
    part.issuer = " ".join(signers) or None
    part.date = iso


def _drop_trailing_organ(part: Part) -> None:
    """Read a signature without date at the very end of a document."""
    if part.numbers > 1 and part.issuer is None and len(part.content) > 3:
        last = part.content[-1]
        if len(last.text) < 24 and could_sign(last.text) and not number_of(last):
            part.issuer = part.content.pop().text


def _opens_body(p: Paragraph) -> bool:
    number = number_of(p)
    return bool(number and number.family in ("part", "cn") and number.value == 1)


def could_sign(text: str) -> bool:
    """Tell whether a line may be the organ that signs."""
    if not 2 <= len(text) <= 40 or re.search("[，。；：:、“《！!?？\t]", text):
        return False
    return bool(_ORGAN_END.search(text))


def is_title(text: str) -> bool:
    """Tell whether a line ends as the title of a document does (…方案, …的通知)."""
    if (
        not 4 <= len(text) <= 80
        or re.search("[。；！]", text)
        or text.startswith(("特", "现将", "附件"))
        or _CHAPTER.match(text)
    ):
        return False
    plain = _letter_spaced(text)
    if _FORM_FIELD.search(plain):
        return False
    return bool(TITLE_END.search(plain)) and not _TITLE_COMMA.search(text)


def _letter_spaced(text: str) -> str:
    """Return 的 批 复 without its blanks; titles are often spaced out."""
    return re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000](?=[\u4e00-\u9fff])", "", text)
