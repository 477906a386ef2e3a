"""Figures of a measurement: percentiles, the floor beside them, the ratio of the two."""

import math
from collections.abc import Mapping, Sequence

from hall_client.cli.answers import put, put_json

Row = Mapping[str, object]


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that so many percent of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(math.ceil(len(ordered) * percent / 100) - 1, 0)]


def figures(milliseconds: Sequence[float], *percents: int) -> dict[str, float]:
    """`{"p50_ms": …, …}`, rounded for people."""
    return {f"p{percent}_ms": round(percentile(milliseconds, percent), 2) for percent in percents}


def ratio(value: float, floor: float) -> float:
    """How many times the floor; 0 where the floor cannot be told."""
    return round(value / floor, 2) if floor else 0.0


def line(
    figure: str, of: str, values: tuple[float, float], *, ratio: float | None = None, goal: str = ""
) -> Row:
    """A figure of `values`: what we measured and what its floor takes."""
    ours, floor = values
    times = ratio if ratio is not None else ours / floor if floor else 0.0
    told = {"program": _rounded(ours), "floor": _rounded(floor), "ratio": round(times, 2)}
    return {"figure": figure, "of": of, **told, "goal": goal}


def _rounded(value: float) -> float:
    return round(value, 1 if value >= 10 else 3)


def show(document: Mapping[str, object], rows: Sequence[Row], *, as_json: bool) -> None:
    """Print one JSON document with its rows, or a table."""
    if as_json:
        put_json({**document, "rows": list(rows)})
        return
    put("  ".join(f"{name}={value}" for name, value in document.items()))
    names = list(rows[0])
    cells = [names, *([str(row[name]) for name in names] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(names))]
    for line in cells:
        put("  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)))
