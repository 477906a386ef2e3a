from dataclasses import replace
from datetime import date

import pytest

from hall_client.app.papers import Label
from hall_client.documents.fonts import stack
from hall_client.documents.labels import HEIGHT, TITLE, WIDTH, render_labels, title_lines
from hall_client.documents.preview import page_count
from tests.documents.reading import codes_of, fonts_of, page_texts

DAY = date(2026, 9, 22)
FOLDER = Label("PZ26092200017", "公共场所卫生许可", "张*", "彭州市政务服务中心", DAY, None, 3)
MATERIAL = replace(FOLDER, code="PZ26092200017-03", title="平面布局图", material=3)
LONG = ("住宿场所平面图和卫生设施布局图（䶮𬭎𠮷）" * 12)[:200]


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("label", [FOLDER, MATERIAL, replace(MATERIAL, title=LONG)])
def test_both_codes_can_be_scanned(label: Label, dpi: int) -> None:
    assert codes_of(render_labels([label]), dpi) == {
        ("QR Code", label.code),
        ("Code 128", label.code),
    }


def test_one_page_a_label_with_code_name_and_place_in_words() -> None:
    pdf = render_labels([FOLDER, MATERIAL, replace(MATERIAL, due="2026-09-30")])
    pages = page_texts(pdf)
    assert len(pages) == page_count(pdf) == 3
    for page in pages:
        assert "张*" in page
        assert "2026-09-22收" in page
        assert FOLDER.hall in page
    assert "PZ26092200017" in pages[0]
    assert "卷宗材料3件" in pages[0]
    assert "PZ26092200017-03" in pages[1]
    assert "材料3/3" in pages[1]
    assert "2026-09-30到期" in pages[2]
    assert all(fonts_of(pdf).values())
    assert not any("Helvetica" in name for name in fonts_of(pdf))


def test_a_title_of_200_characters_ends_inside_the_label() -> None:
    import pypdfium2

    pdf = render_labels([replace(MATERIAL, title=LONG, applicant=LONG, hall=LONG)])
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        boxes = [text.get_charbox(n) for n in range(text.count_chars())]
    assert min(box[0] for box in boxes) >= 0
    assert max(box[2] for box in boxes) <= WIDTH
    assert min(box[1] for box in boxes) >= 0
    assert max(box[3] for box in boxes) <= HEIGHT
    lines = title_lines(LONG, 100)
    assert lines[-1].endswith("…")
    assert all(sum(map(stack(True).width, line)) * TITLE.size <= 106 for line in lines)


def test_a_code_too_long_for_bars_still_has_its_qr() -> None:
    label = replace(FOLDER, code="ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert codes_of(render_labels([label]), 203) == {("QR Code", label.code)}


@pytest.mark.parametrize("code", ["", "彭州26", "PZ1\n"])
def test_a_code_that_no_scanner_reads_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="barcode"):
        render_labels([replace(FOLDER, code=code)])


def test_equal_labels_give_equal_bytes() -> None:
    assert render_labels([FOLDER, MATERIAL]) == render_labels([FOLDER, MATERIAL])
    with pytest.raises(ValueError, match="no labels"):
        render_labels([])
