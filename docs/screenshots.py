"""Make the pictures of the README from a fresh demo: .venv/bin/python docs/screenshots.py

Starts a demo instance of its own in a temporary folder, walks the story of the README in Chromium and
writes docs/images/*.png. The pictures show the day on which they are made.
"""

from __future__ import annotations

import base64
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, Response, sync_playwright

ROOT: Final = Path(__file__).resolve().parents[1]
IMAGES: Final = ROOT / "docs" / "images"
PLAN: Final = ROOT / "niudai" / "config" / "demo" / "plan.txt"
PASSWORD: Final = "Niudai-2026"  # noqa: S105 — the demo's, printed at every first start
DESK: Final = (1366, 768)
PHONE: Final = (390, 844)
LARGEST: Final = 150_000  # bytes a picture may have
ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def main() -> None:
    """Make all pictures anew."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder)) as url, chromium() as browser:
        walk(Studio(browser, url))


class Studio:
    """Signs people in and takes pictures of what they see."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.failures: list[str] = []  # addresses that answered with a server error

    def sign_in(self, username: str, size: tuple[int, int]) -> Page:
        """A page of that size on which the demo account is signed in."""
        width, height = size
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", base_url=self.url
        )
        context.on("response", self._watch)
        page = context.new_page()
        page.goto("/sign-in/")
        page.get_by_label("账号").fill(username)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(f"{self.url}/")
        return page

    def _watch(self, response: Response) -> None:
        if response.status >= 500:
            self.failures.append(response.url)

    def picture(self, page: Page, name: str) -> None:
        """Write docs/images/<name>.png of what the window shows now."""
        page.wait_for_load_state("networkidle")
        if self.failures:
            raise SystemExit(f"{name}: the server failed at {self.failures[0]}")
        small = smaller(self.browser, page.screenshot())
        if len(small) > LARGEST:
            raise SystemExit(f"{name}.png has {len(small)} bytes; take less of the page.")
        (IMAGES / f"{name}.png").write_bytes(small)
        print(f"{name}.png  {len(small) // 1000} KB", flush=True)


def walk(studio: Studio) -> None:
    """The story: upload, check, issue, dispatch, sign for it, record, report, accept, look."""
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    office = studio.sign_in("dangjian", DESK)
    studio.picture(office, "home")
    import_plan(office)
    for _ in range(2):  # the second doubt, with its place in the source text
        office.keyboard.press("n")
    studio.picture(office, "review")
    confirm_all(office)
    issue(office, f"幸福工委〔{today.year}〕9号", today.isoformat())

    measure = office.locator(".nw-item", has_text="街道社区团组织").last
    measure.get_by_role("link", name="下达", exact=True).click()
    studio.picture(office, "dispatch")
    office.get_by_label("时限").fill((today + timedelta(days=60)).isoformat())
    office.get_by_role("button", name="下达给勾选的组织").click()
    office.get_by_text("新下达").first.wait_for()

    phone = studio.sign_in("hubin-tuan", PHONE)
    studio.picture(phone, "phone-home")
    task = sign_for(phone, "街道社区团组织")
    record(phone, "带领青年志愿者清理湖边步道")
    phone.goto(task)
    phone.get_by_label("清理湖边步道").check()
    studio.picture(phone, "phone-report")
    phone.get_by_role("button", name="报完成").click()
    phone.get_by_text("已报完成").first.wait_for()

    officer = studio.sign_in("tuangong", DESK)
    officer.goto(task)
    officer.get_by_role("button", name="核验通过").click()
    officer.get_by_text("已核验").first.wait_for()

    office.goto("/sync/?line=league&period=" + str(today.year))
    studio.picture(office, "rollup")
    office.get_by_role("link", name="湖滨社区团总支").click()
    studio.picture(office, "matrix")
    office.locator(".nd-matrix td a").nth(1).click()
    studio.picture(office, "cell")


def import_plan(page: Page) -> None:
    """Upload the demo's plan; ends on the review screen."""
    page.goto("/plans/import/")
    page.locator("input[type=file]").set_input_files(PLAN)
    page.get_by_role("button", name="读成草稿").click()
    page.wait_for_url("**/review/*")
    page.wait_for_load_state("networkidle")


