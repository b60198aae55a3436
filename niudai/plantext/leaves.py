"""Stage 5, leaves: the leaf rule turns headings and paragraphs into task spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from . import words
from .masthead import is_contact
from .numbering import Item
from .owners import (
    annotation_at_end,
    annotation_owners,
    heading_lines,
    is_annotation_line,
    lead_in_owners,
)
from .paragraphs import Paragraph, trimmed
from .parts import is_title
from .patterns import lazy
from .pieces import split
from .subjects import subject_of

_ANNOUNCES = lazy(
    r"(?:如下|以下|下列)[^。，）)]{0,16}[。：:]?$|[：:]$|[一二两三四五六七八九十\d]+(?:个?方面的?|项(?:重点|主要)?)(?:工作|任务|内容|措施|要求)?。?$"
)
_EXHORT_START = lazy(r"^(?:在新的一年|让我们|新的一年|同志们|站在新的|面对新)")
_EXHORT_END = lazy(
    r"(?:而|努力|不懈)(?:努力)?(?:工作|奋斗|努力|献礼|贡献)。?$|[作做]出[^，。]{0,12}(?:贡献|业绩)。$|献礼[。！]$"
)
_WE_SHALL = lazy("(?:未来|今后|明天|展望)[^。]{0,12}，我[们校][将会]")
_DEFINES = lazy(r"本(?:意见|办法|方案|通知|细则|规定)所称|[^，。]{2,12}分为[^，。]{2,30}[。和]")
_BOOKS = lazy(r"《[^》]{0,80}》|[、，。和及等\s]")
_REFERS = lazy(r"(?:具体|详情|有关)?[^，。]{0,10}(?:详?见|参见)(?:附件|附表|《)[^，。]{0,40}。?")
_WHEN_WHERE = lazy(
    r"[\u4e00-\u9fff]{0,4}(?:时间|地点)(?:暂定|初定|拟定|定于|定在|另定)[^。]{0,40}。?$"
)
_PURPOSE = lazy(
    r"(?:第?[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.条]?)?\s*(?:为|根据|依据)[^。]{4,200}(?:制定|特制定|制订)本[\u4e00-\u9fff]{2,6}。"
)
# A sentence as title tells somebody to do it, it names no topic.
_TOLD = lazy("[^重主需]要(?!求)|应当|必须|[把将]|纳入")
_CONDITIONS = lazy(
    r"(?:符合|具备|满足)[^，。]{0,12}条件[：:]?$"
    r"|(?:下列|以下)[^，。]{0,6}(?:条件|情形|情况|行为)(?:之一)?[^。]{0,16}[：:]?$"
)
# 现场协调：王某某  李某, 高二：12:09—13:00: a label with persons or times.
_PERSONS_OR_TIMES = lazy(
    r"[^：，。]{1,16}：(?:[\u4e00-\u9fff]{1,4}(?:[ 、]+[\u4e00-\u9fff]{1,4}){1,30}|[\d：:\-—~～；，。\s]+)"
)
_TELLS = lazy(r"[。；](?:[^。；，]{0,16}(?:应当?|须|不得)|要)(?!求)")
_PHASE_LINE = lazy(
    r"^(第[一二三四五六七八九十]+(?:阶段|步)|步骤[一二三四五六七八九十])"
    r"(?:[：: ]?[^。；，：:]{0,16}(?:[（(][^（()）]{0,30}[）)])?[：:]?)$"
)
_STEP_TIME = lazy("(?:[\u4e00-\u9fff]{2})?时间[：:]")
_GOAL_LABEL = lazy(r"^[^。，；：:]{0,8}(?:目标|指标)(?:是|为)?[：:]")
_GOAL_TITLE = lazy(
    r"目标(?:定位|要求|任务)?$|^(?:总体|主要|工作|行动|具体|活动|发展)?目标|目标[和与及、]|[和与及、][^，。]{0,4}目标"
)
_LABEL = lazy(r"^([^：:，。；]{1,12})[：:]")
_LATER = lazy("[，；](?:具体|详细|其他|其它)[^，。]{0,12}另行通知")
_HOSTS = lazy(
    "(?:本次|此次|本届)?[^，。]{0,12}由[^，。]{2,60}(?:主办|承办|协办)(?:，[^，。]{2,80}(?:主办|承办|协办)){0,4}。?"
)
_REQUEST = lazy(
    r"请(?:各|以|于|将|全体|有关|相关)[^。]{8,}|(?:各|市直)[^，。：]{1,24}(?:要(?!求)|须|务必)[^。]{8,}"
    r"|[^。：]{0,40}(?:请|务必|须|应)(?:于|在)[^。]{1,24}前"
)
_BACKGROUND = lazy("思想|总体|意义|目的|宗旨|背景|形势|原则|性$|引言|结束语")
_ASIDE = lazy(r"[（(][^（()）]*[）)][。；]?|[*\w.\-（）()]+\.\w{3,4}")
# 充分认识…的重要意义 is background however long; 提高认识，加强领导 is work.
_REALIZE = lazy(r"认识[^，。]{0,36}(?:意义|重要性|必要性|紧迫性)(?:和(?:必要性|紧迫性))?$")
_WEIGHT = lazy(r"(?:重要|必要|紧迫)性$|重[要大]意义$")
_JOINED = lazy("[、和]|(?<!参)与|及(?!格)")
_CHARGES = lazy(r"[（(〔\[]?(?:责任|牵头|负责|落实|实施|执行)[^，。：:]{2,8}[：:]")
_OPENS_ACTION = (*words.ACTIONS, *words.IMPROVES, *words.ACTS_HOW)
REAL_TEXT = 15
NAME_MAX = 14
SHORT_LINE = 12
DESCRIPTIVE_MAX = 16


@dataclass(frozen=True)
class Leaf:
    """One task span before its attributes: `item` is the index of its numbered item or None.

    `mark` is the 一是 / （1） / 第一阶段 piece of the path, `title_inside` tells that the item's own
    title line is part of the span, `governing` is the phase or time line above it, "" if there is none,
    `inherited` the line the nearest heading names with that heading's title.
    """

    start: int
    end: int
    item: int | None
    mark: str | None
    kind: str
    title_inside: bool
    governing: str = ""
    inherited: tuple[tuple[str, ...], str] = ((), "")


_BLANK = Leaf(0, 0, None, None, "action", False)


@dataclass(frozen=True)
class Block:
    """A numbered item with the unnumbered paragraphs that follow it before the next number.

    `listed` tells that an item before it in the same list is a task on its own line.
    """

    index: int
    item: Item
    following: list[Paragraph]
    children: bool
    listed: bool = False


def find_leaves(
    source: str, items: list[Item], body: list[Paragraph], preface: list[Paragraph]
) -> list[Leaf]:
    """Return the task spans of the body in order, following the leaf rule of the README."""
    leaves = [
        Leaf(p.start, p.end, None, None, "goal", False)
        for p in preface
        if _GOAL_LABEL.match(p.text)
    ]
    if not items:
        return leaves + _unnumbered_leaves(source, body)
    silent: dict[int, bool] = {}
    unowned: dict[int | None, list[int]] = {}  # by parent: leaves of items without annotation
    listing: set[int | None] = set()
    for block in _blocks(items, body):
        block = replace(block, listed=block.item.parent in listing)
        group = unowned.setdefault(block.item.parent, [])
        note = block.following[-1] if block.following and group else None
        shared = note and _shared_owners(note.text)
        if shared and note:
            block = replace(block, following=block.following[:-1])
        found = _block_leaves(source, items, block, silent)
        group += range(len(leaves), len(leaves) + len(found))
        leaves += found
        if found and not block.following and not block.children:
            listing.add(block.item.parent)
        if shared and note:
            for i in group:
                leaves[i] = replace(leaves[i], inherited=(shared, note.text))
        if shared or any(_is_annotated(source, leaf) for leaf in found):
            group.clear()
    return leaves


def _unnumbered_leaves(source: str, body: list[Paragraph]) -> list[Leaf]:
    """Return the leaves of a body without numbers; points (一是…) leave out what stands before."""
    first = next((i for i, p in enumerate(body) if p.text.startswith("一是")), 0)
    duties = [p for p in body[first:] if _tells_below(p.text) and not is_title(p.text)]
    return [leaf for p in duties for leaf in _pieces(source, p, _BLANK)]


def _shared_owners(text: str) -> tuple[str, ...]:
    """Return the owners of a list that a bracket on a line of its own closes, () if it is none."""
    if not text.startswith(("（", "〔", "[", "【")) or not is_annotation_line(text):
        return ()
    said = annotation_at_end(text)
    return said.owners if said else ()


def _is_annotated(source: str, leaf: Leaf) -> bool:
    return annotation_at_end(source[leaf.start : leaf.end]) is not None


def postscript_leaves(postscript: list[Paragraph]) -> list[Leaf]:
    """Return the instructions behind the signature, each a task with the path ps."""
    return [Leaf(p.start, p.end, None, "ps", "action", False) for p in postscript]


def _blocks(items: list[Item], body: list[Paragraph]) -> Iterator[Block]:
    starts = {item.paragraph.start: i for i, item in enumerate(items)}
    parents = {item.parent for item in items}
    current: int | None = None
    following: list[Paragraph] = []
    for p in body:
        if p.start in starts:
            if current is not None:
                yield Block(current, items[current], following, current in parents)
            current, following = starts[p.start], []
        elif current is not None:
            following.append(p)
    if current is not None:
        yield Block(current, items[current], following, current in parents)


def _block_leaves(
    source: str, items: list[Item], block: Block, silent: dict[int, bool]
) -> list[Leaf]:
    """Return the leaves of one block.

    `silent` collects the items whose subtree has no tasks, and whether it may ask somebody to act
    below what it describes.
    """
    title = _section_title(block.item)
    goal = bool(_GOAL_TITLE.search(title))
    if block.item.parent is not None and block.item.parent in silent and not goal:
        silent[block.index] = silent[block.item.parent]
        return _requests(source, block) if silent[block.index] else []
    if is_descriptive(title) and not goal:
        asks = not _BACKGROUND.search(title)
        if "总体要求" not in title:  # its children may be goals and tasks
            silent[block.index] = asks
        goals = [_plain_at(p, block.index) for p in block.following if _GOAL_LABEL.match(p.text)]
        return goals + (_requests(source, block) if asks else [])
    if block.children and _CONDITIONS.search(block.item.paragraph.text):
        silent[block.index] = True
        return []
    kind = "goal" if goal else "action"
    leaves: list[Leaf] = []
    if _own_is_task(source, block):
        said = inherited_lines(items, block.index, inside=True)
        blank = Leaf(0, 0, block.index, None, kind, True, inherited=said)
        leaves += _pieces(source, block.item.paragraph, blank)
    if block.children:
        leaves += [_plain_at(p, block.index) for p in block.following if _GOAL_LABEL.match(p.text)]
    else:
        said = inherited_lines(items, block.index, inside=not block.item.line)
        blank = Leaf(0, 0, block.index, None, kind, False, inherited=said)
        leaves += _following(source, block, blank, leaves)
    return leaves


def _requests(source: str, block: Block) -> list[Leaf]:
    """Return the paragraphs below criteria that ask somebody to act (请各支部于6月前报送…)."""
    asked = [p for p in block.following if _REQUEST.match(p.text) and not _ANNOUNCES.search(p.text)]
    blank = replace(_BLANK, item=block.index)
    return [leaf for p in asked for leaf in _pieces(source, p, blank)]


def _plain_at(p: Paragraph, index: int) -> Leaf:
    return Leaf(p.start, p.end, index, None, "goal", False)


def _own_is_task(source: str, block: Block) -> bool:
    """Tell whether the numbered line itself is a task."""
    text = block.item.paragraph.text[len(block.item.number.text) :].strip()
    own_text = source[block.item.title_end : block.item.paragraph.end].strip()
    told_below = bool(block.item.line) and any(
        _tells_below(p.text) and not _exhorts(p.text)
        for p in block.following
        if not is_annotation_line(p.text)
    )
    if block.listed and not block.children and text.endswith(("。", "；")):
        return _is_duty(text)  # the last item of a list; what is below closes the list
    if block.item.line and not block.item.title_alone and not block.children and told_below:
        return False
    if block.item.title_alone:
        says = subject_of(block.item.title)
        annotated = annotation_at_end(block.item.title)
        if says and says.owners and says.modal and not (block.children or annotated):
            return True  # 2.院团委要深化…。 is short enough for a title, but it is a sentence
        if block.children or told_below:
            return False
        if any(_CHARGES.match(p.text) for p in block.following):
            return True  # an owner is named below, so the title is what is to be done
        return _is_duty(text) or (
            len(text) > 4 and text.startswith(_OPENS_ACTION) and not _states_fact(text)
        )
    if not block.children and not block.following:
        return _is_duty(text)
    if _ANNOUNCES.search(text) or (block.children and len(own_text or text) < REAL_TEXT):
        return False
    if block.children and _section_title(block.item) != block.item.title:
        return False  # 二、主要措施结合实际，…。 leads in to its children
    return _is_duty(text)


def _following(source: str, block: Block, blank: Leaf, before: list[Leaf]) -> list[Leaf]:
    """Return the leaves of the paragraphs below a numbered line without numbered children."""
    leaves: list[Leaf] = []
    times = [p.text for p in block.following if _STEP_TIME.match(p.text)]
    step = block.item.parent is not None  # the time of the whole plan is no deadline
    if step and len(times) == 1:
        blank = replace(blank, governing=times[0])
    current = blank
    for position, p in enumerate(block.following):
        last = position == len(block.following) - 1
        phase = _PHASE_LINE.match(p.text)
        if phase and not last:
            current = replace(blank, governing=p.text, mark=phase.group(1))
        elif is_annotation_line(p.text):
            target = leaves or before
            if target:  # 责任单位：… on a line of its own belongs to the task above it
                target[-1] = replace(target[-1], end=p.end)
                said = annotation_owners(p.text.strip("（）()〔〕[]。"))[0]
                for group in (before, leaves) if said else ():  # the rest of the item too
                    group[:] = [replace(leaf, inherited=(said, p.text)) for leaf in group]
        elif step and _STEP_TIME.match(p.text):
            current = replace(current, governing=p.text)
        elif _states_fact(p.text):
            current = blank
        elif not (last and _exhorts(p.text)) and (last or not _ANNOUNCES.search(p.text)):
            if _GOAL_LABEL.match(p.text):
                current = replace(blank, kind="goal")
            if _tells_below(p.text):
                leaves += _pieces(source, p, current)
    return leaves


def _section_title(item: Item) -> str:
    """Return the title of an item, or the words before its text if no mark stands between."""
    text = item.paragraph.text[len(item.number.text) :].strip()
    name = next((name for name in words.SECTION_NAMES if text.startswith(name)), "")
    if name and len(text) > len(name) + REAL_TEXT and "\u4e00" <= text[len(name)] <= "\u9fff":
        return name
    first = text.split(maxsplit=1)
    if item.title:  # 一、活动时间 6月至7月
        return first[0] if len(first) == 2 and is_descriptive(first[0]) else item.title
    return first[0] if len(first) == 2 else ""


def _plain_label(printed: str) -> str:
    return re.sub(r"\s+|^\d{1,2}", "", printed)


def _states_fact(text: str) -> bool:
    """Tell whether a label (活动时间：, 参赛主题：) opens a fact, not an instruction."""
    label = _LABEL.match(text)
    plain = _plain_label(label.group(1)) if label else ""
    return plain in words.LABEL_NOT_TASK or plain.endswith(words.LABEL_NOT_TASK_END)


def _exhorts(text: str) -> bool:
    if _WE_SHALL.search(text):
        return True
    return bool(_EXHORT_START.match(text) and _EXHORT_END.search(text))


def is_descriptive(title: str) -> bool:
    """Tell whether a section title says that its text gives nobody anything to do.

    >>> is_descriptive("明确指导思想"), is_descriptive("选树条件"), is_descriptive("改善办学条件")
    (True, True, False)
    """
    plain = re.sub(r"[（(].*?[）)]|[。：:]", "", title).strip()
    if _REALIZE.search(plain) or (_WEIGHT.search(plain) and not plain.startswith(words.IMPROVES)):
        return True
    if any(word in plain for word in ("任务", "措施", "要求")) and not plain.endswith(
        ("总体要求", "参评要求")
    ):
        return False
    if len(plain) > DESCRIPTIVE_MAX or (
        plain.startswith(words.IMPROVES) and plain.endswith(words.IMPROVABLE)
    ):
        return False
    if any(word in plain for word in words.NOT_TASK_TITLE_PART):
        return True
    *first, last = _JOINED.split(plain)
    return (last.endswith(words.NOT_TASK_TITLE) or bool(first and last == "标准")) and not any(
        noun.endswith(words.TELLING_TITLE) for noun in first
    )


def inherited_lines(items: list[Item], index: int, *, inside: bool) -> tuple[tuple[str, ...], str]:
    """Return who the nearest heading names, from the item itself upwards, and its title.

    A heading names a line (党建带团建) or ends with an owner annotation (（宣传部牵头）).

    With `inside` the item's own title is part of the task: there a bare 工会 may be an object.
    """
    current: int | None = index
    while current is not None:
        title = items[current].title
        annotated = (
            annotation_at_end(items[current].line or title)
            if not (inside and current == index)
            else None
        )
        if annotated:
            return annotated.owners, items[current].line or title
        own = inside and current == index
        found = () if own and _TOLD.search(title) else heading_lines(title, strict=own)
        if found:
            return found, title
        current = items[current].parent
    return (), ""


def _is_duty(text: str) -> bool:
    """Tell whether a paragraph can say what somebody has to do."""
    if _states_fact(text) or is_contact(text) or text.endswith(("：", ":")):
        return False
    if _DEFINES.match(text) and not _TELLS.search(text):
        return False
    if len(text) < 60 and any(w in _LATER.sub("", text) for w in words.NOT_INSTRUCTION):
        return False
    if len(_BOOKS.sub("", text)) <= 3 or _REFERS.fullmatch(text):
        return False
    if (
        _HOSTS.fullmatch(text)
        or _ASIDE.fullmatch(text)
        or _WHEN_WHERE.match(text)
        or _PURPOSE.fullmatch(text)
    ):
        return False
    return len(text) > SHORT_LINE or (len(text) > 5 and bool(re.search("[。；;，,]", text)))


def _tells_below(text: str) -> bool:
    """Tell whether a paragraph without number can be a task; a list of names is none."""
    return _is_duty(text) and not _is_list(text)


def _is_list(text: str) -> bool:
    """Tell whether a paragraph only lists numbers or the names of things (可申报支部：101、108).

    >>> _is_list("可申报支部：101、108、113、105"), _is_list("优秀社团、特色项目、先进个人。")
    (True, True)
    """
    if _PERSONS_OR_TIMES.fullmatch(text):
        return True
    listed = re.sub(r"^[^：，。]{1,12}：|[（(][^（()）]*[）)]|。$", "", text)
    names = listed.split("、")
    if len(names) < 3 or re.search("[，。；！]", listed) or max(map(len, names)) > NAME_MAX:
        return False
    if any(name.count("“") != name.count("”") for name in names):
        return False
    if all(name.strip().isdecimal() for name in names):
        return True
    verbs = (*words.ACTIONS, *words.IMPROVES, *words.DOES_AFTER)
    return not any(
        re.search(r"\d|[要应将请须]|进行|开展", n) or n.strip().startswith(verbs) for n in names
    )


def _pieces(source: str, p: Paragraph, blank: Leaf) -> list[Leaf]:
    """Return the leaves of one task paragraph, each a copy of `blank` with its span and mark."""
    leaves = []
    pieces = split(p.text, blank.inherited[0])
    lead = p.text[: pieces[0].start] if pieces and pieces[0].mark else ""
    said = lead_in_owners(lead)
    if said:  # 督查组要做到：一是…；二是…
        blank = replace(blank, inherited=(said, lead))
    for piece in pieces:
        span = trimmed(source, p.start + piece.start, p.start + piece.end)
        if span:
            leaves.append(
                replace(
                    blank,
                    start=span.start,
                    end=span.end,
                    mark=piece.mark or blank.mark,
                    title_inside=blank.title_inside and piece.start == 0 and not piece.mark,
                )
            )
    return leaves
