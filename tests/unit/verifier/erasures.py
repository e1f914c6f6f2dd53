# SPDX-License-Identifier: Apache-2.0
"""Files after an erasure, honest and not, and files with a timestamp."""

from collections.abc import Iterator

from tallystick.core.facts.base import REGISTER, field_names
from tallystick.core.facts.record import FieldErased
from tests.unit.core.claims import claim_log
from tests.unit.core.claims import stamped as claim_stamps
from tests.unit.core.claims.claim_log import ClaimLog
from tests.unit.verifier.altered import HONEST, Case

ANSWER = claim_log.ANSWER


def erased(*, field: str = "header_view", shown: bool = False, times: int = 1, **values: object) -> bytes:
    """Return a file after a field of Harbour Trust's answer was erased, or was said to be while it is still shown.

    ``verb`` and ``header_view`` may be those of another answer; the others are fields of the erasure.
    """
    answer = {name: values.pop(name) for name in ("verb", "header_view") if name in values}
    story = claim_log.story()
    story[ANSWER] = (claim_log.PROJECT, claim_log.answer(**{"verb": "CONFIRM"} | answer))
    digest = ClaimLog(story).logged[ANSWER].leaf.sd[field_names("answer.received").index(field)]
    stream = str(values.pop("stream", claim_log.PROJECT))
    usual = {"entry": ANSWER, "field": field, "digest": digest, "engagement": "e1", "by_role": "operator", "by": "Ada"}
    said = [FieldErased(**usual | {"basis": f"basis {time}"} | values) for time in range(times)]  # type: ignore[arg-type]
    log = ClaimLog([*story, *((stream, one) for one in said)])
    return log.bundle(changed={} if shown else {ANSWER: log.entry(ANSWER, withhold=[field])})


def erasure_alone() -> bytes:
    """Return a file that holds only the entry that says what was erased from another."""
    said = FieldErased(entry=ANSWER, field="words", digest="A" * 43, basis="b", engagement="e1", by_role="operator")
    return ClaimLog([*claim_log.story(), (claim_log.PROJECT, said)]).bundle(entries=[11], without_claim=True)


def stamped() -> bytes:
    """Return a file with a timestamp, which the page reads over and the command checks."""
    return claim_log.redigested(HONEST.bundle(), timestamp=claim_stamps.stamp(7).to_json())


def unreadable_stamp() -> bytes:
    """Return a file whose timestamp is of another form than any."""
    return claim_log.redigested(HONEST.bundle(), timestamp="yesterday")


def honest() -> Iterator[tuple[str, bytes]]:
    """Yield files that hold, and say what was erased."""
    yield "header erased, and an entry that says so", erased()
    yield "header of a dispute erased, and an entry that says so", erased(verb="DISPUTE")
    yield "words erased, and an entry that says so", erased(field="words")
    yield "two entries say that it was erased", erased(times=2)
    yield "an entry says that what is still shown was erased", erased(shown=True)
    yield "an erased entry that is not in the file", erasure_alone()


def cases() -> Iterator[Case]:
    """Yield what is no erasure, or hides what none has erased."""
    yield Case("another digest is said to be erased", erased(digest="A" * 43), 9)
    yield Case("an erasure from a later entry", erased(entry=99), 9)
    yield Case("an erasure from itself", erased(entry=11), 9)
    yield Case("an erasure in another stream", erased(stream=REGISTER), 9)
    story = claim_log.story()
    story[ANSWER] = (claim_log.PROJECT, claim_log.answer(verb="CONFIRM"))
    log = ClaimLog(story)
    hidden = {ANSWER: log.entry(ANSWER, withhold=["header_view"])}
    yield Case("a confirmation whose header is withheld and not erased", log.bundle(changed=hidden), 10)
    absent = erased(header_view=None, shown=True)
    yield Case("a header that was never there is said to be erased", absent, 10)
