"""Attribute, programmes: quoted names of campaigns, projects, awards, platforms and methods."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import words
from .patterns import lazy

_QUOTED = lazy(r"[“「『〝\"]([^“”「」『』〝〞\"\n]{2,40})[”」』〞\"]")
_BOOK = lazy(r"《[^》]{0,120}》")
_AFTER = lazy(
    r"(?:系列|主题|专题|专项|实践|教育|创建|评选|选树|展评|示范|试点|志愿者?|服务|教学|共建|联合|文明|新|[\u4e00-\u9fff]{0,4}知识)*"
    r"(?:活动|工程|行动|计划|项目|品牌|平台|系统|机制|工作法|模式|制度|称号|荣誉|大赛|竞赛|比赛|奖|基金|试点|候选人|等?团属|共建|工作|"
    r"专班|专场|论坛|讲堂|课堂|小程序|创建|评选|选树|建设|服务|研究指导|做法|会议|改革|大?讨论|考评|测评|评比|主题[\u4e00-\u9fff]{0,4}教育|讲座|微视频|短视频|征集|宣讲|的评[选比]|考核细则|管理模式|[\u4e00-\u9fff]{0,8}先进(?:个人|集体|单位)|"
    r"的(?:激励|服务|工作|管理|运行|长效|协作|联动|治理|风险|分担|和)*(?:机制|模式|工作法|做法))"
)
_ACTIVITY_LATER = lazy(
    r"(?:之)?[\u4e00-\u9fff]{0,14}?(?:活动|工程|行动|计划|项目|辅导|座谈会|比赛|竞赛)"
)
_BEFORE = lazy(
    r"(?:开展|实施|推进|推行|深化|打造|创建|争创|争当|评选|选树|推荐|推选|命名|授予|举办|组织|设立|建立|建设|启动|参加|完善|依托|围绕|优化|开设|运用)"
    r"(?:[^，。；“”]{0,12})$"
)
# Who does one of these directly before a quoted name treats it as a programme: 评选“青安岗”.
_DONE = lazy(
    r"(?:实施|推行|实行|试行|推进|开展|评选|评选表彰|表彰|评选出|评出|选树|争创|创建|打造|落实|组织|启动|举办|纳入|实现|依托|申报|授予|命名|推广|深化|用好|建成)"
    r"(?:好|了|各?类|\d{1,4}[个家名支项批场期次届]|一批|一[个项次支])?\s?$"
)
_CARRIED_OUT = lazy("(?:推进|推行|实行|实施|开展|推广)$")
_GENERAL_WORK = lazy("(?:培训|学习|检查|调研|慰问|座谈)$|、")
_CHANNEL_AFTER = lazy("等?(?:媒体|平台|公众号|微信|客户端|视频号|网站|频道)")
_CHANNEL_BEFORE = lazy("(?:报送|投稿|推送|发布|转发|刊登|选送|播出|宣传)[^。；]{0,60}$")
_NO_NAME_AFTER = lazy(r"[的之一式型化]|现象|问题|比例|格局|目标|局面|等(?:问题|现象)|相|有|为|是")
_NAME_END = lazy(
    r"(?:工程|行动|计划|项目|活动|(?<![编账序型])号|礼堂|数据库|积分超市|奖章|农村行|基层行|万里行|示范[村户校]|(?:红旗|活力|先进|示范|样板)[团党]?支部|岗|周|月|(?<!生)日|(?<!\d)年|节|奖|杯|赛|标兵|能手|之家|家园|之星|青年|少年|职工|志愿者|组织|平台|系统|网|码|品牌|机制|"
    r"工作法|模式|讲堂|课堂|学堂|论坛|示范点|工作室|联盟|小组|团队|先锋)$"
)
_QUALITY = lazy(
    r"^(?!十[佳大]|百[佳强])[一二两三四五六七八九十百两双]+[个项大]?[\u4e00-\u9fff]{0,3}$|^[\u4e00-\u9fff]?[一二三四五六七八九十]+[五四一八]$"
)
BEFORE_MAX = 40
AFTER_MAX = 24
_FOLDER_BEFORE = lazy(r"(?:文件夹|目录|点击|栏目|菜单|按钮|命名为|进入|邮箱)[“：:]?$")
_CAMPAIGN_SOON = lazy(
    r"[\u4e00-\u9fff]{1,12}?(?:活动|工程|行动|计划|品牌|试点|竞赛|大赛|评比|班会|晚会|荣誉证书)(?![\u4e00-\u9fff]{0,2}[组办])"
)
# What may follow a number used as a name (“双随机”, “1216”) when it is a programme.
_CAMPAIGN = lazy(
    r"(?:系列|主题|专题|专项|竞赛|创建|评选|寻找|推选|选树|培育|培养|提升|教育|改革|综合)*(?:活动|工程|行动|计划|竞赛|(?:综合)?改革试点|领军人才)"
)
# “三会一课”制度, “两学一做”学习教育: a name of two numbers with what only a campaign has behind it.
_TWO_NUMBERS = lazy(
    r"[一二三四五六七八九十两双][\u4e00-\u9fff]{1,3}[一二三四五六七八九十两双][\u4e00-\u9fff]{1,3}"
)
_CARRIED_ON = lazy(
    r"学习教育|(?:长效)?(?:机制|制度)|(?:管理|工作)模式|标兵|名单|常态化|各?成员单位|记录本|考核"
)
_BRAND = lazy(r"[\u4e00-\u9fff]·[\u4e00-\u9fff]")
_CALLS = lazy(r"(?:活动|项目|行动|工程|品牌)(?:[一二三四五六七八九十\d]{1,2}|名称)?：$")
# What follows a name wherever a document says what the name is.
_CALLED = lazy(
    r"[\u4e00-\u9fff]{0,12}?(?:活动|班会|工程|行动|计划|评选|选树|展评|竞赛|大赛|比赛|品牌|试点|称号|候选人|荣誉|项目|教育|竞赛月)"
)
# A name such as 平安校园, 最美家庭, 廉政文化进校园 is one when somebody creates or awards it.
_HONOUR = lazy(
    r"[\u4e00-\u9fff]{2}(?:校园|学校|家庭|庭院|社区|乡村|单位|机关|企业|班级|寝室|城市)$|进(?:校园|社区|企业|机关|农村|家庭|课堂|基层|单位|网络|万家)$"
)
# 去行政化, 应放尽放, 非禁即入 say how, and name nothing.
_MORE = lazy(r"^全[^、]{1,3}、全|^去[^，]{1,4}化$|[应能](.)尽\1|非.即.$")
_QUESTION = lazy("什么|如何|怎样|怎么|为谁")
_ITEM_START = ("、", "．", ".", "）", "是")
_LISTED_BEFORE = lazy(
    r"(?:[“][^“”]{1,40}[”](?:\d{1,5}[名个家户所支项篇])?(?:[、，和及与]|以及)?\s?)+$"
)
_NEXT_NAMES = lazy(r"^(?:(?:[、和及与]|以及|——)?\s?[“][^“”]{1,40}[”])+")
LIST_MAX = 160
_THEME_AFTER = lazy(
    r"^(?:为|的)?(?:主题(?![\u4e00-\u9fff])|主题(?=是|为|和|与|开展|组织|进行|要求|，)|目标|意识|精神|理念|方针|原则|要求|思想|标准|战略|口号|主线|方式命名|命名|文件夹|主旨|思路|办法|策略|自觉性|字样|方式|总体布局|战略布局|按钮)"
)
_THEME_BEFORE = lazy(
    r"(?:主题|口号|理念|原则|方针|按照|坚持|做到|本着|题为|弘扬|倡导|树立|增强)[是为：:“]?$"
)


def find_programmes(
    text: str, governing_title: str, known: frozenset[str] = frozenset(), above: str = ""
) -> tuple[str, ...]:
    """Return the programme names quoted in a task or in the title line that governs it.

    `known` are the names the document clearly uses as programmes elsewhere (`names_of`); they
    count wherever they are quoted. `above` is the title over the governing one: what it calls a
    campaign is carried out by the items below it.

    >>> find_programmes("通过开展“青年文明号”等活动，实现“双赢”。", "")
    ('青年文明号',)
    """
    called = names_of(above)
    names = [m.group(1).strip() for _, m in _quotes(above) if m.group(1).strip() in called]
    for part in (governing_title, text):
        for plain, match in _quotes(part):
            name = match.group(1).strip()
            after = plain[match.end() : match.end() + AFTER_MAX]
            if (name in known and not _THEME_AFTER.match(after)) or _is_programme(plain, match):
                names.append(name)
    return tuple(dict.fromkeys(names))


def names_of(text: str) -> frozenset[str]:
    """Return the quoted names that a document calls a campaign, a contest or an honour.

    >>> sorted(names_of("开展“最美职工”评选活动，弘扬“工匠精神”。"))
    ['最美职工']
    """
    return frozenset(
        match.group(1).strip()
        for plain, match in _quotes(text)
        if (
            _CALLED.match(plain, match.end())
            or _CALLS.search(plain, max(0, match.start() - 8), match.start())
        )
        and _is_programme(plain, match)
    )


def _quotes(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the quotes of a text outside 《》, with the text they were found in."""
    if "“" not in text and "「" not in text:
        return
    plain = _BOOK.sub(lambda m: "　" * len(m.group()), text)
    for match in _QUOTED.finditer(plain):
        yield plain, match


