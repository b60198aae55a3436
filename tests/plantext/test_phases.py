"""Time-phased steps from headings and bare 第一阶段 lines."""

from niudai.plantext import read_text


def phases(body: str) -> list[tuple[str, str | None, str | None]]:
    """Name, start and end of the phases of a plan dated 5 March 2026."""
    text = f"走访方案\n{body}\n幸福街道党工委\n2026年3月5日\n"
    return [(p.name, p.start, p.end) for p in read_text(text).phases]


def test_headings_that_name_a_phase() -> None:
    body = "一、步骤\n（一）动员阶段（3月）。召开动员会议。\n（二）总结阶段。12月底前总结。\n"
    assert phases(body) == [
        ("动员阶段", "2026-03-01", "2026-03-31"),
        ("总结阶段", None, "2026-12-31"),
    ]


def test_dated_steps_under_a_steps_heading() -> None:
    body = "一、实施步骤\n（一）宣传发动（3月上旬）\n各支部要召开动员会议。\n（二）建立机制\n各支部要总结经验。\n"
    assert phases(body) == [("宣传发动", "2026-03-01", "2026-03-10")]


def test_bare_phase_lines_and_their_tasks() -> None:
    body = "一、时间安排\n第一阶段：动员部署（4月）\n各支部要召开动员会。\n第二阶段：集中走访（5月）\n各支部要走访困难党员。\n"
    assert phases(body) == [
        ("第一阶段：动员部署", "2026-04-01", "2026-04-30"),
        ("第二阶段：集中走访", "2026-05-01", "2026-05-31"),
    ]
    text = f"走访方案\n{body}\n幸福街道党工委\n2026年3月5日\n"
    tasks = read_text(text).tasks
    assert [(t.path, [d.end for d in t.deadlines]) for t in tasks] == [
        (("一、", "第一阶段"), ["2026-04-30"]),
        (("一、", "第二阶段"), ["2026-05-31"]),
    ]


def test_steps_by_ordinal_and_steps_told_in_a_sentence() -> None:
    body = (
        "一、实施步骤\n第一步：动员部署（3月）\n各支部召开动员会议。\n"
        "第二阶段：各支部利用主题党日对全体党员进行学习教育。\n"
    )
    assert phases(body) == [
        ("第一步：动员部署", "2026-03-01", "2026-03-31"),
        ("第二阶段", None, None),
    ]


def test_a_number_of_phases_is_no_phase() -> None:
    assert phases("一、规则\n1、竞赛采取初赛和决赛两个阶段。\n") == []


def test_a_phase_told_in_a_whole_title_line() -> None:
    body = (
        "一、步骤\n（一）第一阶段：宣传发动，制定方案（3月18日至25日）。\n各支部要制定走访方案。\n"
    )
    assert phases(body) == [("第一阶段：宣传发动，制定方案", "2026-03-18", "2026-03-25")]


def test_a_named_and_dated_line_is_a_phase() -> None:
    body = "一、步骤\n宣传发动阶段（3月）。各支部召开动员会，制定方案。\n本阶段（含试点）各支部要总结。\n"
    assert phases(body) == [("宣传发动阶段", "2026-03-01", "2026-03-31")]
