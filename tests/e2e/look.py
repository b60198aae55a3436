"""Look at a page as people do: a picture at the desk's and the phone's width, no sideways scroll, no axe violation."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LOOKS: Final = Path(__file__).parents[2] / "var" / "looks"
WIDTHS: Final = {1366: 768, 390: 844}


def look(page: Page, url: str, name: str) -> None:
    """Open `url` at both widths, keep var/looks/<name>-<width>.png, and fail on what people would stumble over.

    Raises AssertionError when the page scrolls sideways, axe finds a violation, the browser blocked
    something by the content security policy, or a script failed.
    """
    LOOKS.mkdir(parents=True, exist_ok=True)
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        answer = page.goto(url)
        page.screenshot(path=LOOKS / f"{name}-{width}.png", full_page=True)
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, f"{url} 在 {width} 像素宽时向右超出 {over} 像素"
        found = Axe().run(page).response["violations"]
        assert not found, f"{url} 在 {width} 像素宽时：{_told(found)}"
        if answer is not None and answer.status >= 400:  # the browser reports the status itself
            complaints = [text for text in complaints if "Failed to load resource" not in text]
    assert not complaints, f"{url}：{complaints}"


def _told(violations: list[dict]) -> str:
    """Each violation with its first elements."""
    return "；".join(
        f"{found['id']}（{found['help']}）{[node['html'][:160] for node in found['nodes'][:3]]}"
        for found in violations
    )
