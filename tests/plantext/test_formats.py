"""The door of the reader: which bytes are a text, and what is said about the others."""

import pytest

from niudai.plantext.formats import MAX_BYTES, PlanUnreadable, to_text

TEXT = "一、工作任务\n1．各级工会要开展慰问活动，服务职工。\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
    ids=["utf8", "utf8-bom", "gb18030", "utf16-bom", "utf16be-bom", "utf16le", "utf16be"],
)
def test_text_is_decoded_from_every_usual_encoding(data: bytes) -> None:
    assert to_text(data, "方案.txt") == TEXT


def test_line_ends_are_kept() -> None:
    assert to_text("一、学习\r\n二、落实\r\n".encode()) == "一、学习\r\n二、落实\r\n"


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.txt", "文件是空的，请选择有内容的方案文件。"),
        (b"\r\n \n", "a.txt", "文件是空的，请选择有内容的方案文件。"),
        ("\u3000\n".encode(), "a.txt", "内容是空的，请提供有文字的方案。"),
        (
            b"PK\x03\x04" + b"\x00" * 50,
            "a.txt",
            "文件实际是Word 或压缩文件，只改了后缀名，请打开后另存为纯文本（.txt）再上传。",
        ),
        (
            b"%PDF-1.7 abc",
            "方案.txt",
            "文件实际是PDF文件，只改了后缀名，请打开后另存为纯文本（.txt）再上传。",
        ),
        (
            "一、学习".encode(),
            "a.docx",
            "文件已损坏，无法读取，请用 Word 或 WPS 打开原文件，另存后重新上传。",
        ),
        (
            "一、学习\n".encode() * 20 + b"\xe4\xb8\xff\xff\x81",
            "a.txt",
            "文件编码已损坏，请用记事本打开原文件，另存为 UTF-8 编码后再上传。",
        ),
        (
            bytes(range(1, 32)) * 20,
            "a.txt",
            "文件不是纯文本，请用 Word 等软件打开后另存为 .txt 再上传。",
        ),
        (
            b"plain English only",
            "a.txt",
            "没有读到中文内容，请检查文件是否为方案正文，或另存为 UTF-8 后重试。",
        ),
    ],
)
def test_unreadable_input_is_refused_with_one_sentence(
    data: bytes, name: str, sentence: str
) -> None:
    with pytest.raises(PlanUnreadable) as refused:
        to_text(data, name)
    assert str(refused.value) == sentence


def test_a_file_over_50_mb_is_refused() -> None:
    with pytest.raises(PlanUnreadable, match="超过 50 MB"):
        to_text(b"a" * (MAX_BYTES + 1), "a.txt")
