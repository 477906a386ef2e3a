import re
import subprocess
from dataclasses import replace

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from hall_client.app.papers import TicketSlip
from hall_client.devices.codecs.escpos import code128, encode_slip, encode_text, native_qr
from hall_client.devices.codecs.escpos_decode import (
    Code,
    Control,
    EscposReader,
    Picture,
    Text,
    decode_ticket,
    printed_lines,
)
from hall_client.devices.codecs.escpos_status import (
    Paper,
    TicketStatus,
    answer,
    is_status,
    parse_status,
)
from hall_client.devices.codecs.template import plain
from hall_client.devices.codecs.wire import WireError
from hall_client.devices.glyphs import Glyphs
from hall_client.devices.profiles import LineKind, TicketLine, TicketProfile
from hall_client.devices.simulated.paper import ticket_picture

GBK_TEXT = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x9FFF, exclude_categories=("C", "M", "Z"))
).map(lambda text: "".join(c for c in text if _is_gbk(c)))


def _is_gbk(char: str) -> bool:
    try:
        return bool(char.encode("gbk"))
    except UnicodeEncodeError:
        return False


def test_an_ordinary_ticket_says_all_and_stays_below_600_bytes(
    slip: TicketSlip, ticket_profile: TicketProfile, glyphs: Glyphs
) -> None:
    data = encode_slip(slip, ticket_profile, glyphs)
    words = printed_lines(decode_ticket(data))
    assert len(data) <= 600
    assert words[:7] == [
        "彭水县政务服务中心",
        "商事登记",
        "A001",
        "前面还有 3 人",
        "预计等候 约 10-25 分钟",
        "张*",
        "取号时间 2026-05-08 09:02",
    ]
    assert words[-2:] == list(slip.rules)
    assert data.endswith(b"\x1dVB\x00")


def test_a_ticket_given_while_cut_off_says_so(
    slip: TicketSlip, ticket_profile: TicketProfile, glyphs: Glyphs
) -> None:
    words = printed_lines(
        decode_ticket(encode_slip(replace(slip, offline=True), ticket_profile, glyphs))
    )
    assert words[words.index("A001") + 1] == "离线"
    assert "网络中断时取号" in "".join(words[-3:])


def test_iconv_reads_the_words(
    slip: TicketSlip, ticket_profile: TicketProfile, glyphs: Glyphs
) -> None:
    data = encode_slip(slip, ticket_profile, glyphs)
    line = next(row for row in data.split(b"\n") if "前面".encode("gbk") in row)
    words = re.sub(rb"\x1b.\x00|\x1d!\x00|\x1c!\x00", b"", line)
    command = ["iconv", "-f", "GBK", "-t", "UTF-8"]
    read = subprocess.run(command, check=True, input=words, capture_output=True)
    assert read.stdout.decode() == "前面还有 3 人"


@pytest.mark.parametrize("dots", [576, 384])
@pytest.mark.parametrize("native", [True, False])
def test_the_query_code_is_read_back_from_the_paper(
    slip: TicketSlip, ticket_profile: TicketProfile, glyphs: Glyphs, dots: int, native: bool
) -> None:
    profile = replace(ticket_profile, dots=dots, native_qr=native)
    elements = decode_ticket(encode_slip(slip, profile, glyphs))
    paper = ticket_picture(tuple(elements), dots, glyphs)
    assert [found.text for found in zxingcpp.read_barcodes(paper)] == [slip.query_code]


def test_code128_is_read_back_from_the_paper(
    slip: TicketSlip, ticket_profile: TicketProfile, glyphs: Glyphs
) -> None:
    profile = replace(ticket_profile, layout=(TicketLine("{number}", LineKind.CODE128),))
    elements = decode_ticket(encode_slip(slip, profile, glyphs))
    found = zxingcpp.read_barcodes(ticket_picture(tuple(elements), 576, glyphs))
    assert [(one.text, one.format) for one in found] == [("A001", zxingcpp.BarcodeFormat.Code128)]


@pytest.mark.parametrize("rare", ["𬭎", "䶮", "𠮷"])
def test_a_rare_character_is_drawn_in_its_line(
    slip: TicketSlip, ticket_profile: TicketProfile, glyphs: Glyphs, rare: str
) -> None:
    elements = decode_ticket(encode_slip(replace(slip, name=f"张{rare}"), ticket_profile, glyphs))
    assert "张〓" in printed_lines(elements)
    drawn = next(e for e in elements if isinstance(e, Picture))
    assert drawn.bitmap == glyphs.cell(rare, 24)


