# SPDX-License-Identifier: Apache-2.0
"""Law checks at work: dossiers checked per second on one core, the start of the command, and its peak memory.

    python -m bench.dossiers [--count 10000] [--facts 200] [--seed 1]

Makes synthetic dossiers from a seed, so that every run checks the same ones. Prints one JSON object.
"""

import argparse
import datetime as dt
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, TypeVar

from tallystick.core.claims.record import given
from tallystick.core.facts import dossier
from tallystick.core.facts.base import KINDS
from tallystick.core.facts.dossier import field_types
from tallystick.core.facts.dossier_kinds import DATES, choices, required
from tallystick.core.facts.dossier_write import write
from tallystick.core.facts.sourced import Sourced
from tallystick.core.law.checks import checks
from tallystick.core.law.examine import examine

T = TypeVar("T")
AS_OF = dt.date(2026, 11, 1)
_KINDS = sorted(kind for kind, cls in KINDS.items() if issubclass(cls, Sourced))
_WORDS = (
    *("the", "force", "keeps", "records", "of", "children", "and", "young", "people", "aged", "12", "to", "17", "for"),
    *(
        "six",
        "years",
        "to",
        "find",
        "risk",
        "on",
        "a",
        "large",
        "scale",
        "with",
        "profiling",
        "sharing",
        "data",
        "that",
    ),
    *("officers", "review", "charities", "were", "asked", "about", "before", "it", "began"),
)
_NAMES = ("hub", "pilot", "dpia", "harbour", "lantern", "review", "board", "notice", "tool", "list")


