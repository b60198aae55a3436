"""Attributes, owners and sectors: who has to do a task and which class of bodies it addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import words

_LINE_ALTERNATIVES = sorted(
    ((word, code) for code, names in words.LINE_WORDS.items() for word in names),
    key=lambda pair: -len(pair[0]),
)
_CODE_OF = dict(_LINE_ALTERNATIVES)
CODES = frozenset(words.LINE_WORDS)
_LINE = "|".join(re.escape(word) for word, _ in _LINE_ALTERNATIVES)
_DEPARTMENT = "|".join(sorted(map(re.escape, words.DEPARTMENT_END), key=len, reverse=True))
_HAN = r"[\u4e00-\u9fffA-Za-z（()）]"
_MODAL = r"(?:都|均|也|还|原则上)?(?:要|应当|应(?!用|急|对|届|聘)|须|必须|需|将|负责|牵头|会同)"
_CLAUSE = re.compile(r"[^，,。；;：:！？!?]+")
_ONE_CHAR_VERBS = (*(v for v in words.VERB_BEFORE if len(v) == 1), "组织", "即")
_LINE_AT_END = re.compile(rf"(?P<word>{_LINE}){words.LINE_TAIL}")
_LINE_NAME = re.compile(
    rf"[\u4e00-\u9fff（）()、]{{0,24}}?(?P<word>{_LINE})(?:组织|班子|委员会|(?<=党委)[组织宣传统战]{{2}}部门)?"
)
_ORGANISES_LINE = re.compile(
    rf"组织(?:动员|发动)?(?=[\u4e00-\u9fff]{{0,6}}(?:{_LINE})(?![建工的]))"
)
_ORGAN_IN_HEAD = re.compile(rf"(?:{_LINE}){words.LINE_TAIL}|(?:{_DEPARTMENT})")
_MODAL_CLAUSE = re.compile(rf"({_HAN}{{0,36}}?)(?:{_MODAL}|选树|推荐|推选|申报|上报|报送|原则上)")
_MODAL_SOON = re.compile(rf"(?:{_HAN}{{0,8}}?){_MODAL}")
_JOIN = re.compile("、|和|与|及|以及")
_ANNOTATION = re.compile(
    r"[（(〔\[]([^（()）〔〕\[\]]{2,260}(?:[（(][^（()）]{1,20}[）)][^（()）〔〕\[\]]{0,260})*)[）)〕\]][。；;]?"
)
_ROLE = re.compile(
    r"(?P<role>责任单位|责任部门|责任科室|责任处室|责任领导|牵头单位|牵头部门|牵头处室|配合单位|配合部门|协办单位|参与单位|参加单位|落实单位|"
    r"完成单位|主办单位|承办单位|主责单位|协同单位|负责单位|牵头|配合|责任人|完成时限|完成时间|时限)[:：]"
)
_DOES = re.compile(
    r"(?:等)?(?:按职责分工|按照职责分工|根据职责分工|按职责|共同|分别|具体|分工)*(?:负责(?:落实)?|牵头|指导|参与|配合|落实|承担|组织实施|会同)+$"
)
_BY = re.compile(
    r"由(?P<names>[^，,。；;由]{2,60}?)(?=负责|牵头|组织(?!部|机构)|承担|具体|进行|实施|统一|主办|承办|依法|办成|办理|报送|落实|制定|按照|审核|统筹|确定|组成|担任)"
)
_NAMED_AS = re.compile(
    r"(?:^|[，,。；;：:]|组织)(?P<names>[^，,。；;：:]{2,40}?)(?:开展|是[^，,。；;]{0,24}(?:职能部门|责任部门|牵头部门|责任单位|责任主体))"
)
_PARTY_LEAGUE = re.compile(r"党、团组织|党团组织")
_NAME_STRIP = re.compile(
    r"^(?:各级|各地方|地方各级|各有关|各相关|各省级|各|全校|我校|本校|学校|全市|全镇|全街道|全区|分别|其中|以及|和|及|与|同时|并|会同|由|要求)+(?=.{2})"
)


@dataclass(frozen=True)
class Subject:
    """The doer named at the head of a clause.

    `owners` are line codes and department names, `sectors` the classes of bodies in its words,
    `modal` tells whether 要/应/将/负责 follows, `at` is the offset in the sentence.
    """

    words: str
    owners: tuple[str, ...]
    sectors: tuple[str, ...]
    modal: bool
    at: int


@dataclass(frozen=True)
class Owners:
    """The owners of one task with the rule and the words that gave them."""

    lines: tuple[str, ...]
    leads: tuple[str, ...]
    why: str
    confidence: float


def annotation_at_end(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
    """Return (printed, all owners, leads) of an owner annotation that closes `text`, or None.

    >>> annotation_at_end("加强管理。（市民政局负责）")[1]
    ('市民政局',)
    """
    last = None
    for match in _ANNOTATION.finditer(text, max(0, len(text) - 600)):
        last = match
    if last is None or last.end() < len(text.rstrip("。；; \u3000")):
        return None
    owners, leads = annotation_owners(last.group(1))
    return (last.group(1), owners, leads) if owners else None


def annotation_owners(inside: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (all owners, lead owners) named by the words inside a bracket, or two empty tuples.

    >>> annotation_owners("牵头单位：市妇联，配合单位：市民政局、市财政局")
    (('women', '市民政局', '市财政局'), ('women',))
    """
    roles = list(_ROLE.finditer(inside))
    names: list[str] = []
    leads: list[str] = []
    if roles:
        ends = [*(m.start() for m in roles[1:]), len(inside)]
        for match, end in zip(roles, ends, strict=True):
            if match["role"] in ("责任人", "责任领导", "完成时限", "完成时间", "时限"):
                continue
            found = _split_names(inside[match.end() : end])
            names += found
            if match["role"].startswith(("牵头", "责任", "主", "负责")):
                leads += found
    else:
        for part in re.split("[，,；;。]", inside):
            does = _DOES.search(part)
            if does:
                found = _split_names(part[: does.start()])
                names += found
                if "负责" in does.group() or "牵头" in does.group():
                    leads += found
            elif len(inside) <= 30 and _is_organ_list(part):
                names += _split_names(part)
    return _unique(names), _unique(leads)


