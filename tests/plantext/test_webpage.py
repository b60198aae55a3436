"""The article among the menus and notices of a site."""

from niudai.plantext import read_text

BODY = "一、任务\n1.各支部要走访困难党员。\n2.各级工会要走访困难职工。\n"


def test_site_furniture_is_cut_and_the_page_date_used_last() -> None:
    page = (
        "首页\n新闻中心\n4.10班级考核[04-13]\n当前位置：首页 > 公告\n走访方案\n"
        f"时间：2026-02-01 08:00\n{BODY}1、下载后请删除，本站不负责。\n【打印正文】\n上一篇：三、旧方案\n"
    )
    plan = read_text(page)
    assert plan.date == "2026-02-01"
    assert [h.number_text for h in plan.headings] == ["一、", "1.", "2."]


def test_numbered_notices_of_a_download_site_are_no_items() -> None:
    page = (
        "1. 本文档由用户上传,版权归属用户,本站整理发布。\n2. 下载前请仔细阅读文档内容。\n网站客服:1234\n"
        f"走访方案\n{BODY}"
    )
    plan = read_text(page)
    assert [h.number_text for h in plan.headings] == ["一、", "1.", "2."]


def test_a_field_inside_the_list_is_no_head_of_a_page() -> None:
    text = (
        "疗休养通知\n1．由工会牵头制订计划，组织实施。\n2．选择两条线路，至少20人成行。\n"
        "时间：2026年8月2日——8月6日\n地址：幸福市朱家尖\n3．请于7月31日前报名。\n"
    )
    assert [h.number_text for h in read_text(text).headings] == ["1．", "2．", "3．"]


def test_an_item_with_a_word_of_the_site_stays() -> None:
    text = "一、检查内容\n1.公款吃喝。查是否用公款吃喝。\n2.收受礼品。查是否收受充值卡。\n3.公车私用。查是否公车私用。\n"
    assert len(read_text(text).tasks) == 3
    assert read_text(text).tasks[1].text == "2.收受礼品。查是否收受充值卡。"


def test_the_terms_of_a_sharer_of_documents_are_no_items() -> None:
    text = (
        "1. 1、下载文档前请自行甄别内容的完整性。\n2. 2、仅部分预览的文档可申请退款。\n"
        f"3. 3、如文档侵犯您的权益请反馈。\n走访方案\n{BODY}"
    )
    assert [h.number_text for h in read_text(text).headings] == ["一、", "1.", "2."]