def main(words: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.dossiers")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--facts", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(words)
    print(json.dumps(measure(count=options.count, facts=options.facts, seed=options.seed), indent=2))
    return 0


def measure(*, count: int, facts: int, seed: int) -> dict[str, Any]:
    """Return the figures; the seconds are processor time of reading, weighing and checking, not of making them."""
    source = random.Random(seed)  # noqa: S311 (not for secrets)
    law = checks()
    spent = {"read_json": 0.0, "weigh": 0.0, "examine": 0.0}
    found = {True: 0, False: 0, None: 0}
    for _ in range(count):
        data = json.dumps(made(source, facts)).encode()
        read = timed(spent, "read_json", lambda data=data: dossier.read(data))
        record = timed(spent, "weigh", lambda read=read: given(facts=dossier.refs(read), as_of=AS_OF))
        for result in timed(spent, "examine", lambda record=record: examine(given=record, checks=law)):
            found[result.holds] += 1
    seconds = sum(spent.values())
    return {
        "dossiers": count,
        "facts_in_each": facts,
        "checks": len(law),
        "dossiers_per_second": round(count / seconds, 1),
        "milliseconds_each": {name: round(1000 * value / count, 2) for name, value in spent.items()},
        "results_each": {str(holds): round(number / count, 1) for holds, number in found.items()},
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "yaml_read_milliseconds": reading_yaml(source, facts),
        "command": the_command(source, facts),
    }


def timed(spent: dict[str, float], name: str, work: Callable[[], T]) -> T:
    """Do something and add the processor time that it took: the seconds of a core with nothing else to do."""
    start = process_time()
    value = work()
    spent[name] += process_time() - start
    return value


def made(source: random.Random, facts: int) -> dict[str, Any]:
    """Return a synthetic dossier as plain values: mostly sourced facts, and some engagements with claims about them."""
    listed = [_fact(source, source.choice(_KINDS), number) for number in range(facts - 20)]
    listed.append({"kind": "regime.declared", "ref": "law", "said_by": "body", "regime": source.choice(_REGIMES)})
    engaged = [_engagement(source, number) for number in range(9)]
    claims = [_claim(source, number, engaged) for number in range(2)]
    reports = [_report(source, number, engaged) for number in range(8)]
    return {"tallystick-dossier": 1, "project": "synthetic", "facts": [*listed, *engaged, *claims, *reports]}


_REGIMES = ("uk-gdpr", "dpa2018-part3", "eu-gdpr", "led")


def _fact(source: random.Random, kind: str, number: int) -> dict[str, Any]:
    types = field_types(kind)
    fact: dict[str, Any] = {"kind": kind}
    for name, wanted in types.items():
        if name in required(kind) or source.random() < 0.5:
            fact[name] = f"f{number}" if name == "ref" else _value(source, kind, name, wanted)
    return fact


def _value(source: random.Random, kind: str, name: str, wanted: object) -> Any:
    if name in DATES:
        return _day(source)
    if wanted is bool:
        return source.random() < 0.5
    if wanted is int:
        return source.randrange(1, 5_000)
    one = source.choice(choices(kind, name)) if choices(kind, name) else _text(source, name)
    return one if wanted is str else [one]


def _text(source: random.Random, name: str) -> str:
    if name in ("text", "quote", "reason", "reasons", "what", "harm"):
        return " ".join(source.choices(_WORDS, k=20))
    return source.choice(_NAMES)


def _day(source: random.Random) -> str:
    text = str(dt.date(2016, 1, 1) + dt.timedelta(days=source.randrange(3_650)))
    return text[: source.choice((4, 7, 10, 10))]


def _engagement(source: random.Random, number: int) -> dict[str, Any]:
    return {
        "kind": "engagement.claimed",
        "engagement": f"e{number}",
        "organisation": f"o{number}",
        "organisation_name": f"Organisation {number}",
        "on": _day(source),
        "channel": "meeting",
        "claimed_as": "consulted",
        "asked": _text(source, "text"),
    }


def _claim(source: random.Random, number: int, engaged: list[dict[str, Any]]) -> dict[str, Any]:
    named = [one["engagement"] for one in source.sample(engaged, 5)]
    made_on = {"made_by": "The force", "made_on": _day(source), "asserts": "consulted", "before_start": True}
    return {"kind": "claim.made", "claim": f"c{number}", "text": _text(source, "text"), **made_on, "engagements": named}


def _report(source: random.Random, number: int, engaged: list[dict[str, Any]]) -> dict[str, Any]:
    says = source.choice(("confirms", "not-formally-asked", "no-knowledge", "disputes"))
    about = {"report": f"r{number}", "engagement": source.choice(engaged)["engagement"], "says": says}
    return {"kind": "report.published", **about, "reporter": "A paper", "published_on": _day(source)}


def reading_yaml(source: random.Random, facts: int) -> float:
    """Return the median milliseconds to read a dossier of this size from YAML, as people keep it."""
    times = []
    for _ in range(20):
        data = write(dossier.of(made(source, facts)))
        spent = {"read": 0.0}
        timed(spent, "read", lambda data=data: dossier.read(data))
        times.append(1000 * spent["read"])
    return round(statistics.median(times), 2)


def the_command(source: random.Random, facts: int) -> dict[str, float]:
    """Return the median seconds of the whole command on one dossier, of its help alone, and its peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "synthetic.yaml"
        path.write_bytes(write(dossier.of(made(source, facts))))
        whole = [_run(["check", str(path), "--as-of", str(AS_OF)]) for _ in range(5)]
        start = [_run(["check", "--help"]) for _ in range(5)]
    return {
        "seconds": round(statistics.median(seconds for seconds, _ in whole), 2),
        "help_seconds": round(statistics.median(seconds for seconds, _ in start), 2),
        "peak_memory_mb": round(max(memory for _, memory in whole) / 1024, 1),
    }


def _run(words: list[str]) -> tuple[float, int]:
    """Run the command; return the seconds that it took, and its peak memory in KiB."""
    told = (
        "import resource, sys\nfrom tallystick.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    start = perf_counter()
    done = subprocess.run([sys.executable, "-c", told, *words], check=True, capture_output=True, text=True)
    return perf_counter() - start, int(done.stderr.split()[-1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
