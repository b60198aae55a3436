"""Old Word files made by a real office program: read as the .docx they were made from."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from niudai.plantext import PlanUnreadable
from niudai.plantext.formats import Source, legacy, to_source
from tests.plantext.old_word_samples import SAMPLES

DOCUMENTS = Path(__file__).parent / "documents"
WHOLE = {name: (DOCUMENTS / f"{name}.doc").read_bytes() for name in SAMPLES}
LINES = {
    "numbers": """幸福街道党建带群建实施方案
为做好党建带群建工作，制定本方案。
一、工作目标
到2026年底，建成5个职工之家。
二、重点任务
（一）带思想
1.工会要在6月底前走访困难职工。
2.团委要组织青年学习，每季度不少于1次：
（1）线上学习
（2）线下学习
①读书
②座谈
（二）带组织
1.妇联要建好妇女之家。
三、工作要求
（一）加强领导
第一条 各支部要按月报告。
第二条 各支部要建立台账。
二—1.台账按户建立。
保障措施
经费保障
街道党工委要安排专项经费。
""",
    "changes": """工会要走访职工。𠮷田社区参加。
一、前半，后半。
二、下一项
2026年3月5日
序号\t任务\t责任单位
1\t走访 慰问\t
\t内一 内二\t工会
框内一
框内二
框的段落。
前页
后页
""",
}
STYLED = {"numbers": {"幸福街道党建带群建实施方案": 0, "保障措施": 1, "经费保障": 2}, "changes": {}}
once = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_converted_file_is_read_in_full(name: str) -> None:
    source = to_source(WHOLE[name], f"{name}.doc")
    assert source.text == LINES[name]
    lines = {source.text[at:].split("\n")[0]: level for at, level in source.styled.items()}
    assert lines == STYLED[name]


@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_read_as_the_file_it_was_made_from(name: str) -> None:
    assert to_source(WHOLE[name], "a.doc") == to_source(SAMPLES[name], "a.docx")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_file_converted_now_is_read_as_well(tmp_path: Path) -> None:
    for name, content in SAMPLES.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"]
    command += ["--convert-to", "doc", "--outdir", str(tmp_path)]
    files = [str(tmp_path / f"{name}.docx") for name in SAMPLES]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    for name in SAMPLES:
        source = to_source((tmp_path / f"{name}.doc").read_bytes(), f"{name}.doc")
        assert source.text == LINES[name]


def outcome(data: bytes) -> None:
    """Read; any exception but PlanUnreadable fails the test."""
    try:
        assert isinstance(legacy.read(data), Source)
    except PlanUnreadable as refused:
        assert str(refused).endswith("。")  # noqa: PT017


@pytest.mark.parametrize("name", SAMPLES)
@once
@given(
    damage=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=6)), max_size=12
    ),
    cut=st.floats(0, 1),
)
def test_damage_anywhere_gives_a_text_or_a_refusal(
    name: str, damage: list[tuple[float, bytes]], cut: float
) -> None:
    data = bytearray(WHOLE[name])
    for place, signs in damage:
        at = int(place * len(data))
        data[at : at + len(signs)] = signs
    outcome(bytes(data[: int(cut * len(data))] if cut < 0.2 else data))  # fmt: skip


@pytest.mark.parametrize("name", SAMPLES)
@once
@given(data=st.data())
def test_damage_to_the_header_gives_a_text_or_a_refusal(name: str, data: st.DataObject) -> None:
    whole = bytearray(WHOLE[name])
    start = whole.index(b"\xec\xa5")  # the Fib, where all parts are found
    for _ in range(data.draw(st.integers(1, 6))):
        at = start + data.draw(st.integers(0, 0x300))
        whole[at] = data.draw(st.integers(0, 255))
    outcome(bytes(whole))
