"""Nothing in hall_client grows beyond what a reader can hold in the head."""

import ast
import statistics

import pytest

from tests.architecture.sources import Function, Source, expect_none, length, product

# Percentiles of a handful say nothing.
ENOUGH = 20


def p95(values: list[int]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def all_functions() -> list[tuple[Source, Function]]:
    return [(source, function) for source in product() for function in source.functions()]


def test_no_file_has_more_than_450_lines() -> None:
    expect_none([f"{s.name}: {s.lines}" for s in product() if s.lines > 450])


def test_no_function_has_more_than_50_lines() -> None:
    long = [f"{s.where(f)} {f.name}: {length(f)}" for s, f in all_functions() if length(f) > 50]
    expect_none(long)


def test_half_of_the_files_have_at_most_100_lines_and_95_percent_at_most_300() -> None:
    sizes = [source.lines for source in product()]
    if len(sizes) < ENOUGH:
        pytest.skip(f"only {len(sizes)} files so far")
    assert statistics.median(sizes) <= 100
    assert p95(sizes) <= 300


def test_half_of_the_functions_have_at_most_8_lines_and_95_percent_at_most_28() -> None:
    sizes = [length(function) for _, function in all_functions()]
    if len(product()) < ENOUGH:
        pytest.skip(f"only {len(product())} files so far")
    assert statistics.median(sizes) <= 8
    assert p95(sizes) <= 28


def parameters(function: Function) -> list[ast.arg]:
    """All but self and cls; `*args` and `**kwargs` count one each."""
    told = function.args
    plain = [*told.posonlyargs, *told.args]
    if plain and plain[0].arg in {"self", "cls"}:
        plain = plain[1:]
    starred = [arg for arg in (told.vararg, told.kwarg) if arg]
    return [*plain, *told.kwonlyargs, *starred]


def test_a_function_takes_at_most_5_parameters_besides_self() -> None:
    wide = [f"{s.where(f)} {f.name}" for s, f in all_functions() if len(parameters(f)) > 5]
    expect_none(wide)


def test_every_parameter_and_result_is_annotated() -> None:
    bare = [
        f"{s.where(f)} {f.name}"
        for s, f in all_functions()
        if f.returns is None or any(arg.annotation is None for arg in parameters(f))
    ]
    expect_none(bare)
