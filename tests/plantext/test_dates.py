"""Deadlines as printed, with ISO dates where the year is known."""

import pytest

from niudai.plantext.dates import date_of, find_deadlines, small_number


def dated(text: str, day: str | None = "2020-03-01") -> list[tuple[str, str | None, str | None]]:
    """Text, start and end of every deadline found in `text`."""
    return [(d.text, d.start, d.end) for d in (f.deadline for f in find_deadlines(text, day))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("于6月底前完成", [("6月底前", None, "2020-06-30")]),
        ("3月1日前报送材料", [("3月1日前", None, "2020-03-01")]),
        ("（7月10前）", [("7月10前", None, "2020-07-10")]),
        ("2021年3月10日之前", [("2021年3月10日之前", None, "2021-03-10")]),
        ("2月10日（农历正月十七日）之前", [("2月10日（农历正月十七日）之前", None, "2020-02-10")]),
        ("在6月中旬、下旬学习", [("6月中旬、下旬", "2020-06-11", "2020-06-30")]),
        ("6月上旬", [("6月上旬", "2020-06-01", "2020-06-10")]),
        ("6月中旬至7月上旬", [("6月中旬至7月上旬", "2020-06-11", "2020-07-10")]),
        ("4月1日—15日", [("4月1日—15日", "2020-04-01", "2020-04-15")]),
        ("3—5月", [("3—5月", "2020-03-01", "2020-05-31")]),
        ("2020年9月至2021年6月", [("2020年9月至2021年6月", "2020-09-01", "2021-06-30")]),
        ("11月-2月", [("11月-2月", "2020-11-01", "2021-02-28")]),
        ("到2025年", [("到2025年", None, "2025-12-31")]),
        ("到2025年底", [("到2025年底", None, "2025-12-31")]),
        ("2024—2026年", [("2024—2026年", "2024-01-01", "2026-12-31")]),
        ("年底前", [("年底前", None, "2020-12-31")]),
        ("上半年", [("上半年", "2020-01-01", "2020-06-30")]),
        ("第二季度", [("第二季度", "2020-04-01", "2020-06-30")]),
        ("在“七一”前夕表彰", [("“七一”前夕", None, "2020-07-01")]),
        ("五四期间", [("五四期间", "2020-05-04", "2020-05-04")]),
        ("从今年4月开始", [("从今年4月开始", "2020-04-01", None)]),
        ("经过3至5年时间", [("3至5年", None, None)]),
        ("二〇二〇年六月", [("二〇二〇年六月", "2020-06-01", "2020-06-30")]),
    ],
)
def test_limits_and_windows(text: str, found: list[tuple[str, str | None, str | None]]) -> None:
    assert dated(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "每月25日前报送",
        "每年6月底前报送",
        "年初制定计划",
        "2018年以来",
        "党的十八大以来",
        "2018年11月印发的意见",
        "认真落实《2019年6月工作方案》",
        "13月1日前",
        "3个月",
        "2019年度工作",
    ],
)
def test_recurring_past_and_impossible_dates_are_none(text: str) -> None:
    assert dated(text) == []


def test_a_date_that_does_not_exist_keeps_its_text() -> None:
    assert dated("2月30日前完成") == [("2月30日前", None, None)]


def test_without_a_document_date_the_year_stays_open() -> None:
    assert dated("6月底前完成", None) == [("6月底前", None, None)]


def test_dates_of_signatures() -> None:
    assert [date_of(x) for x in ("二○一三年六月八日", "2019年1月", "2022-02-19 04:25", "无")] == [
        "2013-06-08",
        "2019-01",
        "2022-02-19",
        None,
    ]
    assert [small_number(x) for x in ("二十一", "6月", "十", "三十")] == [21, 6, 10, 30]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("6 月 1 日至 30 日", [("6 月 1 日至 30 日", "2020-06-01", "2020-06-30")]),
        ("2020年起推行", [("2020年起", "2020-01-01", None)]),
        ("放假前召开班会", [("放假前", None, None)]),
        ("春节前夕走访", [("春节前夕", None, None)]),
        ("五一假前落实", [("五一假前", None, "2020-05-01")]),
        ("25日前报送", [("25日前", None, None)]),
        ("本月25日前报送", [("本月25日前", None, "2020-03-25")]),
        ("2021.3—2021.6", [("2021.3—2021.6", "2021-03-01", "2021-06-30")]),
        ("2021.3.5-4.15", [("2021.3.5-4.15", "2021-03-05", "2021-04-15")]),
        ("228日前报送", [("228日前", None, "2020-02-28")]),
        ("20205月到6月", [("20205月到6月", "2020-05-01", "2020-06-30")]),
        (
            "2022年9月底前完成初中段，年底前完成小学段。年底前总结",
            [
                ("2022年9月底前", None, "2022-09-30"),
                ("年底前", None, "2022-12-31"),
                ("年底前", None, "2020-12-31"),
            ],
        ),
    ],
)
def test_dates_of_real_texts(text: str, found: list[tuple[str, str | None, str | None]]) -> None:
    assert dated(text) == found


