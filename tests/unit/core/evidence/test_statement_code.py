# SPDX-License-Identifier: Apache-2.0
import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid
from tallystick.core.evidence.code import VERBS, Answer, parse_subject, statement_code, subject_line
from tests.signer import CODE

SALT = bytes(range(32))
ASKED = {"verb": "CONFIRM", "reference": "TS-1234", "statement": "We met on 2 May.", "salt": SALT}
PLAIN = f"CONFIRM TS-1234 {CODE}"


def test_the_code_is_the_first_130_bits_of_the_digest() -> None:
    digest = hashlib.sha256(
        b"tallystick/statement-code/v1\x00" + b"CONFIRM\x00TS-1234\x00" + SALT + b"We met on 2 May."
    ).digest()
    code = statement_code(**ASKED)
    assert len(code) == 26
    bits = "".join(f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.index(letter):05b}" for letter in code)
    assert bits == "".join(f"{byte:08b}" for byte in digest)[:130]
    assert base64.b32encode(digest).decode().startswith(code)


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "DISPUTE"},
        {"reference": "TS-1235"},
        {"statement": "We met on 3 May."},
        {"statement": "We met on 2 May.\n"},
        {"salt": bytes(32)},
    ],
)
def test_the_code_changes_with_every_part(change: dict[str, object]) -> None:
    assert statement_code(**{**ASKED, **change}) != statement_code(**ASKED)


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "AGREE"},
        {"verb": "confirm"},
        {"reference": "1234"},
        {"reference": "TS-"},
        {"reference": "TS-1234\x00"},
        {"salt": bytes(31)},
        {"salt": bytes(33)},
        {"statement": "half of a pair: \ud800"},
    ],
)
def test_malformed_parts_are_invalid(change: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        statement_code(**{**ASKED, **change})


@given(
    st.sampled_from(VERBS),
    st.integers(0, 10**12 - 1),
    st.text(st.characters(codec="utf-8")),
    st.binary(min_size=32, max_size=32),
)
def test_a_prefilled_subject_is_read_back(verb: str, number: int, statement: str, salt: bytes) -> None:
    reference = f"TS-{number}"
    code = statement_code(verb=verb, reference=reference, statement=statement, salt=salt)
    line = subject_line(verb=verb, reference=reference, code=code)
    assert parse_subject(line) == Answer(verb, reference, code)


@pytest.mark.parametrize("code", ["", CODE[:-1], CODE + "A", CODE.lower(), CODE[:-1] + "1"])
def test_only_a_code_is_prefilled(code: str) -> None:
    with pytest.raises(Invalid, match="statement code"):
        subject_line(verb="CONFIRM", reference="TS-1", code=code)


TOLERATED = {
    "as prefilled": PLAIN,
    "answered": f"Re: {PLAIN}",
    "answered in capitals": f"RE: {PLAIN}",
    "answered without a space": f"re:{PLAIN}",
    "answered twice": f"Re: RE: {PLAIN}",
    "answered twice without spaces": f"Re:re:{PLAIN}",
    "white space around": f"  {PLAIN}\t",
    "white space doubled": f"CONFIRM  TS-1234 \t {CODE}",
    "folded": f"CONFIRM TS-1234\r\n {CODE}",
    "code in lower case": f"CONFIRM TS-1234 {CODE.lower()}",
    "code in mixed case": f"CONFIRM TS-1234 {CODE.title()}",
    "one encoded word, Q": f"=?us-ascii?Q?CONFIRM_TS-1234_{CODE}?=",
    "one encoded word, hexadecimal": f"=?UTF-8?q?CONFIRM=20TS=2D1234_{CODE}?=",
    "one encoded word, B": f"=?utf-8?B?{base64.b64encode(PLAIN.encode()).decode()}?=",
    "answered, then encoded": f"Re: =?iso-8859-1?Q?CONFIRM_TS-1234_{CODE}?=",
    "answered inside the encoding": f"=?utf-8?Q?Re:_CONFIRM_TS-1234_{CODE}?=",
    "two encoded words": f"=?utf-8?Q?CONFIRM_TS-1234_?=\r\n =?utf-8?Q?{CODE}?=",
}


@pytest.mark.parametrize("subject", TOLERATED.values(), ids=TOLERATED)
def test_tolerated_subjects(subject: str) -> None:
    assert parse_subject(subject) == Answer("CONFIRM", "TS-1234", CODE)


UNCLEAR = {
    "empty": "",
    "only a verb": "CONFIRM",
    "no code": "CONFIRM TS-1234",
    "no reference": f"CONFIRM {CODE}",
    "verb in lower case": f"confirm TS-1234 {CODE}",
    "another verb": f"AGREE TS-1234 {CODE}",
    "two verbs": f"CONFIRM DISPUTE TS-1234 {CODE}",
    "two answers": f"{PLAIN} DISPUTE TS-1234 {CODE}",
    "other words before": f"We do not {PLAIN}",
    "other words after": f"{PLAIN} is not true",
    "a mark before": f"[External] {PLAIN}",
    "a full stop after": f"{PLAIN}.",
    "negated in brackets": f"{PLAIN} (not)",
    "forwarded": f"Fwd: {PLAIN}",
    "forwarded, short": f"FW: {PLAIN}",
    "answered in German": f"AW: {PLAIN}",
    "answered and forwarded": f"Re: Fwd: {PLAIN}",
    "answered and numbered": f"Re[2]: {PLAIN}",
    "a space before the colon": f"Re : {PLAIN}",
    "an absence note": f"Automatic reply: {PLAIN}",
    "code too short": f"CONFIRM TS-1234 {CODE[:-1]}",
    "code too long": f"CONFIRM TS-1234 {CODE}A",
    "code with a digit outside base32": f"CONFIRM TS-1234 {CODE[:-1]}8",
    "code broken by a space": f"CONFIRM TS-1234 {CODE[:13]} {CODE[13:]}",
    "reference without digits": f"CONFIRM TS- {CODE}",
    "reference in lower case": f"CONFIRM ts-1234 {CODE}",
    "reference too long": f"CONFIRM TS-{'1' * 13} {CODE}",
    "digits of another script": f"CONFIRM TS-\u0661\u0662 {CODE}",
    "letters that look alike": f"C\u041eNFIRM TS-1234 {CODE}",
    "no-break space": f"CONFIRM\u00a0TS-1234 {CODE}",
    "line separator": f"CONFIRM\u2028TS-1234 {CODE}",
    "bare line feed": f"CONFIRM\nTS-1234 {CODE}",
    "line feed at the end": f"{PLAIN}\n",
    "right-to-left mark": f"\u202e{PLAIN}",
    "very long": " " * 998 + PLAIN,
    "encoded, then plain words": f"=?utf-8?Q?CONFIRM_TS-1234_{CODE}?= not true",
    "plain words, then encoded": f"Do not =?utf-8?Q?CONFIRM_TS-1234_{CODE}?=",
    "half encoded": f"CONFIRM TS-1234 =?utf-8?Q?{CODE}?=",
    "encoded words with none between": f"=?utf-8?Q?CONFIRM_TS-1234_?==?utf-8?Q?{CODE}?=",
    "encoded, not ASCII": f"=?utf-8?Q?CONFIRM_TS-1234_{CODE}=C3=A9?=",
    "encoded look-alike letter": f"=?utf-8?Q?C=D0=9ENFIRM_TS-1234_{CODE}?=",
    "encoded control character": f"=?utf-8?Q?CONFIRM_TS-1234_{CODE}=0A?=",
    "encoded zero byte": f"=?utf-8?Q?CONFIRM_TS-1234_{CODE}=00?=",
    "encoded empty word": "=?utf-8?Q??=",
    "encoded twice": "=?utf-8?Q?=3D?utf-8?Q?" + PLAIN.replace(" ", "_") + "?=3D?=",
    "encoded twice, inside": f"=?utf-8?B?{base64.b64encode(f'=?utf-8?Q?{CODE}?='.encode()).decode()}?=",
    "encoded by an unknown charset": f"=?utf-7?Q?CONFIRM_TS-1234_{CODE}?=",
    "encoded by an unknown encoding": f"=?utf-8?X?CONFIRM_TS-1234_{CODE}?=",
    "encoded in broken base64": "=?utf-8?B?Q?=",
    "encoded in base64 with letters outside it": "=?utf-8?B?Q\u00e9==?=",
    "encoded with a letter outside ASCII": f"=?utf-8?Q?CONFIRM_TS-1234_{CODE}\u00e9?=",
    "encoded word cut off": f"=?utf-8?Q?CONFIRM_TS-1234_{CODE}",
}


@pytest.mark.parametrize("subject", UNCLEAR.values(), ids=UNCLEAR)
def test_unclear_subjects(subject: str) -> None:
    with pytest.raises(Invalid, match="unclear"):
        parse_subject(subject)


@given(st.text(max_size=80))
def test_any_text_is_an_answer_or_unclear(text: str) -> None:
    for subject in (text, f"=?utf-8?B?{text}?=", f"=?utf-8?Q?{text}?=", f"{text} {PLAIN}", f"{PLAIN} {text}"):
        try:
            answer = parse_subject(subject)
        except Invalid:
            continue
        assert subject_line(verb=answer.verb, reference=answer.reference, code=answer.code)
