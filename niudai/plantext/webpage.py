"""Stage 4a, web page: the article is cut out of the menus and notices of the site around it."""

from __future__ import annotations

from .numbering import Number, number_of
from .paragraphs import Paragraph
from .patterns import lazy

_HEAD = lazy(
    r"当前位置|您(?:现在)?(?:所在)?的位置|文章来源|信息来源|发布时间|发布日期[:：]|点击数|点击量|浏览次数|浏览[:：]\s?\d|下载\d+次|更新时间[:：]|发表于[:：]|浏览量|阅读次数|字体[:：]|字号[:：]|【字体|^【?朗读】?$"
)
# Fields of a page that a plan has too (时间：8月2日): they count above the first list only.
_FIELD = lazy(
    r"^(?:来源|作者|时间|日期|导语|索\s*引\s*号|发文机关|发文字号|主\s*题\s*词|标\s*题)\s*[:：]"
)
_TAIL = lazy(
    r"打印正文|打印本页|^[\-\s·]*(?:上一篇|下一篇|上一条|下一条|上一页|下一页)|^网站地图|版权所有|相关阅读|相关链接|相关文[章档]|相关新闻|"
    r"相关推荐|猜你喜欢|责任编辑[:：]|关闭窗口|ICP备|公网安备|[Cc]opyright|^分享到|扫一扫|返回顶部|技术支持[:：]|免责声明|"
    r"^【?(?:打印|关闭|收藏|分享|返回|返回列表)】?$|^【[^】]{0,6}关闭[^】]{0,6}】"
)
_MENU = lazy(r"\[\d\d-\d\d\]$|^\[?\d\d-\d\d\]?$|^\W*$|&nbsp;\s*$")
_NOTICE = lazy(
    r"本站|本网站|网友(?:为您)?(?:上传|整理|分享)|供您参考|会员分享|上传人[:：]|文档编号[:：]|用户(?:提供|上传)|会员(?:上传|分享)|内容提供方|网站客服|付费|下载文档|部分预览|申请退款|侵犯[您你]的|下载(?:须知|前|后|地址|次数|说明)|版权(?:归|说明)|转载请|解压|充值|积分下载|"
    r"侵权.{0,10}(?:联系|删除|告知|投诉)|文档(?:下载|预览|来自|来源|由.{0,8}上传)|资料来源于网络|(?:文库|客服).{0,20}(?:下载|上传|咨询|会员)"
)
_HEAD_MAX = 400
_SHORT = 120


def article_of(everything: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """Split a page into what stands before the article (kept for its date) and the article."""
    numbers = [number_of(p) for p in everything]
    listed, first = _first_list(everything, numbers), _first_section(numbers)
    start = 0
    for i, p in enumerate(everything[:first]):
        if len(p.text) < _HEAD_MAX and (
            _HEAD.search(p.text) or (i < listed and _FIELD.match(p.text))
        ):
            start = i + 1
    end = len(everything)
    for i in range(max(start, 1 if first == end else first), end):
        if len(everything[i].text) < _SHORT and _TAIL.search(everything[i].text):
            end = i
            break
    noise = _notices(everything, numbers)
    article = [everything[i] for i in range(start, end) if i not in noise]
    return everything[:start], article or everything


def is_field(text: str) -> bool:
    """Tell whether a line above an article says where it is from (来源：, 发布时间：)."""
    return bool(_FIELD.match(text) or _HEAD.search(text))


def _first_section(numbers: list[Number | None]) -> int:
    for i, number in enumerate(numbers):
        if number and number.family in ("part", "cn") and number.value == 1:
            return i
    return len(numbers)


def _first_list(everything: list[Paragraph], numbers: list[Number | None]) -> int:
    """Return the index of the first item 1 whose list goes on, the notices of sites left out."""
    opens: dict[str, int] = {}
    for i, number in enumerate(numbers):
        if number is None or _NOTICE.search(everything[i].text):
            continue
        if number.value == 1:
            opens[number.family] = i
        elif number.value == 2 and number.family in opens:
            return opens[number.family]
    return len(numbers)


def _notices(everything: list[Paragraph], numbers: list[Number | None]) -> set[int]:
    """Return the lines that are menus or notices; an item of a list of the plan is none.

    A list is the site's own where half of its items are notices.
    """
    noise = {i for i, p in enumerate(everything) if _is_noise(p.text)}
    for items in _lists(numbers):
        inside = noise.intersection(items)
        if inside and len(inside) * 2 < len(items):
            noise -= inside
    return noise


def _lists(numbers: list[Number | None]) -> list[list[int]]:
    """Return the indexes of the items of each list that counts up, in any depth."""
    lists: list[list[int]] = []
    open_: dict[str, list[int]] = {}
    values: dict[str, int] = {}
    for i, number in enumerate(numbers):
        if number is None:
            continue
        if number.value != values.get(number.family, 0) + 1 or number.value == 1:
            open_[number.family] = []
            lists.append(open_[number.family])
        open_[number.family].append(i)
        values[number.family] = number.value
    return lists


def _is_noise(text: str) -> bool:
    return bool(_MENU.search(text) or (len(text) < _SHORT and _NOTICE.search(text)))
