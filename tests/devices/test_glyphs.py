import pytest

from hall_client.devices.codecs.wire import cropped
from hall_client.devices.glyphs import NOBODY, Glyphs


@pytest.mark.parametrize("char", ["𬭎", "䶮", "𠮷", "国", "A", "·"])
def test_bundled_fonts_know_the_characters_of_the_hall(glyphs: Glyphs, char: str) -> None:
    assert glyphs.has(char)
    assert glyphs.cell(char, 24) != glyphs.cell(NOBODY, 24)


def test_no_font_is_said_to_know_what_it_draws_as_a_box(glyphs: Glyphs) -> None:
    assert not glyphs.has("\U000200aa")


def test_a_line_is_as_wide_as_announced_and_keeps_its_descenders(glyphs: Glyphs) -> None:
    picture = glyphs.draw("页g", 24)
    assert picture.width == glyphs.width("页g", 24)
    assert cropped(picture).height > 24
