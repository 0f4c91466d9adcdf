"""A text that a PDF page paints over is told: whoever copies the page has it back."""

import io

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from test_hidden_parts import hidden

SAID = "BT /F1 12 Tf 50 200 Td (example name) Tj ET\n"
BOX = "48 196 60 14 re f\n"
TOLD = ("涂盖的字1处（第1页）",)


def page(painted: str) -> bytes:
    """Return a PDF of one page that is painted so."""
    writer, out = PdfWriter(), io.BytesIO()
    made = writer.add_blank_page(300, 300)
    content = DecodedStreamObject()
    content.set_data(painted.encode())
    kind = {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica"}
    font = DictionaryObject(
        {NameObject(f"/{name}"): NameObject(f"/{value}") for name, value in kind.items()}
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    made[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    made[NameObject("/Contents")] = content
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "painted",
    [
        f"{SAID}0 g {BOX}",
        f"{SAID}1 g {BOX}",
        f"{SAID}0 0 0 1 k {BOX}",
        f"{SAID}q 0.1 0.1 0.1 rg 90 195 30 16 re f Q",
        f"q 0.5 0 0 0.5 0 0 cm {SAID} 0 g {BOX} Q",
        f"0 g 48 196 200 14 re f {SAID}",
    ],
)
def test_a_text_under_a_black_or_white_box_is_told(painted: str) -> None:
    assert hidden(page(painted), "文.pdf") == TOLD


@pytest.mark.parametrize(
    "painted",
    [
        SAID,
        f"{SAID}1 1 0 rg {BOX}",
        f"{SAID}0 g 50 198 80 1 re f",
        f"{SAID}0 g 50 203 80 1 re f",
        f"{SAID}0 g 48 100 60 14 re f",
        f"{SAID}0 g 48 196 60 14 re S",
        f"{SAID}48 196 60 14 re W n",
        f"{SAID}1 g 126 150 160 100 re f",
        f"1 g 0 0 300 300 re f 0 g {SAID}",
        f"0 g 48 196 200 14 re f 1 g {SAID}",
        f"0 g 40 190 200 30 re f 1 g 41 191 198 28 re f 0 g {SAID}",
        f"BT /F1 12 Tf 50 200 Td (   ) Tj ET {SAID.replace('200', '100')} 0 g {BOX}",
    ],
)
def test_what_an_ordinary_page_paints_hides_nothing(painted: str) -> None:
    assert hidden(page(painted), "文.pdf") == ()
