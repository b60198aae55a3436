"""Initials and sort keys of Chinese names."""

import pytest

from niudai.base.search_keys import SURNAMES, initials, pinyin_sort_key

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("幸福街道", "xfjd"),
        ("重庆路社区", "cqlsq"),
        ("单位A区12号", "dwaq12h"),
        ("解放路", "jfl"),
        ("区总工会", "qzgh"),
        ("湖滨·第1（联合）支部", "hbd1lhzb"),
        ("ABC 公司", "abcgs"),
        ("", ""),
    ],
)
def test_initials_of_places_and_bodies(text, key):
    assert initials(text) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("单小明", "sxm"),
        ("单于明", "cym"),
        ("曾志伟", "zzw"),
        ("仇和", "qh"),
        ("解晓东", "xxd"),
        ("区伟", "ow"),
        ("查良镛", "zly"),
        ("朴正", "pz"),
        ("尉迟恭", "ycg"),
        ("王单", "wd"),
        ("张三", "zs"),
        ("单", "s"),
        ("", ""),
    ],
)
def test_initials_of_people_begin_with_the_surname(name, key):
    assert initials(name, person=True) == key


def test_people_sort_as_in_a_dictionary():
    names = ["张三", "单二", "安一", "曾四", "李五"]
    assert sorted(names, key=lambda name: pinyin_sort_key(name, person=True)) == [
        "安一",
        "李五",
        "单二",
        "曾四",
        "张三",
    ]


def test_shorter_syllable_sorts_first():
    assert pinyin_sort_key("西安") == "xi an"
    assert pinyin_sort_key("西安") < pinyin_sort_key("先") == "xian"


def test_every_override_differs_from_the_library():
    for surname, sound in SURNAMES.items():
        assert len(surname) == len(sound)
        if len(surname) == 1:
            assert pinyin_sort_key(surname) != sound[0], surname
