"""Attribute, targets: quantities to reach or not to exceed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from .dates import small_number
from .model import Scalar, Target
from .patterns import lazy

_QUOTED = lazy(r"“([^“”]{1,30})”")  # numbers in a name (“百名党员访千户”) are no targets
_UNIT = (
    r"(?:%|％|人次|人|名|位|个百分点|个工作日|个小时|个月|个(?!月|年|方面)|家|户|项|件|条|篇|场次|场|次|期|批|支|所|处|座|对|份|节|门|天|小时|学时|课时|分钟|元|万元|亿元|亩|公里|"
    r"平方米|吨|册|套|台|辆|例|起|届|轮|堂|分|班|组|村|社区|企业|倍|字|岗|幅|首|张|部|本|棵|株|封|则|队|笔|宗|桌|盏|平方公里|公顷)"
)
_COUNTED = (
    "人次|人|名|个(?!工作日|小时)|家|户次|户|项|件|条|篇|场次|场|次|期|支|所|对|节|门|堂|轮|处|座|间|幅|首|册|份|套|台|辆|部|张|"
    "棵|株|块|公里|平方米|吨|亩|公顷|万元|亿元|元"
)
_NUM = r"(?:(?<!\d)\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,4})?|[一二两三四五六七八九十百]{1,4})"
_SCALE = r"(?:万|亿|千|百)?"
_QUANTITY = rf"(?P<n>{_NUM})\s?(?P<s>{_SCALE})\s?余?(?P<u>{_UNIT})"
_AT_LEAST = lazy(
    rf"(?:不少于|不低于|不得少于|不得低于|至少|达到|(?<!表)达|超过|超(?=\d)|力争达到|高于|突破|确保(?![一二两三四五])|(?:提高|提升|增加|扩大|上升)[到至](?!一个))(?P<obj>[\u4e00-\u9fff]{{0,4}}?)\s?{_QUANTITY}(?:以上|及以上)?"
)
_AT_MOST = lazy(
    rf"(?:不超过|不得超过|最多|不多于|不高于|至多|控制在|限报|限额|只能|仅限|上限为|限(?=[\d一二两三四五六七八九十]))(?P<obj>[\u4e00-\u9fff]{{0,4}}?)\s?{_QUANTITY}(?:以内|之内|以下)?"
)
# 达到全市总数的80%, 不低于采购金额的30%: a share, with words between.
_SHARE = lazy(
    rf"(?:不少于|不低于|不得少于|不得低于|至少|达到|达|(?<![不得])超过|(?:提高|提升|增加|扩大|上升)[到至])(?P<obj>[\u4e00-\u9fff（）]{{2,18}}?)\s?(?P<n>{_NUM})\s?(?P<s>)(?P<u>[%％])(?:以上|及以上)?"
)
_SHARE_MOST = lazy(
    rf"(?:不超过|不得超过|不多于|不高于|控制在|(?:降低|下降|压减|压缩|减少)?[到至]|降[到至])(?P<obj>[\u4e00-\u9fff（）]{{2,18}}?)\s?(?P<n>{_NUM})\s?(?P<s>)(?P<u>[%％])(?:以内|之内|以下)?"
)
_SHORTENED = lazy(rf"(?:缩短|压缩|压减|精简|减少|控制)[到至在为]\s?{_QUANTITY}(?:以内|之内|内)?")
_GROWS = lazy(
    rf"(?:增长|下降|降低|提高|增加|减少)\s?(?P<n>{_NUM})\s?(?P<s>)(?P<u>[%％]|个百分点)(?:左右)?(?!以上|以内|及以上)"
)
_OR_MORE = lazy(rf"{_QUANTITY}(?P<o>[\u4e00-\u9fff]{{0,3}}?)(?:以上|及以上)")
_WITHIN = lazy(rf"{_QUANTITY}(?:以内|之内|以下)")
_RANGE = lazy(rf"(?P<a>{_NUM})\s?(?:%|％)?(?:-|—|～|~|至|到)(?P<b>{_NUM})\s?(?P<u>{_UNIT})")
_QUOTA_ITEM = lazy(rf"(?:个人|集体|单位){_QUANTITY}")
_EXACT = lazy(
    r"(?:实现|完成|确保)(?P<obj>[\u4e00-\u9fff]{0,8}?)(?P<n>100)\s?(?P<s>)(?P<u>[%％])|率(?:为|要)?(?P<rate>100)[%％]|(?P<all>百分之百)"
)
_DO = lazy(
    r"(?P<v>开展|举办|安排|提供|扶持|带动|改造提升|改造|集中服务|服务|发放|募集|筹集|种植|整治|排查|化解|引进|签约|认定|授予|补助|拨付|设置|开设|上报|上交|解决|办理|投入|奖励|(?<!社会)组织|召开|建立|培育|打造|创建|完成|新建|建成|建设|发展|推荐|推选|评选|选树|表彰|开设|走访|培训|选派|推出|形成|命名|"
    r"慰问|帮扶|落实|学习|集中学习|联系(?!人)|结对|资助|招募|吸纳|配备|设立|组建|成立|认领|确定|选出|推报|撰写|征集|新增|评出|培养|举行|新?开工|改建|续建|竣工|基本建成|提交|报送|推送|选送|选报|申报|制作|拍摄|编印|巡回作|选取|遴选|产生|新树|作(?=\d)|建(?=\d)|创(?=[三四五]星|建))"
    rf"(?P<obj>[\u4e00-\u9fff“”〇（）]{{0,16}}?)(?<!第)\s?(?P<n>{_NUM})\s?(?P<s>{_SCALE})\s?(?P<u>{_COUNTED})"
    r"(?!方面|问题|重点|原则|环节|阶段|月|百分点|五年|以上|及以上|以内|以下)"
)
# 每年召开两次, 每5年修订1次, 每班2名: a frequency or a share is an exact quota.
_EVERY = lazy(
    rf"每(?:半?年|天|日|月|季度?|周|学期|学年|个?(?:班级?|团?支部|社团|校|村|社区|单位|支部|人|镇|街道|年级|家庭|企业)|\d{{1,2}}年)(?P<obj>[\u4e00-\u9fff]{{0,10}}?)(?<!第)(?P<n>{_NUM})\s?(?P<s>{_SCALE})\s?(?P<u>人次|人|名|个|家|户|项|件|条|篇|场次|场|次|期|份|节|天|小时|学时)"
    r"(?!方面|问题|重点|原则|环节|阶段|月|百分点|以上|及以上|以内|以下)"
)
# …50所和150个…: the second number of a quota.
_AND = lazy(
    rf"(?<=[和、及])(?:“〇{{1,30}}”|[\u4e00-\u9fff]{{1,8}})?(?P<n>\d{{1,6}})(?P<s>{_SCALE})(?P<u>人次|人|名|个|家|户|项|件|条|篇|场次|场|次|期|支|所|对|节|门|堂|轮|处|座|亩|公里)(?!月|百分点|以上|以内|以下)"
)
# 各选送一个节目, 共有3个名额, and a line that only lists names and numbers.
_EACH_ONE = lazy(
    rf"各(?:选送|推荐|报送|推选|上报|申报|选派|评选)(?P<n>{_NUM})\s?(?P<s>)(?P<u>人|名|个|项|件|篇|支|份)"
)
_PLACES = lazy(rf"(?P<n>{_NUM})\s?(?P<s>)(?P<u>个|名)(?=(?:推荐|评选|推选|表彰)?名额)")
_LISTED = lazy(
    r"(?:^|(?<=[、，；：.．）)]))(?!联系人)[\u4e00-\u9fff“”〇（）]{2,18}(?P<n>\d{1,4})(?P<s>)(?P<u>名|个|人|篇|件|支|项|户)(?=[、，；。]|$)"
)
_LIST = lazy(
    r"[（(]?(?:[\d一二三四五六七八九十]{1,3}[）)、．.])?(?:[\u4e00-\u9fff“”〇（）]{2,18}\d{1,4}(?:名|个|人|篇|件|支|项|户)[、，；。]?)+"
)
_PRIZES = lazy(
    rf"(?:[特一二三]等奖|优秀奖|优胜奖|组织奖)(?P<n>{_NUM})(?P<s>)(?P<u>名|个|篇|件|人|项|幅|支)"
)
# 省“…奖”24名、省“…奖”7名: the number of each name of a list.
_NAMED = lazy(r"(?<=〇”)(?P<n>\d{1,4})(?P<s>)(?P<u>名|人|个|件|支)(?=[、，；。和])")
_WHOLE = lazy(r"(?<![\d.])(?P<n>100)\s?(?P<s>)(?P<u>[%％])")
_RATE = lazy(
    rf"率[\u4e00-\u9fff]{{0,4}}?(?P<lead>达到|达|不低于|超过|保持在|提高到|提升到|提高至|提升至|在)\s?(?P<n>{_NUM})\s?(?P<s>)(?P<u>)(?P<more>以上|及以上)"
)
_NO_QUOTA = lazy("^[了过的]|的$|联系人|一式")  # what was done, who answers, how many copies
_ALREADY = lazy("(?:已经?|曾)$")
# 每个团支部提交一个作品, 必须选送一个节目: here 一个 counts.
_ONE_EACH = lazy("(?:每|各|必须)[^，。；]{0,12}$")
# 有3名以上正式党员的企业: a case.
_HAVING = lazy("[^，。；、]{0,12}的")
_NO_COUNT = lazy("一对|一次(?:会议|全[体会])")  # 一对一帮扶, 全国人大一次会议
_HANDED_IN = ("提交", "选送", "报送", "推荐", "上交", "上报", "推选")
_SCOPE = lazy(r"^(?:周?岁|的?(?:企业|新经济组织|单位|非公))")
# The patterns in order, with signs of which one must stand in the text, which spares most searches.
_PATTERNS: tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...] = (
    (_RANGE, "range", ("-", "—", "～", "~", "至", "到")),
    (_AT_MOST, "<=", ("超过", "最多", "不多于", "不高于", "至多", "控制在", "限", "只能")),
    (_EXACT, "=", ("100", "百分之百")),
    (_AT_LEAST, ">=", ("少", "不低", "不得低", "达", "超", "高于", "突破", "确保", "到", "至")),
    (_SHARE, ">=", ("%", "％")),
    (_SHARE_MOST, "<=", ("%", "％")),
    (_SHORTENED, "<=", ("缩短", "压缩", "压减", "精简", "减少", "控制")),
    (_OR_MORE, ">=", ("以上",)),
    (_WITHIN, "<=", ("以内", "之内", "以下")),
    (_RATE, ">=", ("率",)),
    (_PRIZES, "=", ("奖",)),
    (_EACH_ONE, "=", ("各",)),
    (_PLACES, "=", ("名额",)),
    (_GROWS, "=", ("%", "％", "百分点")),
    (_DO, "quota", ()),
    (_EVERY, "=", ("每",)),
    (_NAMED, "=", ("〇”",)),
    (_WHOLE, "=", ("100",)),
)
_CN_ONE = {
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "": 1}


def find_targets(text: str) -> tuple[Target, ...]:
    """Return the quantities a task has to reach or keep to, in the order of the text.

    >>> [(t.comparator, t.value, t.unit) for t in find_targets("每年不少于5场，覆盖率达到95%以上。")]
    [('>=', 5, '场'), ('>=', 95, '%')]
    """
    source, text = text, _QUOTED.sub(lambda m: "“" + "〇" * len(m.group(1)) + "”", text)
    found: list[tuple[int, Target]] = []
    taken = bytearray(len(text))  # 1 where a quantity was already read; keeps this linear
    for pattern, comparator, signs in _PATTERNS:
        if not signs or any(sign in text for sign in signs):
            _collect(found, taken, pattern, comparator, text)
    if _LIST.fullmatch(text.strip()):
        _collect(found, taken, _LISTED, "=", text)
    kinds = {target.comparator for _, target in found}
    if "<=" in kinds:
        _collect(found, taken, _QUOTA_ITEM, "<=", text)
    if "=" in kinds:
        _collect(found, taken, _AND, "=", text)
    return tuple(
        replace(target, text=source[at : at + len(target.text)])
        for at, target in sorted(found, key=lambda f: f[0])
    )


def _collect(
    found: list[tuple[int, Target]],
    taken: bytearray,
    pattern: re.Pattern[str],
    comparator: str,
    text: str,
) -> None:
    for match in pattern.finditer(text):
        start, end = match.span()
        if any(taken[start:end]) or (comparator == "quota" and not _is_quota(match, text)):
            continue
        target = _target(match, "=" if comparator == "quota" else comparator, text)
        if target:
            found.append((start, target))
            taken[start:end] = b"\x01" * (end - start)


def _is_quota(match: re.Match[str], text: str) -> bool:
    """一次/一场/一名 is a quota, 一个/一批 is only an article, unless each has to give one."""
    if _NO_COUNT.match(text, match.start("n")):
        return False
    if match["u"] == "名" and match["obj"].endswith("前"):
        return False  # 得分前三名
    before = text[max(0, match.start() - 16) : match.start()]
    if _ALREADY.search(before) or match["n"] == "百":  # 百场宣讲活动 is a name
        return False
    if match["v"] in _HANDED_IN and not match["obj"] and _ONE_EACH.search(before):
        return True
    if match["n"] in ("一", "第") and match["u"] in ("个", "批", "支", "项", "家", "件", "条"):
        return False
    if _NO_QUOTA.search(match["obj"]):
        return False
    return not (
        match["n"] in ("两", "三", "四", "五", "六", "七", "八")
        and match["u"] in ("个", "项")
        and not re.match("新建|建立|打造|培育|创建|发展|选树", match["v"])
    )


def _target(match: re.Match[str], comparator: str, text: str) -> Target | None:
    groups = match.groupdict()
    following = text[match.end() : match.end() + 8]
    bodies = _SCOPE.match(following) and groups.get("u") not in ("%", "％")
    if comparator == ">=" and (bodies or _is_condition(match, following)):
        return None
    if (groups.get("obj") or "").endswith("每"):
        return None  # 确保每一位教职工
    had = text[max(0, match.start() - 1) : match.start()] == "有"
    if comparator == ">=" and had and _HAVING.match(text, match.end()):
        return None
    if following.startswith("的基础上"):
        return None
    if comparator == "range":
        low, high = number(groups["a"]), number(groups["b"])
        if low is None or high is None or low >= high or groups["u"] == "班":  # 高一1-8班
            return None
        return Target(match.group(), "range", (low, high), _unit(groups["u"]))
    if groups.get("all") or groups.get("rate"):
        return Target(match.group(), "=", 100, "%")
    value = number(groups["n"], groups.get("s") or "")
    if value is None:
        return None
    return Target(match.group(), comparator, value, _unit(groups["u"]))


def _is_condition(match: re.Match[str], following: str) -> bool:
    """Tell whether 超过30天的，…, 两个以上的… names a case instead of a goal."""
    if match.group().endswith("%以上"):
        return False  # 90%以上的单位建会 is a goal
    case = match.group().startswith(("超", "高于")) or match.group().endswith("以上")
    return case and following.startswith(("的", "时"))


def _unit(printed: str) -> str:
    return "%" if printed in ("", "%", "％") else printed  # a lost % after 率达到


def number(printed: str, scale: str = "") -> Scalar | None:
    """Return the plain value of a printed number, None if it is none.

    >>> number("2", "万"), number("九十五"), number("1,200"), number("3.5")
    (20000, 95, 1200, 3.5)
    """
    plain = unicodedata.normalize("NFKC", printed).replace(",", "")
    factor = _SCALES[scale]
    if plain and plain[0].isdecimal():
        value = float(plain) * factor
        return int(value) if value == int(value) else value
    if "百" in plain:
        head, _, tail = plain.partition("百")
        return ((_CN_ONE.get(head, 1)) * 100 + small_number(tail)) * factor
    small = small_number(plain)
    return small * factor if small else None
