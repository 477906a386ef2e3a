"""Situations (情形): a tree of questions whose answers narrow down what an applicant brings."""

from collections.abc import Iterator
from dataclasses import dataclass

SEPARATOR = "/"
FIELD_KINDS = frozenset({"text", "number", "date"})


@dataclass(frozen=True)
class ExtraField:
    """A field that the application form has in this situation only; kinds are `FIELD_KINDS`."""

    code: str
    label: str
    kind: str = "text"
    required: bool = False


@dataclass(frozen=True)
class Option:
    """An answer; `committed_days` overrides the item's; `question` asks on."""

    code: str
    text: str
    committed_days: int | None = None
    fields: tuple[ExtraField, ...] = ()
    question: "Question | None" = None


@dataclass(frozen=True)
class Question:
    """What the clerk asks; exactly one of the options is the answer."""

    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Situation:
    """One path through the tree: `code` joins the option codes, `text` what was answered."""

    code: str
    text: str
    options: tuple[str, ...]
    committed_days: int | None = None
    fields: tuple[ExtraField, ...] = ()


def situations(question: Question | None) -> tuple[Situation, ...]:
    """All complete paths in the order of the tree; none when nothing is asked."""
    if question is None:
        return ()
    return tuple(_paths(question, Situation("", "", ())))


def _paths(question: Question, so_far: Situation) -> Iterator[Situation]:
    for option in question.options:
        path = _with(so_far, option)
        if option.question is None:
            yield path
        else:
            yield from _paths(option.question, path)


def _with(path: Situation, option: Option) -> Situation:
    codes = (*path.options, option.code)
    days = path.committed_days if option.committed_days is None else option.committed_days
    return Situation(
        code=SEPARATOR.join(codes),
        text=f"{path.text}，{option.text}" if path.text else option.text,
        options=codes,
        committed_days=days,
        fields=path.fields + option.fields,
    )


def options_of(question: Question | None) -> Iterator[Option]:
    """Every option of the tree, parents before children."""
    for option in question.options if question else ():
        yield option
        yield from options_of(option.question)


def depth(question: Question | None) -> int:
    """How many questions the longest path asks."""
    if question is None:
        return 0
    return 1 + max((depth(option.question) for option in question.options), default=0)