def _is_programme(text: str, match: re.Match[str]) -> bool:
    name = match.group(1).strip()
    before = text[max(0, match.start() - BEFORE_MAX) : match.start()]
    after = text[match.end() : match.end() + AFTER_MAX]
    followed = bool(_AFTER.match(after))
    named = len(name) >= 4 and bool(_NAME_END.search(name))
    named = named or (len(name) == 3 and name.endswith("奖"))
    last = _after_list(text, match.end())
    if _TWO_NUMBERS.fullmatch(name) and _CARRIED_ON.match(last):
        return True
    if _is_slogan(name, before, after, named=named, followed=followed):
        return False
    if (
        _QUALITY.match(name) and not (name.endswith("奖章") or _one_stop(name, before))
    ) or name.isdecimal():
        return bool(_CAMPAIGN.match(last))
    if _BRAND.search(name) or _CALLS.search(before):
        return True  # 活动一：“书香云溪”教师节手工
    if (not before or before.endswith(_ITEM_START)) and text[
        match.end() : match.end() + 1
    ] in "。：":
        return True  # the item is called so: 2、“校园健步走”。…
    if named or (followed and not after.startswith(("建设", "服务"))):
        return True
    if _CAMPAIGN_SOON.match(after):
        return True
    first = _LISTED_BEFORE.sub("", text[max(0, match.start() - LIST_MAX) : match.start()])
    if (
        len(name) > 2
        and not name.endswith("+")
        and not _GENERAL_WORK.search(name)
        and _DONE.search(first)
        and not _NO_NAME_AFTER.match(last)
    ):
        return True
    listed = bool(_AFTER.match(last))
    if listed and not after.startswith(last[:1]) and not last.startswith(("建设", "服务")):
        return True
    if not (followed or listed or _HONOUR.search(name) or _ACTIVITY_LATER.match(after)):
        return False
    return bool(_BEFORE.search(first[-16:]))


