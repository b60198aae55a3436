"""Sentences, and the doer each names at its head."""

from niudai.plantext.subjects import sentences, subject_of, subjects_of


def test_sentences_keep_brackets_and_join_back() -> None:
    text = "做好服务。（市总工会负责。以下相同）团委要组织。结束"
    assert sentences(text) == ["做好服务。（市总工会负责。以下相同）", "团委要组织。", "结束"]
    assert "".join(sentences(text)) == text


def test_subject_carries_its_sector() -> None:
    subject = subject_of("村（社区）妇联组织要关爱儿童。")
    assert subject is not None
    assert (subject.owners, subject.sectors, subject.modal) == (
        ("women",),
        ("农村", "街道社区"),
        True,
    )


def test_a_list_of_organs_is_one_subject() -> None:
    (subject,) = subjects_of("市总工会、团市委和市民政局要共同抓好。")
    assert subject.owners == ("union", "league", "市民政局")


def test_joint_names_stand_for_their_lines() -> None:
    subject = subject_of("工青妇组织要联合开展慰问。")
    assert subject is not None
    assert subject.owners == ("union", "league", "women")


def test_an_object_or_a_topic_is_no_subject() -> None:
    texts = ("加强工会建设。", "工会工作要创新。", "围绕党委中心工作。")
    assert [subject_of(text) for text in texts] == [None, None, None]


def owners(sentence: str) -> list[str]:
    """All doers of a sentence in order."""
    return [name for subject in subjects_of(sentence) for name in subject.owners]


def test_a_time_before_the_doer_leaves_it_at_the_head() -> None:
    assert owners("2019年上半年，市财政局印发实施方案。") == ["市财政局"]


def test_please_names_the_doer() -> None:
    assert owners("有关事项，请科技部、农业农村部等部门在2月底前完成。") == ["科技部", "农业农村部"]


def test_an_organ_may_be_called_after_a_verb() -> None:
    assert owners("宣传科按季度研判舆情。") == ["宣传科"]
    assert owners("区委组织部定期开展督查。") == ["区委组织部"]


def test_officers_stand_for_their_organ_and_posts_do_nothing() -> None:
    assert owners("各级党组织书记要履行职责。") == ["party"]
    assert owners("党委副书记任组长。") == []


def test_what_is_important_is_no_duty() -> None:
    assert subject_of("各村在主要路口设立卡点。") is not None
    assert subject_of("主要负责同志参加。") is None


def test_classes_that_need_no_modal() -> None:
    subject = subject_of("各社区、各企业结合实际组织演练。")
    assert subject is not None
    assert subject.sectors == ("街道社区", "企业")
