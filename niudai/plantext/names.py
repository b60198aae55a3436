"""Printed names of owners: which of the four lines they stand for, or which department."""

from __future__ import annotations

import re

from . import words
from .patterns import lazy

_BY_LENGTH = sorted(
    ((word, code) for code, names in words.LINE_WORDS.items() for word in names),
    key=lambda pair: -len(pair[0]),
)
_CODE_OF = dict(_BY_LENGTH)
CODES = frozenset(words.LINE_WORDS)
_NOT_IN = {"团组织": "(?<![群社])", "支部": "(?<!团)"}  # 群团组织, 社团组织
LINE = "|".join(_NOT_IN.get(word, "") + re.escape(word) for word, _ in _BY_LENGTH)
_NOT_AFTER = {"署": "(?<![部签])"}  # 部署, 签署
DEPARTMENT = "|".join(
    _NOT_AFTER.get(end, "") + f"{end}(?![{words.DEPARTMENT_NOT_BEFORE[end]}])"
    if end in words.DEPARTMENT_NOT_BEFORE
    else end
    for end in sorted(words.DEPARTMENT_END, key=len, reverse=True)
)
_WHOLE_NAMES = frozenset(end for end in words.DEPARTMENT_END if end.endswith(("组", "务室")))
_LINE_NAME = lazy(
    rf"(?P<head>[\u4e00-\u9fff（）()、“”]{{0,24}}?)(?P<word>{LINE})"
    r"(?:理论学习中心组|中心组|组织|班子|委员会|等?群团组织|(?<=党委)(?:组织|宣传|统战)部门)?(?:主要负责人|负责人|书记|主席|领导)?"
)
_DEPARTMENT_NAME = lazy(rf"[\u4e00-\u9fff（）()、]{{0,22}}(?:{DEPARTMENT})")
_LINE_LIST_MEMBER = lazy(rf"[\u4e00-\u9fff]{{0,12}}(?:{LINE})(?:组织)?")
_VERB = lazy("|".join(words.VERB_BEFORE))
_STRIP = lazy(
    r"^(?:[A-Za-z][.．、]|各地(?!方)|地方各级|各级地方|各级各类|各级|每个|各有关|各相关|各地方|各|全校|我校|本校|学校|全市|全镇|全街道|全区|分别|其中|以及|和|及|与|同时|并|"
    r"会同|由|要求|请|(?:有关|相关)(?=[省市县区]))+(?=.{2})"
)
_TRAILING_GENERAL = lazy(r"(?:有关|相关|各|其他)(?:部门|单位|部委)$")
# 县（市、区）, 市、州 and 区、县（市） are one qualifier, not the end of a listed name.
_BRACKET_INSIDE = lazy(r"[（(][^（()）]{1,10}[）)]")
_LEVELS = lazy(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[各和]))(?:(?:省|市|州|县|区|乡|镇|旗|盟|街道|村|自治区)(?:（[^（）]{1,8}）)?、){1,3}(?=[省市州县区乡镇旗盟村街]|自治区|直辖市)"
)
_HIDE = str.maketrans("，,、", "｜｜￤")
_SHOW = str.maketrans("｜￤", "，、")
_OR_ABOVE = "⇧⇧"  # in 县级以上, where 以 is no preposition
_ET_CETERA = lazy(r"等(?:有关|相关)?(?:部门|单位)?(?=$|和|、)")
_SEPARATOR = lazy(
    r"[、，,；;/ \u3000\n](?![^（(]{0,8}[）)])|以及|会同|协同|[和与及](?=各有关|有关省|各省|地方各级)|(?<=[部委局厅处办室门府会院联组社关署])[和与及](?=[\u4e00-\u9fff])"
)
_ITS_GOVERNMENT = lazy("各?(?:县市区|[市区]县|县[市区]|乡镇|[省市县区镇乡州])(?:人民)?政府")
_GENERAL = lazy(r"(?:各?(?:地区|地|省|市|县|区|乡镇|街道|级|镇)|各|有关|相关|、|和)*(?P<rest>.*)")


def hide_inner(text: str) -> str:
    """Return `text`, as long, with the commas inside names hidden: 县（市、区）, 市、州人民政府.

    >>> show_inner(hide_inner("各市、州人民政府")), "、" in hide_inner("各市、州人民政府")
    ('各市、州人民政府', False)
    """
    text = text.replace("以上", _OR_ABOVE)
    if "、" not in text and "，" not in text:
        return text
    text = _BRACKET_INSIDE.sub(lambda m: m.group().translate(_HIDE), text)
    return _LEVELS.sub(lambda m: m.group().translate(_HIDE), text)


def show_inner(text: str) -> str:
    """Undo `hide_inner`."""
    return text.replace(_OR_ABOVE, "以上").translate(_SHOW)


def line_code(name: str) -> str | None:
    """Return the line a printed name stands for, None for other names.

    >>> line_code("市总工会"), line_code("机关事业单位团组织"), line_code("市民政局")
    ('union', 'league', None)
    """
    match = _LINE_NAME.fullmatch(name)
    if not match or has_verb(match["head"]):
        return None
    return _CODE_OF[match["word"]]


def has_verb(prefix: str) -> bool:
    """Tell whether words before an organ show that the organ is not the doer."""
    return bool(_VERB.search(prefix))


def owner_name(printed: str) -> str | None:
    """Return the line code or the cleaned department name of one printed owner, None if general.

    >>> owner_name("各级妇联组织"), owner_name("地方各级人民政府"), owner_name("有关部门")
    ('women', '人民政府', None)
    """
    printed = printed.strip()
    code = line_code(printed)
    if code:
        return code
    rest = _GENERAL.match(printed)
    if rest and rest["rest"] in words.GENERIC_OWNERS and not _ITS_GOVERNMENT.fullmatch(printed):
        return None
    if rest and not rest["rest"] and printed.startswith("各"):
        return None  # 各区, 各乡镇街道
    name = _STRIP.sub("", printed)
    if _TRAILING_GENERAL.search(name):
        return None
    if len(name) < 2 or name in words.GENERIC_OWNERS or name.startswith(words.GENERIC_HEAD):
        return None
    if name.endswith(
        ("单位", "地区", "园区", "各地", "学校", "村", "社区", "同志", "负责人", "老师")
    ):
        return None
    return name


def split_names(text: str) -> list[str]:
    """Return the owners of a printed list such as 市民政局、市财政局等部门."""
    names: list[str] = []
    for part in _SEPARATOR.split(hide_inner(_ET_CETERA.sub("", text.strip()))):
        name = owner_name(re.sub(r"^和|等$", "", show_inner(part).strip("。 \u3000\xa0")))
        if name:
            names.append(name)
    return names


def is_organ(name: str) -> bool:
    """Tell whether a printed name is a line organization or ends like a department.

    >>> is_organ("教学处"), is_organ("到处"), is_organ("深入学习")
    (True, False, False)
    """
    if name in CODES or _LINE_LIST_MEMBER.fullmatch(name) or name in _WHOLE_NAMES:
        return True
    return (
        len(name) > 1
        and bool(_DEPARTMENT_NAME.fullmatch(name))
        and not name.endswith(words.NOT_DEPARTMENT)
    )