@pytest.mark.parametrize("text", ["每月25日前报送", "3月气温适宜", "111日前", "1.5—2.5倍"])
def test_what_cannot_be_meant_as_a_limit(text: str) -> None:
    assert dated(text) == []


def test_a_signature_without_signs_is_a_date_if_only_one_can_be_meant() -> None:
    assert [date_of(t) for t in ("20161229", "2016426", "201661", "2016111")] == [
        "2016-12-29",
        "2016-04-26",
        "2016-06-01",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（2020年7月上、中旬）", [("2020年7月上、中旬", "2020-07-01", "2020-07-20")]),
        ("（2020年7月下旬至2022年底）", [("2020年7月下旬至2022年底", "2020-07-21", "2022-12-31")]),
        (
            "2020年，完成试点。2021年，全面推开。",
            [("2020年", "2020-01-01", "2020-12-31"), ("2021年", "2021-01-01", "2021-12-31")],
        ),
        ("在国庆期间开展督查", [("国庆期间", "2020-10-01", "2020-10-01")]),
        ("将国庆期间开展督查的通知传达到人", []),
        ("组织开展11月主题党日", []),
        (
            "在“五四”青年节、“六一”儿童节期间慰问",
            [("“六一”儿童节期间", "2020-06-01", "2020-06-01")],
        ),
        ("于4月15日（星期三）下班前上报", [("4月15日（星期三）下班前", None, "2020-04-15")]),
        ("经过一至两年的努力", [("一至两年", None, None)]),
    ],
)
def test_windows_and_names_that_hold_dates(
    text: str, found: list[tuple[str, str | None, str | None]]
) -> None:
    assert dated(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "按照国办发〔2019〕71号文件办理",
        "寄至人民路89号办公楼",
        "工作5年内的教师参加",
        "报送2019-2020年度材料",
        "针对2020年上半年“学习之星”记录开展自查",
        "要再建10家，在6月份已新建2家",
        "结合年底民主评议一并进行",
    ],
)
def test_numbers_of_documents_houses_and_things_are_no_limits(text: str) -> None:
    assert dated(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2020年7―9月", [("2020年7―9月", "2020-07-01", "2020-09-30")]),
        (
            "于 4\xa0月 7\xa0 日—4 月 28\xa0日期间",
            [("4\xa0月 7\xa0 日—4 月 28\xa0日", "2020-04-07", "2020-04-28")],
        ),
        ("今年起步，2022年达到全覆盖", [("2022年", None, "2022-12-31")]),
        (
            "自本通知印发之日起30日内上报",
            [("自本通知印发之日起30日内", None, None)],
        ),
        ("228号前报送", [("228号前", None, "2020-02-28")]),
    ],
)
def test_windows_with_other_signs(
    text: str, found: list[tuple[str, str | None, str | None]]
) -> None:
    assert dated(text) == found


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020年4月7日8:00—4月28日17:00", "2020-04-07", "2020-04-28"),
        ("4月7日上午9点至4月28日", "2020-04-07", "2020-04-28"),
        ("自4月7日开始，至4月28日", "2020-04-07", "2020-04-28"),
        ("4月7日至次年1月31日", "2020-04-07", "2021-01-31"),
        ("3月至年底", "2020-03-01", "2020-12-31"),
        ("即日起至4月30日", None, "2020-04-30"),
        ("4月7日〜28日", "2020-04-07", "2020-04-28"),
        ("4月7日下午5点前", None, "2020-04-07"),
        ("2020年4月7日24时前", None, "2020-04-07"),
    ],
)
def test_windows_are_read_whole(text: str, start: str | None, end: str) -> None:
    assert dated(text) == [(text, start, end)]
