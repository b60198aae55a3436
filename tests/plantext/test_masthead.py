"""Title, issuer, date and number of the document, and the page around it."""

import pytest

from niudai.plantext import Plan, read_text

BODY = "一、任务\n1.各支部要走访困难党员。\n2.各级工会要走访困难职工。\n"


def head(plan: Plan) -> tuple[str | None, str | None, str | None, str | None]:
    """The four fields of the masthead."""
    return plan.title, plan.issuer, plan.date, plan.doc_number


def test_signature_block() -> None:
    plan = read_text(f"走访工作方案\n幸工〔2026〕3号\n{BODY}幸福街道总工会\n2026年3月5日\n")
    assert head(plan) == ("走访工作方案", "幸福街道总工会", "2026-03-05", "幸工〔2026〕3号")


@pytest.mark.parametrize(
    "signature",
    [
        "幸福街道总工会\n二〇二六年三月五日",
        "幸福街道总工会 2026年3月5日",
        "幸福街道总工会\n2026.3.5",
    ],
)
def test_dates_are_printed_in_many_ways(signature: str) -> None:
    assert read_text(f"走访方案\n{BODY}{signature}\n").date == "2026-03-05"
    assert read_text(f"走访方案\n{BODY}{signature}\n").issuer == "幸福街道总工会"


def test_joint_issuers_are_joined_by_a_space() -> None:
    plan = read_text(f"走访方案\n{BODY}幸福街道总工会\n幸福街道妇联\n2026年3月5日\n")
    assert plan.issuer == "幸福街道总工会 幸福街道妇联"


def test_a_title_broken_over_lines_is_joined() -> None:
    plan = read_text(
        f"关于开展“暖心走访”\n主题活动的通知\n各支部：\n现将有关事项通知如下：\n{BODY}"
    )
    assert plan.title == "关于开展“暖心走访”主题活动的通知"


def test_a_red_headed_document_names_its_issuer_above_the_title() -> None:
    plan = read_text(f"幸福镇人民政府\n关于开展走访活动的通知\n各村：\n{BODY}")
    assert head(plan)[:2] == ("关于开展走访活动的通知", "幸福镇人民政府")


def test_forms_after_the_signature_are_cut() -> None:
    form = "附件1\n走访登记表\n序号\t姓名\n1、基本情况\n2、走访记录\n"
    plan = read_text(f"走访方案\n{BODY}幸福街道总工会\n2026年3月5日\n{form}")
    assert len(plan.headings) == 3


def test_nothing_stated_is_none() -> None:
    assert head(read_text(BODY)) == (None, None, None, None)


def test_the_number_behind_a_title_is_the_document_number() -> None:
    plan = read_text(f"幸福市人民政府关于做好走访工作的实施意见（幸政〔2026〕1号）\n{BODY}")
    assert head(plan) == (
        "幸福市人民政府关于做好走访工作的实施意见",
        "幸福市人民政府",
        None,
        "幸政〔2026〕1号",
    )


def test_the_headline_of_a_page_is_the_last_resort_for_a_title() -> None:
    plan = read_text(
        f"幸福区妇联精心部署春节走访\n来源：幸福区\n发布时间：2026-02-15 10:33\n{BODY}"
    )
    assert (plan.title, plan.date) == ("幸福区妇联精心部署春节走访", "2026-02-15")


def test_days_from_twenty_are_printed_with_one_character() -> None:
    plan = read_text(f"走访工作方案\n{BODY}幸福街道总工会\n二〇二六年三月廿九日\n")
    assert (plan.issuer, plan.date) == ("幸福街道总工会", "2026-03-29")
