"""Templates work under a strict content security policy, offline, and without forbidden words."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

FAULTS = {
    "inline script": r"<script(?![^>]*\ssrc=)[^>]*>",
    "inline style": r"<style\b|<[^>]*\sstyle\s*=",
    "inline handler": r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*|data-hx-on[:\w-]*)\s*=|javascript:",
    "outside address": r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]",
    "forbidden by the guide against formalism": r"积分|排行榜|打卡|签到次数",
}


def faults(text: str) -> list[str]:
    """The names of the rules that a template (or style sheet, or script) breaks, comments excepted."""
    text = re.sub(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", "", text, flags=re.DOTALL)
    # A template tag inside an HTML tag may hold a `>`, which would end the tag too early.
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "…", text, flags=re.DOTALL)
    return [name for name, fault in FAULTS.items() if re.search(fault, text, re.IGNORECASE)]


def own_files() -> list[Path]:
    """Templates, and the style sheets and scripts written by us."""
    templates = (ROOT / "niudai").glob("*/templates/**/*.*")
    static = (path for path in (ROOT / "niudai").glob("*/static/**/*.*") if is_own(path))
    return sorted([*templates, *static])


def is_own(path: Path) -> bool:
    """Whether a static file is ours and text."""
    return "vendor" not in path.parts and path.suffix in {".css", ".js", ".svg", ".txt"}


def test_templates_obey():
    found = {
        path.relative_to(ROOT).as_posix(): faults(path.read_text("utf-8")) for path in own_files()
    }
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<script>alert(1)</script>", "inline script"),
        ('<script type="module">x</script>', "inline script"),
        ("<style>p{}</style>", "inline style"),
        ('<p class="a" style="color:red">', "inline style"),
        ('<a {% if a > b %}class="x"{% endif %} style="color:red">', "inline style"),
        ('<a href="#" onclick="go()">', "inline handler"),
        ('<a hx-on:click="go()">', "inline handler"),
        ('<a href="javascript:go()">', "inline handler"),
        ('<img src="https://cdn.example.com/a.png">', "outside address"),
        ('<img src="//cdn.example.com/a.png">', "outside address"),
        ("<td>本月积分</td>", "forbidden by the guide against formalism"),
    ],
)
def test_faults_bite(text, fault):
    assert faults(text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        '<script src="{% static "base/desk.js" %}" defer></script>',
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        "{# see https://example.com, style= and 积分 #}",
        '<input name="content" data-lifestyle="x">',
        '<p class="{{ style }}">on = 1 // 2</p>',
    ],
)
def test_faults_spare(text):
    assert faults(text) == []
