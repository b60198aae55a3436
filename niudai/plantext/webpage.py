"""Stage 4a, web page: the article is cut out of the menus and notices of the site around it."""

from __future__ import annotations

import re

from .numbering import number_of
from .paragraphs import Paragraph

_HEAD = re.compile(
    r"当前位置|您(?:现在)?(?:所在)?的位置|文章来源|信息来源|发布时间|发布日期[:：]|点击数|点击量|浏览次数|浏览[:：]\s?\d|下载\d+次|更新时间[:：]|发表于[:：]|浏览量|阅读次数|字体[:：]|字号[:：]|【字体|"
    r"^(?:来源|作者|时间|日期|导语|索\s*引\s*号|发文机关|发文字号|主\s*题\s*词|标\s*题)\s*[:：]|^【?朗读】?$"
)
_TAIL = re.compile(
    r"打印正文|打印本页|^[\-\s·]*(?:上一篇|下一篇|上一条|下一条|上一页|下一页)|^网站地图|版权所有|相关阅读|相关链接|相关文[章档]|相关新闻|"
    r"相关推荐|猜你喜欢|责任编辑[:：]|关闭窗口|ICP备|公网安备|[Cc]opyright|^分享到|扫一扫|返回顶部|技术支持[:：]|免责声明|"
    r"^【?(?:打印|关闭|收藏|分享|返回|返回列表)】?$|^【[^】]{0,6}关闭[^】]{0,6}】"
)
_MENU = re.compile(r"\[\d\d-\d\d\]$|^\[?\d\d-\d\d\]?$|^\W*$|&nbsp;\s*$")
_NOTICE = re.compile(
    r"本站|本网站|网友上传|用户(?:提供|上传)|会员(?:上传|分享)|内容提供方|网站客服|付费|下载(?:须知|前|后|地址|次数|说明)|版权(?:归|说明)|转载请|解压|充值|积分下载|"
    r"侵权.{0,10}(?:联系|删除|告知|投诉)|文档(?:下载|预览|来自|来源|由.{0,8}上传)|资料来源于网络|(?:文库|客服).{0,20}(?:下载|上传|咨询|会员)"
)
_HEAD_MAX = 400
_SHORT = 120


def article_of(everything: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """Split a page into what stands before the article (kept for its date) and the article."""
    first = _first_number(everything)
    start = 0
    for i, p in enumerate(everything[:first]):
        if len(p.text) < _HEAD_MAX and _HEAD.search(p.text):
            start = i + 1
    end = len(everything)
    for i in range(max(start, 1 if first == end else first), end):
        if len(everything[i].text) < _SHORT and _TAIL.search(everything[i].text):
            end = i
            break
    article = [p for p in everything[start:end] if not _is_noise(p.text)]
    return everything[:start], article or everything


def _first_number(everything: list[Paragraph]) -> int:
    for i, p in enumerate(everything):
        number = number_of(p)
        if number and number.family in ("part", "cn") and number.value == 1:
            return i
    return len(everything)


def _is_noise(text: str) -> bool:
    return bool(_MENU.search(text) or (len(text) < _SHORT and _NOTICE.search(text)))
