import base64
import hashlib
import io
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import platformdirs
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hall_client.app.papers import Label
from hall_client.devices.codecs.wire import WireError
from hall_client.devices.codecs.zpl import checksum, encode_label
from hall_client.devices.codecs.zpl_decode import decode_labels
from hall_client.devices.glyphs import Glyphs
from hall_client.devices.profiles import Graphics, LabelProfile
from hall_client.devices.simulated.paper import label_picture

RENDERER = "zpl-renderer-js@3.4.0"
SCRIPT = """
const {ready} = require('zpl-renderer-js'); const fs = require('fs');
ready.then(({api}) => api.zplToBase64Async(fs.readFileSync(0, 'utf8'), 60, 40, 8))
  .then(image => { fs.writeSync(1, image); process.exit(0); })
  .catch(error => { console.error(error); process.exit(1); });
"""
Render = Callable[[bytes], Image.Image]


@pytest.fixture(scope="module")
def render() -> Render:
    """A ZPL renderer that is not ours, installed once into a cache folder."""
    if os.environ.get("HALL_NO_NPM"):
        pytest.skip("HALL_NO_NPM is set")
    if not (shutil.which("npm") and shutil.which("node")):
        pytest.fail("node and npm are needed (or set HALL_NO_NPM=1)", pytrace=False)
    tag = hashlib.sha256(RENDERER.encode()).hexdigest()[:12]
    folder = platformdirs.user_cache_path("hall-client-tests") / tag
    if not (folder / "ready").exists():
        _install(folder)
    (folder / "render.cjs").write_text(SCRIPT)

    def draw(zpl: bytes) -> Image.Image:
        command = ["node", str(folder / "render.cjs")]
        made = subprocess.run(command, input=zpl, capture_output=True, check=True)
        return Image.open(io.BytesIO(base64.b64decode(made.stdout))).convert("L")

    return draw


def _install(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", RENDERER]
    done = subprocess.run(
        command, check=False, cwd=folder, capture_output=True, text=True, timeout=100
    )
    if done.returncode:
        pytest.fail(f"npm cannot install {RENDERER}: {done.stderr[-400:]}", pytrace=False)
    (folder / "ready").touch()


def read(image: Image.Image) -> list[tuple[str, str]]:
    return [(code.text, str(code.format)) for code in zxingcpp.read_barcodes(image)]


def test_codes_are_read_from_what_another_program_renders(
    render: Render, label: Label, label_profile: LabelProfile, glyphs: Glyphs
) -> None:
    for title in (label.title, "关于𬭎䶮𠮷" + "很长的材料名称" * 28):
        for graphics in Graphics:
            profile = replace(label_profile, graphics=graphics)
            drawn = render(encode_label(replace(label, title=title), profile, glyphs))
            assert drawn.size == (480, 320)
            found = read(drawn)
            assert [text for text, _ in found] == [label.code] * 2
            assert len({form for _, form in found}) == 2
            ours = label_picture(decode_labels(encode_label(label, profile, glyphs))[0])
            assert _inked(drawn.crop((16, 16, 334, 52))) > 200
            assert title != label.title or _same_words(ours, drawn)


def _inked(image: Image.Image) -> int:
    return sum(value < 128 for value in image.tobytes())


def _same_words(one: Image.Image, other: Image.Image) -> bool:
    box = (0, 0, 330, 210)
    black = [im.crop(box).point(lambda v: 0 if v < 128 else 255).tobytes() for im in (one, other)]
    return black[0] == black[1]


@pytest.mark.parametrize("code", ["H126050800012", "H126050800012-03", "H126050800012-99"])
def test_codes_are_read_from_the_simulated_label(
    label: Label, label_profile: LabelProfile, glyphs: Glyphs, code: str
) -> None:
    data = encode_label(replace(label, code=code), label_profile, glyphs)
    printed = decode_labels(data)[0]
    assert {one.kind for one in printed.codes} == {"qr", "code128"}
    assert [text for text, _ in read(label_picture(printed))] == [code, code]


def test_a_name_of_200_characters_keeps_codes_and_facts(
    label: Label, label_profile: LabelProfile, glyphs: Glyphs
) -> None:
    long = replace(label, title="某某建设工程规划许可材料" * 17, applicant="有限公司" * 50)
    printed = decode_labels(encode_label(long, label_profile, glyphs))[0]
    (x, y, words) = printed.pictures[0]
    assert x + words.width <= 359  # left of the QR code
    assert y + words.height <= 222  # above the bars
    assert [text for text, _ in read(label_picture(printed))] == [label.code] * 2


def test_a_short_title_is_larger_than_a_long_one(
    label: Label, label_profile: LabelProfile, glyphs: Glyphs
) -> None:
    def words(title: str) -> int:
        only_title = replace(label_profile, lines=())
        data = encode_label(replace(label, title=title), only_title, glyphs)
        return decode_labels(data)[0].pictures[0][2].height

    assert words("许可") >= label_profile.title_dots * 0.8
    assert words("") <= 2


def test_300_dpi_is_a_matter_of_the_profile(
    label: Label, label_profile: LabelProfile, glyphs: Glyphs
) -> None:
    fine = replace(label_profile, dots_per_mm=12, bar_width=3, qr_size=8, bar_height=100)
    printed = decode_labels(encode_label(label, fine, glyphs))[0]
    assert (printed.width, printed.height) == (720, 480)
    assert [text for text, _ in read(label_picture(printed))] == [label.code] * 2


@pytest.mark.parametrize("code", ["", "张三", "A^XZ", "A" * 21, "~JA"])
def test_a_code_that_is_none_is_refused(
    label: Label, label_profile: LabelProfile, glyphs: Glyphs, code: str
) -> None:
    with pytest.raises(WireError):
        encode_label(replace(label, code=code), label_profile, glyphs)


def test_both_ways_of_packing_give_the_same_picture(
    label: Label, label_profile: LabelProfile, glyphs: Glyphs
) -> None:
    packed, plain = (
        encode_label(label, replace(label_profile, graphics=graphics), glyphs)
        for graphics in (Graphics.Z64, Graphics.HEX)
    )
    assert decode_labels(packed)[0].pictures == decode_labels(plain)[0].pictures
    assert len(packed) * 3 < len(plain)


def test_the_checksum_is_xmodem_and_is_looked_at(
    label: Label, label_profile: LabelProfile, glyphs: Glyphs
) -> None:
    assert checksum(b"123456789") == 0x31C3  # published check value of CRC-16/XMODEM
    data = encode_label(label, label_profile, glyphs)
    place = data.index(b":Z64:") + 20
    broken = data[:place] + (b"A" if data[place : place + 1] != b"A" else b"B") + data[place + 1 :]
    with pytest.raises(WireError):
        decode_labels(broken)


@given(st.text(max_size=200), st.sampled_from(["^GFA,8,8,1,", "^FO", "^BQN,2,", "^FD", ""]))
def test_any_bytes_are_read_or_refused(noise: str, opening: str) -> None:
    try:
        decode_labels(f"^XA{opening}{noise}^XZ".encode())
    except WireError:
        return


@given(st.text(max_size=200))
def test_any_title_gives_a_label(title: str) -> None:
    label = Label("H126050800012", title, "李*", "大厅", date(2026, 5, 8))
    data = encode_label(label, LabelProfile("file:x"), Glyphs.bundled())
    assert len(decode_labels(data)) == 1
