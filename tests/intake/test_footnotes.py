import pytest

from roster.intake.footnotes import sign_after, sign_before, without_sign


@pytest.mark.parametrize(
    ("text", "sign", "words"),
    [
        ("Nguyễn Văn An (1)", "1", "Nguyễn Văn An"),
        ("Nguyễn Văn An¹", "1", "Nguyễn Văn An"),
        ("Giám đốc *", "*", "Giám đốc"),
        ("Giám đốc(**)", "**", "Giám đốc"),
        ("0914 223 344 (2)", "", "0914 223 344 (2)"),
        ("năm (1970)", "", "năm (1970)"),
        ("Phòng 1", "", "Phòng 1"),
        ("(1)", "", "(1)"),
    ],
)
def test_signs_behind_words(text: str, sign: str, words: str) -> None:
    assert (sign_after(text), without_sign(text)) == (sign, words)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("(1) Nghỉ hưu", "1"),
        ("² Phụ trách", "2"),
        ("(*): Thôi giữ chức", "*"),
        ("** Kiêm nhiệm", "**"),
        ("1. Sở Nội vụ", ""),
        ("1) Sở Nội vụ", ""),
        ("Nghỉ hưu", ""),
    ],
)
def test_footnotes_begin_with_their_sign(text: str, sign: str) -> None:
    assert sign_before(text) == sign