def _is_slogan(name: str, before: str, after: str, *, named: bool, followed: bool) -> bool:
    """Tell whether the words around a quote make it a theme, a quality, a date or a file name."""
    if name in words.DATE_NAMES or name.endswith(words.QUALITY_END) or _MORE.search(name):
        return True
    if _QUESTION.search(name):
        return True
    if name.count("、") > 2 and not followed:
        return True
    if (name.count("+") > 1 and not followed) or ("，" in name and not followed):
        return True
    if _FOLDER_BEFORE.search(before) or _THEME_AFTER.match(after):
        return True
    if _CHANNEL_AFTER.match(after) and _CHANNEL_BEFORE.search(before):
        return True
    return not named and bool(_THEME_BEFORE.search(before))


def _one_stop(name: str, before: str) -> bool:
    """Tell whether a name such as 一网通办 is that of a way to work: somebody carries it out."""
    before = _LISTED_BEFORE.sub("", before)
    return len(name) >= 4 and name.startswith("一") and bool(_CARRIED_OUT.search(before))


def _after_list(text: str, end: int) -> str:
    """Return what follows the list of quoted names in which a name stands that ends at `end`."""
    rest = _NEXT_NAMES.sub("", text[end : end + 120], count=1)
    return rest.removeprefix("等")
