"""Attribute, sectors: the classes of organisation a phrase addresses."""

from __future__ import annotations

import re

from . import words
from .patterns import lazy

_BY_LENGTH = sorted(words.SECTOR_WORDS, key=lambda pair: -len(pair[0]))


def sectors_in(text: str) -> tuple[str, ...]:
    """Return the classes of organisation named in a short addressee phrase, in order.

    >>> sectors_in("机关企事业工会单位"), sectors_in("学校党组织")
    (('机关', '企业', '事业单位'), ())
    """
    return _found(text, _BY_LENGTH)


_SCHOOL = lazy(r"学校(?:（[^（）]{1,6}）)?(?=$|[、和与及])")
_WHICH_SCHOOLS = lazy("(?:各|市直|直属|有关|所有|中小|高等|职业|院|全[市区县])[^、，]{0,6}?校|高校")


def sectors_of_bodies(printed: str) -> tuple[str, ...]:
    """Return the classes in a list of bodies that act, where 学校 alone is one of them.

    >>> sectors_of_bodies("教体局和学校"), sectors_of_bodies("学校党组织")
    (('学校',), ())
    """
    found = sectors_in(printed)
    return found if "学校" in found or not _SCHOOL.search(printed) else (*found, "学校")


_SCHOOLS = lazy(
    r"(?:各|市直|[区县省]直|直属|有关|相关|所有|所在|在(?!校)[\u4e00-\u9fff](?=高校)|直各|中小|高等|职业|民办|公办|普通){1,4}"
    r"(?:学校|高校|院校|校(?![长园外内际方区舍车友务本准级史风训服企门级领党团]))"
)
_BARE_SCHOOL = lazy(r"(?<=[局委会厅科所心馆院])[和及与、]学校|(?<=由)学校")
_EVERY_SCHOOL = lazy("每所学校|每个?学校|每校")
_COLLEGE = lazy("(?<![各通科直关绍等职业类央])高校")
_CLASS = (
    r"(?:各|全[市区县镇]|市直|[区县省]直|直属|在[\u4e00-\u9fff](?=高校)|党政|有关|相关|辖区|驻[市区县]|所有|广大|各级|各类|[市县区省]属|中央|国有|民营|中小|每个|每所|每家){0,3}"
    "(?:机关企事业单位|机关事业单位|机关|企事业单位|事业单位|企业单位|企业|学校|院校|高校|中小学校?|社会团体|社会组织|群众团体"
    "|街道社区|社区居委会|村（社区）|街道|社区|行政村|城郊村|乡村|农村|村|乡镇|医院|厂矿|部队|团体)"
)
_LIST = lazy(rf"{_CLASS}(?:(?:、|，|以及|和|及|与){_CLASS}){{1,9}}(?:及其[他它](?:机构|单位))?")
_EACH = lazy(
    "(?:各|每[个所家])(?:机关企事业单位|机关|企事业单位|事业单位|企业|社会组织|社会团体|社区居委会|社区|行政村|村（社区）|村)"
)
_BY_CLASS = lazy(
    rf"(?<=由)(?!社区居)(?:{_CLASS})(?=负责|认真|统一|自[查行主]|组织|布置|按|结合|根据|牵头|落实|安排|通知|初审|审核|推荐|报送)"
)
_ONE = lazy("企业单位|党政机关|事业单位")
_OPENS = lazy(r"[。；：，！？（(”\n][\s\u3000\xa0]*(?:\d{1,2}[.、．])?(?:请|要求|同时)?$")
_LISTED = lazy(r"(?:[、及和与]|请|由)$")
_OBJECT = lazy(
    "在|到|向|对|深入|走进|进入|面向|为|把|将|组织|从|给|指导|督促|帮助|覆盖|联系|走访|检查|督查|报(?!送)|通知|发|抽取|抽查|严禁"
)
_TELLS = "(?:都|均|也)?(?:要(?!求|点|素)|应|须|将|可(?!能)|必须|需|请|带头|不得)"
_DOES = (*words.DOES_AFTER, *words.ADDRESSEE_DOES)
_DOES_NOT = ("承担着", "以上", "以下", "以外")
_SOON = lazy(rf"(?!的|内|中|里|党|团|工会|妇)[^，。；]{{0,24}}?{_TELLS}")
_ASKED = lazy("请[于在将按]|报送|报市|上报|[送交]至?市")
_ALIKE = lazy("等(?:单位|部门|机构)?(?!地|场|重|领|的)")
_STAFF = lazy("(?:工作人员|干部职工|负责人|党员干部|党员)")
_RESPONSIBLE = lazy(
    r"(?:责任|牵头|配合|落实|实施|承办)(?:单位|部门)[：:](?P<a>[^）)\n。；]{1,200})|[（(](?P<b>[^（()）]{1,120})负责[）)]"
)
_MEMBER = lazy(_CLASS)
_UNMISTAKABLE = tuple(words.SECTOR_TITLE_WORDS)


