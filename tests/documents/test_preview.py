from io import BytesIO

import pytest
from PIL import Image

from hall_client.app.papers import PaperKind
from hall_client.documents.preview import page_count, page_image
from hall_client.documents.render import render
from tests.documents.samples import paper


def test_a_page_becomes_a_picture_of_its_size() -> None:
    pdf = render(paper(PaperKind.RECEIPT))
    assert page_count(pdf) == 1
    picture = Image.open(BytesIO(page_image(pdf, 0, 144)))
    assert picture.format == "PNG"
    assert picture.size == (1191, 1684)
    low, high = picture.convert("L").getextrema()
    assert low < 60
    assert high == 255


def test_there_is_no_page_behind_the_last() -> None:
    with pytest.raises(IndexError):
        page_image(render(paper(PaperKind.RECEIPT)), 1, 72)
