"""The console command `niudai`: serve, worker, setup, found, demo, token, plan read, audit verify."""

from __future__ import annotations

import os
import sys
import time

import click

from niudai.config.cli_plan import Sentence, plan


def main() -> None:
    """Run the command; every foreseeable failure is one Chinese sentence and status 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niudai.config.settings")
    try:
        commands.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("已中止。", err=True)
        sys.exit(130)
    except click.exceptions.NoSuchOption as error:
        _fail(f"没有选项 {error.option_name}，可用 --help 查看用法。")
    except click.UsageError as error:
        _fail(f"命令用法不对：{_usage(error)}。可用 --help 查看用法。", status=2)
    except click.ClickException as error:
        _fail(error.message)
    except OSError as error:
        _fail(f"读写文件失败：{error.strerror or error}（{error.filename or ''}）。")


def _usage(error: click.UsageError) -> str:
    if isinstance(error, click.MissingParameter):
        return f"缺少参数 {error.param.human_readable_name if error.param else ''}"
    if isinstance(error, click.BadParameter):
        return f"参数 {error.param.human_readable_name if error.param else ''} 的值不对"
    return "没有这个命令或参数"


def _fail(sentence: str, status: int = 1) -> None:
    click.echo(sentence, err=True)
    sys.exit(status)


def _django() -> None:
    """Load Django; kept out of `plan read`, which needs none of it."""
    import django  # noqa: PLC0415 — loading Django costs half a second

    django.setup()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """纽带命令行。"""


@commands.command()
@click.option("--host", default="127.0.0.1", help="监听地址。")
@click.option("--port", default=8000, type=int, help="监听端口。")
@click.option("--workers", default=2, type=int, help="工作进程数。")
def serve(host: str, port: int, workers: int) -> None:
    """启动网站（不含后台任务，后台任务用 niudai worker）。"""
    os.execv(  # noqa: S606 — our own fixed command; the server takes over this process
        sys.executable,
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--host", host, "--port", str(port), "--workers", str(workers)),
            *("--blocking-threads", "2", "--respawn-failed-workers", "--log-level", "warning"),
            "niudai.config.wsgi:application",
        ],
    )


@commands.command()
@click.option("--once", is_flag=True, help="办完现有任务即退出。")
def worker(once: bool) -> None:
    """办理后台任务。"""
    _django()
    from niudai.base.worker import run_worker  # noqa: PLC0415 — after django.setup()

    run_worker(once=once)


@commands.command()
@click.option("--demo/--no-demo", default=True, envvar="NIUDAI_DEMO", help="空库是否建立演示街道。")
def setup(demo: bool) -> None:
    """升级数据库，填入日历和框架；首次启动时建立演示街道。"""
    _django()
    from niudai.config import setup as steps  # noqa: PLC0415 — after django.setup()

    steps.prepare(with_demo=demo)


@commands.command()
@click.option("--organizations", default=60, type=click.IntRange(20, 20_000), help="组织数。")
@click.option("--members", default=3000, type=click.IntRange(0, 2_000_000), help="成员数。")
@click.option(
    "--entries", default=0, type=click.IntRange(0, 10_000_000), help="台账条数，0 为默认。"
)
@click.option("--seed", default=1, type=int, help="随机种子，同一种子结果相同。")
def demo(organizations: int, members: int, entries: int, seed: int) -> None:
    """在空库里建立演示街道“幸福街道”。"""
    _django()
    from niudai.config import demo as story  # noqa: PLC0415 — after django.setup()

    story.build(
        organizations=organizations, members=members, entries=entries, seed=seed, say=click.echo
    )


@commands.command()
@click.argument("name")
@click.argument("code")
def found(name: str, code: str) -> None:
    """建立一个真实街道：NAME 是街道名称，CODE 是9位区划代码。"""
    _django()
    from niudai.base.errors import NiudaiError  # noqa: PLC0415 — after django.setup()
    from niudai.config import founding  # noqa: PLC0415

    try:
        accounts = founding.found(name=name, code=code)
    except NiudaiError as error:
        raise Sentence(error.message) from error
    click.echo(f"已建立{name}。下列账号首次登录须改密码，密码只显示这一次：")
    for account in accounts:
        click.echo(f"  {account.username}  {account.password}  {account.post}")


@commands.command()
@click.argument("account")
@click.option("--days", default=90, type=click.IntRange(1, 366), help="有效天数。")
@click.option("--name", default="命令行签发", help="用途。")
def token(account: str, days: int, name: str) -> None:
    """为账号签发接口令牌；令牌只显示这一次。"""
    _django()
    from niudai.base.actors import system  # noqa: PLC0415 — after django.setup()
    from niudai.base.errors import NiudaiError  # noqa: PLC0415
    from niudai.org.actions import issue_token  # noqa: PLC0415
    from niudai.org.models import Account  # noqa: PLC0415

    person = Account.objects.filter(username=account).first()
    if person is None:
        raise Sentence(f"没有账号“{account}”，请核对后重试。")
    try:
        text = issue_token(
            actor=system("命令行", person.jurisdiction), account=person, name=name, days=days
        )
    except NiudaiError as error:
        raise Sentence(error.message) from error
    click.echo(text)


commands.add_command(plan)


@commands.group()
def audit() -> None:
    """审计。"""


@audit.command("verify")
def audit_verify() -> None:
    """核对全部审计链；有一处对不上即以非零状态结束。"""
    _django()
    from niudai.base.audit import Broken, verify  # noqa: PLC0415 — after django.setup()
    from niudai.base.models import AuditChain  # noqa: PLC0415

    began, lines = time.monotonic(), 0
    for chain in AuditChain.objects.order_by("jurisdiction"):
        checked = 0
        with click.progressbar(length=chain.seq, label=f"辖区 {chain.jurisdiction}") as bar:
            for found in verify(chain.jurisdiction):
                if isinstance(found, Broken):
                    raise Sentence(f"审计链在第 {found.seq} 条对不上：{found.reason}。")
                bar.update(found - checked)
                checked = found
        lines += checked
    click.echo(f"审计链完好：{lines} 条，用时 {time.monotonic() - began:.1f} 秒。")


if __name__ == "__main__":
    main()