def _is_organ_list(part: str) -> bool:
    pieces = [p for p in re.split("[、 \u3000]", part) if p]
    return bool(pieces) and all(_is_organ(p) for p in pieces)


def _is_organ(name: str) -> bool:
    if re.fullmatch(rf"[\u4e00-\u9fff]{{0,12}}(?:{_LINE})(?:组织)?", name):
        return True
    return bool(
        re.fullmatch(rf"[\u4e00-\u9fff]{{1,14}}(?:{_DEPARTMENT})", name)
        and not name.endswith(tuple(w for w in words.NOT_DEPARTMENT if len(w) > 1))
    )


def _split_names(text: str) -> list[str]:
    text = re.sub(r"等(?:有关|相关)?(?:部门|单位)?(?=$|和|、)", "", text.strip())
    names: list[str] = []
    for part in re.split(
        "[、，,；;/ \u3000\n]|以及|(?<=[部委局厅处办室门府会院])[和与及](?=[\u4e00-\u9fff])", text
    ):
        part = part.strip("。 \u3000\xa0")
        part = re.sub(r"^和|等$", "", part)
        code_or_name = owner_name(part)
        if code_or_name:
            names.append(code_or_name)
    return names


def owner_name(printed: str) -> str | None:
    """Return the line code or the cleaned department name of one printed owner, None if general.

    >>> owner_name("各级妇联组织"), owner_name("地方各级人民政府"), owner_name("有关部门")
    ('women', '人民政府', None)
    """
    printed = printed.strip()
    code = line_code(printed)
    if code:
        return code
    name = printed
    while True:
        cleaned = _NAME_STRIP.sub("", name)
        if cleaned == name:
            break
        name = cleaned
    name = re.sub(r"^有关(?=省|市|县|区)", "", name)
    if len(name) < 2 or name in words.GENERIC_OWNERS or name.startswith(words.GENERIC_HEAD):
        return None
    if name.endswith(("单位", "地区", "各地", "学校", "村", "社区")) and len(name) <= 4:
        return None
    return name


def line_code(name: str) -> str | None:
    """Return the line a name stands for (`市总工会` → union), None for other names."""
    match = _LINE_NAME.fullmatch(name)
    return _CODE_OF[match["word"]] if match else None


def subject_of(sentence: str) -> Subject | None:
    """Return the first doer named at the head of a clause of one sentence, or None.

    >>> subject_of("农村妇联组织要围绕实际。").owners, subject_of("农村妇联组织要围绕实际。").sectors
    (('women',), ('农村',))
    """
    for clause in _CLAUSE.finditer(sentence):
        found = _clause_subject(clause.group(), clause.start())
        if found:
            return found
    return None


def clause_subject(clause: str) -> Subject | None:
    """Return the doer at the head of one clause (a number before it is skipped), or None."""
    return _clause_subject(_without_number(clause), 0)


def _clause_subject(clause: str, at: int) -> Subject | None:
    body = clause.lstrip(" \u3000\xa0\n")
    at += len(clause) - len(body)
    led = _ORGANISES_LINE.match(body)
    if led:
        body, at = body[led.end() :], at + led.end()
    pair = _PARTY_LEAGUE.search(body[:14])
    if pair and not body.startswith(words.VERB_BEFORE):
        return Subject(body[: pair.end()], ("party", "league"), (), True, at)
    head = _head(body)
    owners: list[str] = []
    end = 0
    for match in _ORGAN_IN_HEAD.finditer(head):
        begin = _name_start(head, end, match.start())
        if begin is None:
            break
        following = body[match.end() : match.end() + 4]
        name = head[begin : match.end()]
        if not following or not _is_name(name, following):
            continue
        if "、" in name and not line_code(name):
            name = name.rpartition("、")[2]
        owner = owner_name(name)
        if owner:
            owners.append(owner)
        end = match.end()
        if not _JOIN.match(body[end:]):
            break
    modal = _MODAL_CLAUSE.match(body)
    if end:
        rest = body[end:]
        told = bool(_MODAL_SOON.match(rest))
        if owners or told:
            return Subject(body[:end], _unique(owners), sectors_in(body[:end]), told, at)
    if modal:
        name = modal.group(1)
        found = sectors_in(name)
        if (
            found
            and not set(name) & words.STOP_CHARS
            and not name.startswith(words.VERB_BEFORE)
            and re.search(
                "(?:企业|单位|组织|学校|各校|高校|机关|农村|社区|村（社区）|村|中小学)$", name
            )
        ):
            return Subject(name, (), found, True, at)
    return None


