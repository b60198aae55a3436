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
