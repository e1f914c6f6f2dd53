# SPDX-License-Identifier: Apache-2.0
"""Prints docs/reference/claims.md from the rules and cases that stand beside the code, and facts.md from the kinds."""

import dataclasses
import inspect
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any, get_args

from tallystick.core.claims.standing import State
from tallystick.core.claims.wording import DENIALS, RUNG_WORDS
from tallystick.core.evidence.levels import LADDER
from tallystick.core.facts.base import KINDS, Erasure, Fact, Visibility, rules

_CASES = "consultation.cases.toml"
_HEAD = f"""\
# What the facts support: the rules of consultation standing

Printed from `src/tallystick/core/claims/{_CASES}`, whose head explains the short form of the facts.
Every case is a test. A standing is computed from public facts whenever it is asked for. It is never stored, and it says
no more than the facts.
"""
_FACTS_HEAD = """\
# The kinds of facts

Printed from `src/tallystick/core/facts/`. A fact is something that happened: in the past tense, immutable, typed.
Its fields stand in schema order, the order in which the ledger commits to them; the digest of each is public, whoever
may see the value.
"""
_SEEN_BY = {
    Visibility.PUBLIC: "everybody, once the project is published",
    Visibility.PERSONAL: "the body, the oversight body and the person or organisation it is about",
    Visibility.SECRET: "nobody but the running service",
}
_TYPES = {str: "text", int: "whole number", bool: "yes or no", tuple[str, ...]: "list of texts"}


def render_facts() -> str:
    """Return the page of all fact kinds as Markdown."""
    kinds = (kind for name, kind in sorted(KINDS.items()) if kind.__module__.startswith("tallystick.core.facts."))
    return "\n".join([_FACTS_HEAD, *_visibilities(), *(line for kind in kinds for line in _kind(kind))])


def render_claims() -> str:
    """Return the page as Markdown."""
    text = resources.files("tallystick.core.claims").joinpath(_CASES).read_text("utf-8")
    rules = tomllib.loads(text)["rule"]
    return "\n".join([_HEAD, *_states(), *_levels(), *_rules(rules), *_cases(rules)])


def _states() -> Iterator[str]:
    yield "## The states of an engagement\n"
    yield "| state | meaning |\n|---|---|"
    yield from (f"| `{state}` | {state.meaning} |" for state in State)
    yield ""


def _levels() -> Iterator[str]:
    yield "## The levels of evidence, weakest first\n"
    yield "| level | public name | a confirmation counts | who could have faked it |\n|---|---|---|---|"
    for level in LADDER:
        counts = "yes" if level.confirms else "no"
        yield f"| `{level}` | {level.public_name} | {counts} | {level.could_be_faked} |"
    yield ""


def _rules(rules: list[dict[str, Any]]) -> Iterator[str]:
    words = "; ".join(f"{rung}: {' or '.join(f'“{word}”' for word in signs)}" for rung, signs in RUNG_WORDS.items())
    yield "## The rules\n"
    yield "| rule | about | what holds |\n|---|---|---|"
    for rule in rules:
        text = rule["text"].replace("{words}", words).replace("{denials}", ", ".join(DENIALS))
        yield f"| `{rule['id']}` | {rule['about']} | {text} |"
    yield ""


def _cases(rules: list[dict[str, Any]]) -> Iterator[str]:
    yield "## The cases"
    for rule in rules:
        yield f"\n### {rule['about']}\n"
        for case in rule["case"]:
            yield from _case(case)


def _case(case: Mapping[str, Any]) -> Iterator[str]:
    yield f"**{case['name'][0].upper()}{case['name'][1:]}**\n"
    if "starts_on" in case:
        yield f"Processing began on {case['starts_on']}.\n"
    yield "```text"
    yield from case["given"]
    yield "```\n"
    yield from (f"- {name.replace('_', ' ')}: {wanted}" for name, wanted in case["expect"].items())
    yield ""


def _visibilities() -> Iterator[str]:
    yield "| visibility | who may see the value |\n|---|---|"
    yield from (f"| {visibility} | {_SEEN_BY[visibility]} |" for visibility in Visibility)
    yield "\n| erasure | how |\n|---|---|"
    yield from (f"| {_erasure(erasure)} | {erasure.value} |" for erasure in Erasure)


def _kind(kind: type[Fact]) -> Iterator[str]:
    yield f"\n## {kind.kind}\n\n{inspect.cleandoc(kind.__doc__ or '')}\n"
    yield "| # | field | type | visibility | erasure |\n|---|---|---|---|---|"
    types: dict[str, object] = {field.name: field.type for field in dataclasses.fields(kind)}
    for number, rule in enumerate(rules(kind.kind), start=1):
        what = f"`{rule.name}` | {_type(types[rule.name])}"
        yield f"| {number} | {what} | {rule.visibility} | {_erasure(rule.erasure)} |"


def _erasure(erasure: Erasure) -> str:
    return erasure.name.lower().replace("_", " ")


def _type(annotation: object) -> str:
    if type(None) in get_args(annotation):
        return f"{_type(get_args(annotation)[0])}, or absent"
    return next(words for type_, words in _TYPES.items() if type_ == annotation)