def _head(body: str) -> str:
    """Return the start of a clause up to the first character no organ name contains."""
    for i, c in enumerate(body[:70]):
        if c in words.STOP_CHARS and not body.startswith("团的各级"):
            return body[:i]
    return body[:70]


def _name_start(head: str, previous_end: int, suffix_at: int) -> int | None:
    """Return where the name that ends at a suffix begins; None if a verb stands before it."""
    start = previous_end
    if previous_end:
        match = _JOIN.match(head[previous_end:])
        if not match:
            return None
        start = previous_end + match.end()
    prefix = head[start:suffix_at]
    if any(verb in prefix for verb in words.VERB_BEFORE if len(verb) > 1):
        return None
    if prefix.startswith(_ONE_CHAR_VERBS):
        return None
    return start


def _is_name(name: str, following: str) -> bool:
    if following.startswith(words.NOT_DOER) and not following.startswith(("与", "带头")):
        return False
    if following.startswith(("和", "、")) or _CODE_OF.get(name):
        return True
    if re.search(rf"(?:{_LINE})(?:组织|班子|部门|机关|委员会)?$", name):
        return True
    if name.endswith(tuple(w for w in words.NOT_DEPARTMENT if len(w) > 1)):
        return False
    return len(name) >= 2 and following.startswith(words.DOES_AFTER)


def sectors_in(text: str) -> tuple[str, ...]:
    """Return the classes of organisation named in a short addressee phrase, in order.

    >>> sectors_in("机关企事业工会单位")
    ('机关', '企业', '事业单位')
    """
    for noise in words.SECTOR_NOISE:
        text = text.replace(noise, "　" * len(noise))
    found: list[tuple[int, tuple[str, ...]]] = []
    for word, codes in sorted(words.SECTOR_WORDS, key=lambda pair: -len(pair[0])):
        at = text.find(word)
        while at >= 0:
            found.append((at, codes))
            text = text[:at] + "　" * len(word) + text[at + len(word) :]
            at = text.find(word)
    return _unique([code for _, codes in sorted(found, key=lambda f: f[0]) for code in codes])


def owners_of(text: str, inherited: tuple[str, ...], own_title: str) -> Owners:
    """Return the owners of one task: annotation, 由…负责, subject, nearest heading, in that order."""
    closing = annotation_at_end(text)
    if closing:
        return Owners(
            closing[1], closing[2] or closing[1][:1], f"文末标注“{closing[0][:40]}”", 0.98
        )
    found: list[str] = []
    why: list[str] = []
    for sentence in sentences(text):
        for clause in _CLAUSE.finditer(sentence):
            subject = clause_subject(clause.group())
            if subject and subject.owners:
                found += subject.owners
                why.append(f"句首主语“{subject.words[:20]}”")
    for match in (*_BY.finditer(text), *_NAMED_AS.finditer(text)):
        names = [n for n in _split_names(match["names"]) if n and _is_owner_word(n)]
        if names:
            found += names
            why.append(f"“{match.group().strip('，。；')[:24]}”")
    if found:
        lines = _unique(found)
        return Owners(lines, lines[:1], "；".join(dict.fromkeys(why)), 0.85)
    if inherited:
        return Owners(inherited, inherited[:1], f"所在标题“{own_title[:20]}”", 0.8)
    return Owners((), (), "", 0.6)


def _is_owner_word(name: str) -> bool:
    return name in CODES or (_is_organ(name) and len(name) >= 3)


def _without_number(clause: str) -> str:
    return re.sub(
        r"^[\s\u3000]*(?:[一二三四五六七八九十]+是(?:要)?|[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.])\s*",
        "",
        clause,
    )


def heading_lines(title: str) -> tuple[str, ...]:
    """Return the line a heading names as the one whose work it is.

    >>> heading_lines("坚持党建带团建，组织团员青年创先争优")
    ('league',)
    """
    for word, code in words.HEADING_LINES:
        if word in title:
            codes = {c for w, c in words.HEADING_LINES if w in title}
            return (code,) if len(codes) == 1 else ()
    return ()


def sentences(text: str) -> list[str]:
    """Return the sentences of `text`, each with its closing punctuation; joined they give it back.

    >>> sentences("工会要抓好。团委要抓实。")
    ['工会要抓好。', '团委要抓实。']
    """
    return re.findall(r"[^。！？]*[。！？]+[”’）)]*|[^。！？]+$", text)


def _unique(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
