from hypothesis import given
from hypothesis import strategies as st

from hall_client.documents.lines import CLOSING, HANGING, OPENING, break_lines

CHARS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动" * 3
TEXTS = st.text(alphabet=CHARS + OPENING + CLOSING + "0123456789ABCabc-/· ", max_size=120)


def width_of(char: str) -> float:
    return 1.0 if ord(char) > 0x2000 else 0.55


@given(TEXTS, st.integers(8, 40))
def test_no_character_is_lost_and_no_line_overflows(text: str, room: int) -> None:
    lines = break_lines(text, (room - 2, room), width_of)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    for n, line in enumerate(lines):
        allowed = (room if n else room - 2) + (0.5 if line.text[-1:] in HANGING else 0)
        assert line.width <= allowed + 1e-6
    assert [line.last for line in lines] == [False] * (len(lines) - 1) + [True]


@given(
    st.lists(
        st.sampled_from(["中", "文", "字", "（甲）", "《法》", "、", "，", "。"]), max_size=80
    ),
    st.integers(8, 40),
)
def test_marks_neither_begin_nor_end_a_line_wrongly(words: list[str], room: int) -> None:
    text = "中" + "中".join(words)
    for line in break_lines(text, (room,), width_of):
        assert line.text[:1] not in tuple("，。、）》")
        assert line.text[-1:] not in tuple("（《")


def test_numbers_and_document_numbers_stay_whole() -> None:
    text = "依据彭审许受字〔2026〕第0001号和11510182MB2857374H4510123001002办理"
    lines = [line.text for line in break_lines(text, (18,), width_of)]
    assert any("〔2026〕" in line for line in lines)
    assert any("11510182MB2857374H4510123001002" in line for line in lines)
