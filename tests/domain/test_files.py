import pytest

from samsyn.domain.cells import safe_cell
from samsyn.domain.files import JPEG, NAME_LENGTH, PDF, PNG, FileRefused, kind_of, shown_name


@pytest.mark.parametrize(
    ("head", "kind"),
    [(b"%PDF-1.4\n", PDF), (b"\x89PNG\r\n\x1a\n\0\0", PNG), (b"\xff\xd8\xff\xe0", JPEG)],
)
def test_the_kind_is_told_by_the_first_bytes(head, kind):
    assert kind_of(head) is kind


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "type"),
        (b"<!doctype html>%PDF-1.4", "type"),
        (b"\n%PDF-1.4", "type"),
        (b"PK\x03\x04", "type"),
        (b"GIF89a", "type"),
        (b"MZ\x90", "type"),
        (b"%PDF-1.4\n%<script>alert(1)</script>", "two_types"),
        (b"%PDF-1.4\n< HTML><body>", "two_types"),
    ],
)
def test_other_kinds_are_refused(head, why):
    with pytest.raises(FileRefused) as refused:
        kind_of(head)
    assert refused.value.why == why


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Kallelse.pdf", "Kallelse.pdf"),
        ("Åtgärder, ö.PDF", "Åtgärder, ö.pdf"),
        ("A\u030atga\u0308rd", "Åtgärd.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\namn\\kallelse.pdf", "kallelse.pdf"),
        ("..\uff0f..\uff0fhemlig.pdf", "hemlig.pdf"),
        ("kallelse\u202efdp.exe", "kallelsefdp.exe.pdf"),
        ("kallelse.pdf.exe", "kallelse.pdf.exe.pdf"),
        ("a\0b\r\nSet-Cookie: x.pdf", "ab Set-Cookie_ x.pdf"),
        ('"; filename="evil.html', "__ filename=_evil.html.pdf"),
        ("  många   blanksteg .pdf", "många blanksteg.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("con.txt", "_con.txt.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("", "bilaga.pdf"),
        ("...", "bilaga.pdf"),
        ("\u200b\u200b.pdf", "bilaga.pdf"),
        (".pdf", "bilaga.pdf"),
    ],
)
def test_names_are_harmless(name, shown):
    assert shown_name(name, PDF) == shown


def test_names_have_a_length_and_keep_their_extension():
    name = shown_name("å" * 500 + ".jpeg", JPEG)
    assert len(name) == NAME_LENGTH
    assert name.endswith("å.jpg")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+46",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1+1",
        "\u00a0=1",
        "＝1",
        '=HYPERLINK("http://x")',
        "- punkt",
    ],
)
def test_formulas_become_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", " ", "Å", "1+1", "a=b", "'=1", "SAM-2026-0001", "2026-03-12"])
def test_other_texts_stay(text):
    assert safe_cell(text) == text
