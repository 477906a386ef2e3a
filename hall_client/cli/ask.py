"""`ask`: the queries of the screens from a shell; rows as JSON lines."""

import argparse
import re
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from hall_client.app.codec import CodecError, decode, encode
from hall_client.app.queries import PLANNED, QUERIES, Query
from hall_client.cli.answers import DONE, put_json
from hall_client.cli.sign_on import add_person, sign_on
from hall_client.domain.errors import BadCommand, NotAvailable

if TYPE_CHECKING:
    from hall_client.cli.program import Program


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_person(parser)
    parser.add_argument("query", metavar="QUERY", help=", ".join(sorted(QUERIES)))
    parser.add_argument("parameters", nargs="*", metavar="key=value")
    parser.add_argument("--json", action="store_true", help="rows are JSON lines anyway")


def run(args: argparse.Namespace, program: "Program") -> int:
    """Print the rows that this person may see."""
    query = query_of(args.query, args.parameters)
    database, person = sign_on(args, program)
    for row in database.ask(query, person):
        put_json(encode(row))
    database.close()
    return DONE


def query_of(name: str, parameters: list[str]) -> Query[Any]:
    """Build a query of its name and key=value texts, or refuse `bad-command`."""
    if name in PLANNED:
        raise NotAvailable(command=name)
    kind = QUERIES.get(name)
    if kind is None:
        raise BadCommand(problem=f"unknown query {name!r}: {', '.join(sorted(QUERIES))}")
    words = dict(_pair(parameter) for parameter in parameters)
    if len(words) != len(parameters):
        raise BadCommand(problem=f"{name}: a key is given twice")
    try:
        query: Query[Any] = decode(kind, {key: _plain(kind, key, words[key]) for key in words})
    except CodecError as error:
        problem = str(error).removeprefix(f"{kind.__name__}: ")
        raise BadCommand(problem=f"{name}: {problem}") from None
    return query


def _pair(parameter: str) -> tuple[str, str]:
    key, joint, text = parameter.partition("=")
    if not joint:
        raise BadCommand(problem=f"{parameter!r}: key=value is expected")
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise BadCommand(problem=f"{key}: not a text")
    return key, text


def _plain(kind: type[Query[Any]], key: str, text: str) -> object:
    """A word of the shell as the type its parameter has."""
    wanted = get_type_hints(kind).get(key)
    options = {wanted, *get_args(wanted)}
    if int in options and re.fullmatch(r"[0-9]{1,9}", text):
        return int(text)
    if bool in options and text in ("true", "false"):
        return text == "true"
    return text
