"""`niudai plan read`: many files, folders, JSON, Excel and Word, and what it says about bad ones."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from niudai.base.spreadsheets import read_table
from niudai.config import cli_plan
from niudai.plantext import read
from tests.plans import OWN

SHORT = "工作方案\n一、任务\n1.各级工会要走访困难职工，6月底前完成。\n2026年3月5日\n"


def run(*arguments: str | Path, status: int = 0) -> Result:
    """Run `plan …` in this process, as fast as a thousand files need it."""
    done = CliRunner().invoke(cli_plan.plan, [str(x) for x in arguments])
    assert done.exit_code == status, done.output
    return done


def plan_file(folder: Path, name: str = "方案.txt", text: str = OWN) -> Path:
    """A plan file in `folder`."""
    folder.mkdir(exist_ok=True, parents=True)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_one_file_is_listed_with_its_tasks(tmp_path):
    done = run("read", plan_file(tmp_path, text=SHORT))
    assert done.stdout.splitlines() == [
        f"{tmp_path / '方案.txt'}：工作方案，1 项任务",
        "  一、1. 各级工会要走访困难职工，6月底前完成",
    ]
    assert done.stderr == ""


@pytest.mark.parametrize("order", ["before", "after", "dash"])
def test_json_alone_goes_to_the_screen_wherever_it_stands(tmp_path, order):
    file = plan_file(tmp_path)
    given = {"before": ["--json", file], "after": [file, "--json"], "dash": ["--json=-", file]}
    done = run("read", *given[order])
    assert json.loads(done.stdout) == read(OWN.encode()).to_json()


def test_json_of_several_files_is_a_list(tmp_path):
    files = [plan_file(tmp_path, name) for name in ("甲.txt", "乙.txt")]
    assert len(json.loads(run("read", "--json", *files).stdout)) == 2


@pytest.mark.parametrize("order", ["before", "after", "equals"])
def test_json_with_a_folder_writes_one_file_per_plan(tmp_path, order):
    file, out = plan_file(tmp_path), tmp_path / "结果" / "一季度"
    given = {"before": ["--json", out, file], "after": [file, "--json", out]}
    done = run("read", *given.get(order, [f"--json={out}", file]))
    assert done.stdout == f"已写入 {out}：1 个文件\n"
    written = json.loads((out / "方案.json").read_text(encoding="utf-8"))
    assert written == read(OWN.encode()).to_json("方案")


def test_files_of_the_same_name_get_numbers_and_replacing_is_said(tmp_path):
    files = [plan_file(tmp_path / folder) for folder in ("东", "西")]
    out = tmp_path / "out"
    run("read", *files, "--json", out)
    assert sorted(x.name for x in out.iterdir()) == ["方案-2.json", "方案.json"]
    assert json.loads((out / "方案-2.json").read_text())["id"] == "方案-2"
    again = run("read", files[0], "--json", out)
    assert again.stdout == f"已写入 {out}：1 个文件，其中 1 个替换了原有文件\n"


def test_a_folder_stands_for_the_readable_files_in_it_by_name(tmp_path):
    for name in ("乙.txt", "甲.txt", "~$甲.docx", ".藏.txt", "图.svg"):
        plan_file(tmp_path / "来文", name, SHORT)
    (tmp_path / "来文" / "下级.txt").mkdir()
    done = run("read", tmp_path / "来文")
    listed = [line.split("：")[0] for line in done.stdout.splitlines() if "项任务" in line]
    assert listed == [str(tmp_path / "来文" / name) for name in ("乙.txt", "甲.txt")]
    assert done.stderr == "读出 2 个文件。\n"
    (tmp_path / "空").mkdir()
    assert "没有可以读取的方案文件" in run("read", tmp_path / "空", status=1).stderr


def test_a_bad_file_never_stops_the_rest(tmp_path):
    good = plan_file(tmp_path, "好.txt", SHORT)
    bad, lost = tmp_path / "坏.docx", tmp_path / "丢.txt"
    bad.write_bytes(b"PK\x03\x04")
    done = run("read", bad, lost, good, "--json", tmp_path / "out", status=1)
    assert [x.name for x in (tmp_path / "out").iterdir()] == ["好.json"]
    said = done.stderr.splitlines()
    assert said[0].startswith(f"{bad}：文件已损坏")
    assert said[1:] == [
        f"{lost}：没有这个文件，请核对路径。",
        "读出 1 个文件，2 个没有读出。",
    ]


def test_excel_holds_the_rows_and_for_several_plans_their_file(tmp_path):
    files = [plan_file(tmp_path, name, SHORT) for name in ("甲.txt", "乙.txt")]
    run("read", files[0], "--xlsx", tmp_path / "表.xlsx")
    sheet = read_table((tmp_path / "表.xlsx").read_bytes())
    assert sheet.headers == [
        *("序号", "工作任务", "具体措施", "牵头单位", "责任单位", "完成时限"),
        "备注",
    ]
    assert len(sheet.rows) == 1
    run("read", *files, "--xlsx", tmp_path / "表.xlsx")
    sheet = read_table((tmp_path / "表.xlsx").read_bytes())
    assert [row[-1] for row in sheet.rows] == ["甲.txt", "乙.txt"]


def test_word_holds_one_titled_table_per_plan(tmp_path):
    files = [plan_file(tmp_path, name, SHORT) for name in ("甲.txt", "乙.txt")]
    done = run("read", *files, "--docx", tmp_path / "表.docx")
    assert done.stdout == f"已写入 {tmp_path / '表.docx'}\n"
    document = docx.Document(io.BytesIO((tmp_path / "表.docx").read_bytes()))
    words = [p.text for p in document.paragraphs if p.text]
    assert words == ["工作方案任务分解表", "（2026年3月5日）"] * 2
    assert [len(table.rows) for table in document.tables] == [2, 2]
    assert read((tmp_path / "表.docx").read_bytes(), "表.docx").tasks[0].lines == ("union",)


def test_a_written_table_is_read_again(tmp_path):
    run("read", plan_file(tmp_path), "--xlsx", tmp_path / "表.xlsx", "--docx", tmp_path / "表.docx")
    texts = [
        [t.text for t in read((tmp_path / f"表.{x}").read_bytes(), f"表.{x}").tasks]
        for x in ("xlsx", "docx")
    ]
    assert texts[0] == texts[1] == [t.text for t in read(OWN.encode()).tasks]


@pytest.mark.parametrize("option", ["--xlsx", "--docx", "--json"])
def test_what_cannot_be_written_is_a_sentence_and_leaves_nothing(tmp_path, option):
    file, blocked = plan_file(tmp_path), tmp_path / "文件"
    blocked.write_text("")
    done = run("read", file, option, blocked / "下级", status=1)
    assert "请换一个位置。" in done.stderr
    assert sorted(x.name for x in tmp_path.iterdir()) == ["文件", "方案.txt"]


def test_without_files_it_says_how(tmp_path):
    assert "请写明要读的文件或目录" in run("read", status=1).stderr
    assert "请写明要读的文件或目录" in run("read", "--json", tmp_path, status=1).stderr


def test_a_missing_file_after_json_is_no_folder(tmp_path):
    done = run("read", "--json", tmp_path / "没有.docx", status=1)
    assert done.stderr == f"{tmp_path / '没有.docx'}：没有这个文件，请核对路径。\n"
    assert list(tmp_path.iterdir()) == []


def test_the_real_command_prints_the_same_without_loading_django(tmp_path):
    file = plan_file(tmp_path)
    script = (
        "import sys; from niudai.config import cli; sys.argv = ['niudai', *sys.argv[1:]]\n"
        "try: cli.main()\nfinally: print('django' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "plan", "read", str(file), "--json"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert json.loads(done.stdout) == read(OWN.encode()).to_json()
    assert done.stderr == "False\n"
