from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from hall_client.app.papers import PaperKind
from hall_client.documents.fonts import BOLD, RARE, REGULAR, stack, to_unicode, use_site_font
from hall_client.documents.preview import page_image
from hall_client.documents.render import render
from tests.documents.reading import fonts_of, text_of
from tests.documents.samples import CASE, paper


@pytest.mark.parametrize("path", [REGULAR, BOLD, RARE])
def test_bundled_fonts_have_the_outlines_that_pdf_needs_and_may_be_embedded(path: Path) -> None:
    font = TTFont(path, lazy=True)
    assert "glyf" in font
    assert font["OS/2"].fsType == 0


def test_gbk_and_rare_names_are_covered() -> None:
    covered = set(TTFont(REGULAR, lazy=True).getBestCmap())
    gbk = {chr(code) for code in range(0x4E00, 0x9FA6)}
    assert {char for char in gbk if ord(char) not in covered} == set()
    assert {ord(char) for char in "𬭎䶮𠅤〔〕□·"} <= covered
    assert ord("𠮷") in TTFont(RARE, lazy=True).getBestCmap()


def test_text_runs_over_the_fonts_that_have_its_characters() -> None:
    assert list(stack().runs("王𠮷张")) == [
        ("HallRegular", "王"),
        ("HallRare", "𠮷"),
        ("HallRegular", "张"),
    ]


@pytest.mark.parametrize("name", ["张䶮𬭎𠮷", "𠅤𠮟塚", "買買提·阿卜杜熱合曼", "𠀀𪜀𫝀𰻝"])
def test_names_are_read_back_exactly_even_where_no_font_has_them(name: str) -> None:
    pdf = render(paper(PaperKind.RECEIPT, case=replace(CASE, applicant=name)))
    assert name in text_of(pdf)
    assert all(fonts_of(pdf).values())


def test_a_character_of_no_font_leaves_a_visible_box() -> None:
    def ink(name: str) -> int:
        case = replace(CASE, contact=name)
        picture = Image.open(
            BytesIO(page_image(render(paper(PaperKind.RECEIPT, case=case)), 0, 300))
        )
        return picture.convert("L").histogram()[0]

    assert ink("𪜀𪜀𪜀") > ink("")


def test_an_invisible_character_takes_no_room() -> None:
    assert stack().width("\u200b") == 0
    assert stack().width("\U000e0101") == 0


def test_unicode_map_holds_utf16_in_blocks_of_at_most_100() -> None:
    lines = to_unicode("X", [0x20000 + n for n in range(250)]).splitlines()
    assert "<00> <d840dc00>" in lines
    assert [line for line in lines if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "50 beginbfchar",
    ]


@pytest.fixture
def site_font(tmp_path: Path) -> Iterator[Path]:
    """A font file of a hall that has one character more."""
    font = TTFont(RARE)
    for table in font["cmap"].tables:
        if table.format == 12:
            table.cmap[0x2A701] = table.cmap[ord("𠮷")]
    font["name"].setName("HallSite-Regular", 6, 3, 1, 0x409)
    font.save(tmp_path / "site.ttf")
    yield tmp_path / "site.ttf"
    use_site_font(None)


def test_a_font_of_the_hall_is_asked_after_the_bundled_ones(site_font: Path) -> None:
    use_site_font(site_font)
    assert list(stack().runs("王\U0002a701𠮷")) == [
        ("HallRegular", "王"),
        ("HallSite", "\U0002a701"),
        ("HallRare", "𠮷"),
    ]
    case = replace(CASE, applicant="王\U0002a701")
    assert "王\U0002a701" in text_of(render(paper(PaperKind.RECEIPT, case=case)))