def addressees_in(sentence: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (words, classes) of the bodies a sentence tells to do something, wherever they stand.

    Beside the grammatical doer: schools that are told apart by 各 or 市直, lists of classes at the
    head of a clause, whom 由 names, and the members of （责任单位：…） that are classes.

    >>> addressees_in("请各区推荐作品（市直学校直接报送）。")
    (('市直学校', ('学校',)),)
    """
    if not _HINT.search(sentence):
        return ()
    found: list[tuple[str, tuple[str, ...]]] = [
        *_schools(sentence),
        *_lists(sentence),
        *_responsible(sentence),
    ]
    for match in _BY_CLASS.finditer(sentence):
        found.append((match.group(), sectors_of_bodies(match.group())))
    first = sentence.lstrip("1234567890.、．（）一二三四五六七八九十 \u3000\xa0")
    for word in _UNMISTAKABLE:
        if first.startswith(word) and _PARTY_OF.match(first, len(word)):
            found.append((word, sectors_in(word)))
    return tuple((said, codes) for said, codes in found if codes)


_HINT = lazy("校|机关|企业|单位|社区|村|社会组织|社会团体|新”?组织|经济组织")
_PARTY_OF = lazy("党组织|团组织|工会组织|妇女组织|妇联组织")


def _schools(sentence: str) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = []
    for pattern in (_SCHOOLS, _EVERY_SCHOOL, _BARE_SCHOOL, _COLLEGE):
        for match in pattern.finditer(sentence):
            opens = _opens(sentence, match.start())
            listed = pattern is _BARE_SCHOOL or _LISTED.search(_before(sentence, match.start()))
            if not (opens or listed):
                continue
            if not opens and _OBJECT.search(_clause_before(sentence, match.start())):
                continue
            asked = opens and _ASKED.search(sentence, match.end(), match.end() + 80)
            if _acts(sentence, match.end()) or (asked and sentence[match.end()] not in "的党团内"):
                found.append((match.group().lstrip("、和及与"), ("学校",)))
    return found


def _lists(sentence: str) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = []
    for pattern in (_LIST, _EACH, _ONE):
        for match in pattern.finditer(sentence):
            end = match.end()
            like = _ALIKE.match(sentence, end) if pattern is _LIST else None
            staff = _STAFF.match(sentence, end)
            told = (staff or like or match).end()
            acts = _acts(sentence, told) or like or _in_next_clause(sentence, told)
            if _opens(sentence, match.start()) and acts:
                found.append((match.group(), _classes_of_list(match.group())))
    return found


def _classes_of_list(printed: str) -> tuple[str, ...]:
    codes: list[str] = []
    for member in re.split("、|，|以及|和|及|与", printed):
        codes += sectors_of_bodies(member)
        if member.endswith("村") and not member.endswith("乡村"):
            codes.append("农村")
    return tuple(dict.fromkeys(codes))


def _responsible(sentence: str) -> list[tuple[str, tuple[str, ...]]]:
    found: list[tuple[str, tuple[str, ...]]] = []
    for match in _RESPONSIBLE.finditer(sentence):
        for member in re.split("[、，,；;及和]", match["a"] or match["b"]):
            if _MEMBER.fullmatch(member.strip()):
                found.append((member.strip(), _classes_of_list(member.strip())))
    return found


def _opens(sentence: str, at: int) -> bool:
    """Tell whether a clause opens at an offset, after its number or 请."""
    return bool(_OPENS.search(_before(sentence, at)))


def _before(sentence: str, at: int) -> str:
    """Return a few characters before an offset, with a stop where the sentence begins."""
    return "。" * (at < 12) + sentence[max(0, at - 12) : at]


def _clause_before(sentence: str, at: int) -> str:
    return re.split("[。；，：！？（(”]", sentence[max(0, at - 40) : at])[-1]


def _acts(sentence: str, end: int) -> bool:
    does = sentence.startswith(_DOES, end) and not sentence.startswith(_DOES_NOT, end)
    return does or bool(_SOON.match(sentence, end))


def _in_next_clause(sentence: str, end: int) -> bool:
    """Tell whether 在本单位…，要 follows a list that a comma closes."""
    return bool(re.match(rf"，[^。；，]{{0,20}}，{_TELLS}", sentence[end : end + 40]))


def is_own_school(said: str) -> bool:
    """Tell whether 学校 in the words of a doer would mean the school that issues the plan itself.

    >>> is_own_school("学校"), is_own_school("各市直学校")
    (True, False)
    """
    return "校" in said and not _WHICH_SCHOOLS.search(said)


def sectors_of_title(title: str) -> tuple[str, ...]:
    """Return the classes an item's own title deals with; words that may be places do not count.

    >>> sectors_of_title("完善企事业单位民主管理制度"), sectors_of_title("推行社区党建共建")
    (('企业', '事业单位'), ())
    """
    if title.startswith(("在", "到", "向", "面向", "深入", "走进", "进")):
        return ()
    return _found(title, [pair for pair in _BY_LENGTH if pair[0] in words.SECTOR_TITLE_WORDS])


def _found(text: str, vocabulary: list[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    for noise in words.SECTOR_NOISE:
        text = text.replace(noise, "　" * len(noise))
    found: list[tuple[int, tuple[str, ...]]] = []
    for word, codes in vocabulary:
        at = text.find(word)
        while at >= 0:
            found.append((at, codes))
            text = text[:at] + "　" * len(word) + text[at + len(word) :]
            at = text.find(word)
    ordered = [code for _, codes in sorted(found, key=lambda f: f[0]) for code in codes]
    return tuple(dict.fromkeys(ordered))