def confirm_all(page: Page) -> None:
    """Accept every measure of the draft."""
    page.locator("summary", has_text="批量").click()
    page.get_by_role("button", name="全选").click()
    page.get_by_role("button", name="接受所选").click()
    page.get_by_text("未核对 0").wait_for()


def issue(page: Page, number: str, day: str) -> None:
    """Issue the draft under review; ends on the plan's page."""
    page.get_by_role("link", name="印发").or_(page.get_by_role("button", name="印发")).click()
    page.get_by_label("文号").fill(number)
    page.get_by_label("印发日期").fill(day)
    page.get_by_role("button", name="印发").click()
    page.get_by_text(number).first.wait_for()


def sign_for(page: Page, title: str) -> str:
    """Sign for the task of that title; gives its address."""
    page.goto("/assignments/?state=dispatched")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="签收").click()
    page.get_by_text("已签收").first.wait_for()
    return page.url


def record(page: Page, title: str) -> None:
    """Record an activity of today in the ledger."""
    page.goto("/ledger/record/")
    page.get_by_label("类别").select_option("activity")
    page.locator("#id_title").fill(title)
    page.get_by_role("button", name="登记").click()
    page.get_by_text(title).first.wait_for()


def smaller(browser: Browser, png: bytes) -> bytes:
    """The same picture with at most 256 colours: a third of the size, no difference to the eye."""
    width, height, data = pixels(browser, png)
    points = [data[at : at + 3] for at in range(0, len(data), 4)]
    counted = Counter(points)
    palette = [colour for colour, _ in counted.most_common(256)]
    places = {colour: index for index, colour in enumerate(palette)}
    for colour in counted.keys() - places.keys():
        places[colour] = min(range(len(palette)), key=lambda at: distance(palette[at], colour))
    rows = (points[at : at + width] for at in range(0, len(points), width))
    lines = b"".join(b"\0" + bytes(places[colour] for colour in row) for row in rows)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = (b"IHDR", header), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(lines, 9))
    body = b"".join(chunk(kind, content) for kind, content in (*chunks, (b"IEND", b"")))
    return b"\x89PNG\r\n\x1a\n" + body


def chunk(kind: bytes, content: bytes) -> bytes:
    """One chunk of a PNG file."""
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def distance(one: bytes, other: bytes) -> int:
    """How far two colours lie apart."""
    return sum((mine - theirs) ** 2 for mine, theirs in zip(one, other, strict=True))


DECODE: Final = """async (png) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const data = new Uint8Array(canvas.getImageData(0, 0, image.width, image.height).data);
  let text = "";
  for (let at = 0; at < data.length; at += 32768)
    text += String.fromCharCode.apply(null, data.subarray(at, at + 32768));
  return [image.width, image.height, btoa(text)];
}"""


def pixels(browser: Browser, png: bytes) -> tuple[int, int, bytes]:
    """Width, height and the RGBA bytes of a picture; the browser knows how to decode it."""
    page = browser.new_page()
    width, height, text = page.evaluate(DECODE, base64.b64encode(png).decode())
    page.close()
    return width, height, base64.b64decode(text)


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """A demo instance on a free port, with its data in `folder`; gives its address."""
    env = {**os.environ, "NIUDAI_DATA": str(folder), "NIUDAI_LOG": "ERROR"}
    env.pop("DATABASE_URL", None)
    niudai = [sys.executable, "-m", "niudai.config.cli"]
    subprocess.run([*niudai, "setup"], cwd=ROOT, env=env, check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = [*niudai, "serve", "--port", str(port), "--workers", "1"]
    site = subprocess.Popen(serve, cwd=ROOT, env=env)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url)
        yield url
    finally:
        site.terminate()
        site.wait(timeout=20)


def wait_for(url: str) -> None:
    """Return when the site answers; give up after a minute."""
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{url}/health/", timeout=5).close()  # noqa: S310 — our own
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The demo instance does not answer.")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of the machine, without a window."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    program = next(found, None)
    if program is None:
        raise SystemExit("No Chromium found; see README.md on how to install it.")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


if __name__ == "__main__":
    main()