def test_a_rare_character_in_a_large_line_makes_it_a_picture(
    slip: TicketSlip, ticket_profile: TicketProfile, glyphs: Glyphs
) -> None:
    elements = decode_ticket(encode_slip(replace(slip, queue="䶮江"), ticket_profile, glyphs))
    drawn = next(e for e in elements if isinstance(e, Picture))
    assert not drawn.inline
    assert drawn.bitmap.height > 48


def test_the_number_is_large(
    slip: TicketSlip, ticket_profile: TicketProfile, glyphs: Glyphs
) -> None:
    elements = decode_ticket(encode_slip(slip, ticket_profile, glyphs))
    assert Text("A001", 4, bold=True) in elements


def test_facts_that_are_missing_leave_no_line(
    slip: TicketSlip, ticket_profile: TicketProfile, glyphs: Glyphs
) -> None:
    bare = replace(slip, wait=None, name=None, rules=(), query_code="")
    elements = decode_ticket(encode_slip(bare, ticket_profile, glyphs))
    assert not any("预计" in line or "查询码" in line for line in printed_lines(elements))
    assert [e.data for e in elements if isinstance(e, Code)] == ["A001"]


def test_a_name_cannot_command_the_printer(
    slip: TicketSlip, ticket_profile: TicketProfile, glyphs: Glyphs
) -> None:
    sly = replace(slip, name="张\x1b@\x1dV\x00三")
    elements = decode_ticket(encode_slip(sly, ticket_profile, glyphs))
    assert "张@V三" in printed_lines(elements)
    assert [e.name for e in elements if isinstance(e, Control)].count("cut") == 1


def test_long_lines_break_between_characters_on_narrow_paper(
    slip: TicketSlip, ticket_profile: TicketProfile, glyphs: Glyphs
) -> None:
    long = replace(slip, rules=("请" * 40,))
    lines = printed_lines(
        decode_ticket(encode_slip(long, replace(ticket_profile, dots=384), glyphs))
    )
    assert lines[-3:] == ["请" * 16, "请" * 16, "请" * 8]


def test_codes_that_cannot_be_drawn_are_refused() -> None:
    with pytest.raises(WireError):
        native_qr("张三", 6)
    with pytest.raises(WireError):
        code128("")


@given(GBK_TEXT)
def test_text_comes_back_from_its_bytes(text: str) -> None:
    data = b"\x1b@\x1c&" + encode_text(text, Glyphs.bundled())
    read = "".join(e.text for e in decode_ticket(data) if isinstance(e, Text))
    assert read == plain(text)
    assert data[4:] == read.encode("gbk")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(noise: bytes) -> None:
    try:
        decode_ticket(b"\x1c&" + noise)
    except WireError:
        return


@given(st.integers(1, 60))
def test_a_ticket_in_pieces_reads_as_in_one(piece: int) -> None:
    data = b"\x1b@\x1c&" + "到3号窗口".encode("gbk") + b"\n" + native_qr("A1", 4) + b"\x1dVB\x00"
    reader, pieces = EscposReader(), []
    for n in range(0, len(data), piece):
        pieces += reader.feed(data[n : n + piece])
    assert printed_lines(pieces) == ["到3号窗口"]
    assert [e.data for e in pieces if isinstance(e, Code)] == ["A1"]


STATES = {
    TicketStatus(): (0x12, 0x12, 0x12, 0x12),
    TicketStatus(paper=Paper.LOW): (0x12, 0x12, 0x12, 0x1E),
    TicketStatus(online=False, paper=Paper.OUT): (0x1A, 0x32, 0x12, 0x7E),
    TicketStatus(online=False, cover_open=True): (0x1A, 0x16, 0x12, 0x12),
    TicketStatus(online=False): (0x1A, 0x12, 0x12, 0x12),
}


@pytest.mark.parametrize(("status", "published"), STATES.items())
def test_status_bytes_are_the_published_ones(
    status: TicketStatus, published: tuple[int, ...]
) -> None:
    assert tuple(answer(status, n) for n in range(1, 5)) == published
    assert parse_status(dict(enumerate(published, 1))) == status


def test_flow_control_and_noise_are_no_status() -> None:
    assert not any(is_status(byte) for byte in (0x11, 0x13, 0x00, 0xFF, 0x32 | 0x80))
    with pytest.raises(WireError):
        parse_status({1: 0xFF})
