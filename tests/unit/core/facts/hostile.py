# SPDX-License-Identifier: Apache-2.0
"""Files that are no dossier, each in one way, with how the error goes on after the file's name: line, path, what."""

import json

_HEAD = "tallystick-dossier: 1\nproject: p\nfacts:\n"
_FACT = "- {kind: processing.ended, ref: e, said_by: body, on: 2020}\n"
_BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)


def _with(field: str) -> str:
    return f"{_HEAD}- {{kind: processing.ended, ref: e, said_by: body, {field}}}\n"


def _json(fact: object) -> str:
    return json.dumps({"tallystick-dossier": 1, "project": "p", "facts": [fact]}, indent=1)


_FINE = {"kind": "processing.ended", "ref": "e", "said_by": "body"}
#: What is wrong: the bytes, and what the error says: the line and path first.
HOSTILE = {
    "billion laughs": (_BOMB, ":1 at a: anchors and aliases are not taken"),
    "an alias": (f"{_HEAD}- *a\n", ":4 at facts[0]: anchors and aliases"),
    "a merge key": (f"{_HEAD}- <<: *a\n", ":4 at facts[0].<<: anchors and aliases"),
    "a tag that would run code": (f"{_HEAD}- !!python/object/apply:os.system ['true']\n", ":4 at facts[0]: the tag"),
    "a tag of a date": (_with("on: !!timestamp 2020-01-01"), ":4 at facts[0].on: the tag"),
    "a tag of an own kind": (f"%TAG !x! tag:x.example,2000:\n---\n{_HEAD}- !x!y {{}}\n", ":6 at facts[0]: the tag"),
    "a tag without a name": (_with("on: ! 2020"), ":4 at facts[0].on: the tag '!'"),
    "an anchor": (_with("on: &day 2020"), ":4 at facts[0].on: anchors"),
    "deep lists": (_HEAD + "- " * 400_000 + "x\n", ":4 at facts[0][0]"),
    "deep lists in brackets": (f"{_HEAD}- " + "[" * 900_000, ":4 at facts[0][0]"),
    "deep objects": (f"{_HEAD}- " + "{a: " * 400_000, ":4 at facts[0].a"),
    "deep lists in JSON": ("[" * 1_900_000, ":1"),
    "deep objects in JSON": ('{"a":' * 300_000, ":1"),
    "nested a little too deeply in JSON": ('{"facts":' + "[" * 14 + "]" * 14 + "}", ":1 at facts[0][0]"),
    "a huge number": (_with("on: " + "9" * 100_000), ":4 at facts[0].on"),
    "a huge number in JSON": (_json({**_FINE, "on": 10**4000}), ":9 at facts[0].on: the number is too large"),
    "a number that Python does not read": ('{"a":\n' + "9" * 500_000 + "}", ":2"),
    "a fraction": (_with("data_deleted: 0.1"), ":4 at facts[0].data_deleted: 0.1 is no whole number"),
    "a number in hexadecimal": (_with("on: 0x7E4"), ":4 at facts[0].on: 0x7E4 is no whole number"),
    "infinity": (_with("on: .inf"), ":4 at facts[0].on: .inf is no whole number"),
    "a fraction in JSON": (_json({**_FINE, "on": 1.5}), ":9: 1.5 is no whole number"),
    "not a number in JSON": ('{"a":\n NaN}', ": NaN is no whole number"),
    "a key twice": (_with("on: 2020, on: 2021"), ":4 at facts[0].on: the key 'on' stands twice"),
    "a key twice in JSON": ('{"a": 1,\n"a": 2}', ":2: the key 'a' stands twice"),
    "a day that is not": (_with("on: 2023-02-29"), ":4 at facts[0].on: '2023-02-29' is no date"),
    "the year 0": (_with('on: "0000"'), ":4 at facts[0].on: '0000' is no date that can be read: the year"),
    "the year 9999": (_with("on: 9999-01-01"), ":4 at facts[0].on: '9999-01-01' is no date"),
    "month 13": (_with("on: 2020-13"), ":4 at facts[0].on: '2020-13' is no date"),
    "a year as a number": (_with("on: 2020"), ":4 at facts[0].on"),
    "a time": (_with("on: 2020-01-01T10:00:00Z"), ":4 at facts[0].on"),
    "digits of another script": (_with("on: ٢٠٢٠"), ":4 at facts[0].on"),
    "50 MB of text": ("a: " + "x" * 50_000_000, ": the file has"),
    "a text that is too long": (_with("what: " + "x" * 50_000), ":4 at facts[0].what: a text has 50,000"),
    "a quoted text that is too long": (_with('what: "' + "x" * 50_000 + '"'), ":4 at facts[0].what: a text has"),
    "a long text in JSON": (_json({**_FINE, "what": "x" * 50_000}), ":9 at facts[0].what: a text has 50,000"),
    "a control character": (_with("what: a\x1bb"), ":4: the file holds the character U+001B"),
    "a control character by its number": (
        _with('what: "a\\x1bb"'),
        ":4 at facts[0].what: a text holds the character U+001B",
    ),
    "text that runs backwards": (_with("what: a\u202eb"), ":4: the file holds the character U+202E"),
    "text that runs backwards in JSON": (_json({**_FINE, "what": "a\u202eb"}), ":9 at facts[0].what: a text holds"),
    "a key that runs backwards": (
        f'{_HEAD}- {{"\\u202ekind": x}}\n',
        ":4 at facts[0]: a text holds the character U+202E",
    ),
    "a key that runs backwards in JSON": ('{"a":\n{"\\u202e": 1}}', ":2 at a: a text holds the character U+202E"),
    "a line end that only some see": (_with("what: a\u2028b"), ":4: the file holds the character U+2028"),
    "half of a character in JSON": (
        _json({**_FINE, "what": "a\ud800"}),
        " at facts[0].what: a text holds the character U+D800",
    ),
    "half of a character in YAML": (_with('what: "\\ud800"'), ":4"),
    "what is no character": (_with("what: a\uffffb"), ":4: the file holds the character U+FFFF"),
    "bytes that are no text": (b"tallystick-dossier: 1\nproject: \xff\n", ":2: the file is not UTF-8"),
    "UTF-16": (_HEAD.encode("utf-16"), ":1: the file is not UTF-8"),
    "UTF-16 without its mark": (_HEAD.encode("utf-16-le"), ":1: the file holds the character U+0000"),
    "NUL": ("tallystick-dossier: 1\nproject: a\0b\n", ":2: the file holds the character U+0000"),
    "tabs for spaces": ("tallystick-dossier: 1\nproject: p\nfacts:\n\t- kind: x\n", ":4: this is no YAML"),
    "an empty file": ("", ":1: the file is empty"),
    "only a comment": ("# nothing\n", ":1: the file is empty"),
    "an empty document": ("---\n", ":2: the file is no object"),
    "two documents": (f"{_HEAD}{_FACT.replace('2020', '2020-01')}---\n{_HEAD}", ":5: there is a second document"),
    "a word": ("hello\n", ":1: the file is no object"),
    "a list": ("[1, 2]", ":1: the file is no object"),
    "no mark": ("project: p\nfacts: []\n", ":1 at tallystick-dossier: the file does not say"),
    "the mark of a later version": ("tallystick-dossier: 2\nproject: p\nfacts: []\n", ":1 at tallystick-dossier"),
    "a mark that is true": ("tallystick-dossier: true\nproject: p\nfacts: []\n", ":1 at tallystick-dossier"),
    "a mark with many digits": ("tallystick-dossier: 0001.0\n", ":1 at tallystick-dossier"),
    "no facts": ("tallystick-dossier: 1\nproject: p\n", "facts is no list"),
    "facts that are an object": ("tallystick-dossier: 1\nproject: p\nfacts: {}\n", ":3 at facts: facts is no list"),
    "no project": ("tallystick-dossier: 1\nfacts: []\n", "project is no text"),
    "an empty project": ('tallystick-dossier: 1\nproject: ""\nfacts: []\n', ":2 at project: project is no text"),
    "sources that are a list": ("tallystick-dossier: 1\nproject: p\nsources: []\nfacts: []\n", ":3 at sources"),
    "a source without its table": (_with("source: S1"), ":4 at facts[0].source: the source 'S1' is not listed"),
    "a source with a page": ("tallystick-dossier: 1\nsources: {S1: {page: x}}\nfacts: []\n", ":2 at sources.S1.page"),
    "something at the top": (f"extra: 1\n{_HEAD}{_FACT}", ":1 at extra"),
    "a fact that is a word": (f"{_HEAD}- start\n", ":4 at facts[0]: facts[0] is no object"),
    "no kind": (f"{_HEAD}- {{ref: a}}\n", " at facts[0].kind"),
    "an unknown kind": (
        f"{_HEAD}- {{kind: processing.exploded}}\n",
        ":4 at facts[0].kind: 'processing.exploded' is no kind",
    ),
    "an unknown field": (_with("colour: red"), ":4 at facts[0].colour: processing.ended has no “colour”"),
    "a field that is missing": (
        f"{_HEAD}- kind: processing.ended\n  ref: e\n",
        ":4 at facts[0]: processing.ended says nothing",
    ),
    "a list where a text belongs": (_with("what: [a, b]"), ":4 at facts[0].what: “what” holds a list"),
    "a text where a list belongs": (
        f"{_HEAD}- {{kind: record.searched, ref: a, said_by: body, subjects: data}}\n",
        ":4",
    ),
    "an object where a text belongs": (_with("what: {a: b}"), ":4 at facts[0].what: “what” holds an object"),
    "a number where yes or no belongs": (_with("data_deleted: 1"), ":4 at facts[0].data_deleted"),
    "a list in a list": (f"{_HEAD}- {{kind: record.searched, ref: a, said_by: body, subjects: [[data]]}}\n", ":4"),
    "a list that is too long": (
        f"{_HEAD}- {{kind: record.searched, ref: a, said_by: body, subjects: [{'foi, ' * 600}]}}\n",
        ":4 at facts[0].subjects: “subjects” has 600 items",
    ),
    "an unknown speaker": (f"{_HEAD}- {{kind: processing.ended, ref: e, said_by: me}}\n", ":4 at facts[0].said_by"),
    "an unknown regime": (
        f"{_HEAD}- {{kind: regime.declared, ref: e, said_by: body, regime: none}}\n",
        ":4 at facts[0].regime",
    ),
    "an unknown subject": (f"{_HEAD}- {{kind: record.searched, ref: a, said_by: body, subjects: [date]}}\n", ":4"),
    "an empty ref": (f'{_HEAD}- {{kind: processing.ended, ref: "", said_by: body}}\n', ":4 at facts[0].ref"),
    "a ref twice": (f"{_HEAD}{_FACT.replace(', on: 2020', '') * 2}", ":5 at facts[1].ref: the ref 'e' stands twice"),
    "too many facts": (_HEAD + "- {}\n" * 6_000, ":4 at facts: there are 6,000 facts"),
    "too many values": (_HEAD + "- [" + "a, " * 250_000 + "]\n", ":4 at facts[0]["),
    "too many values in JSON": ('{"a": [' + "1," * 250_000 + "1]}", " at a["),
    "a key that is a list": (f"{_HEAD}- {{[a]: b}}\n", ":4 at facts[0]: a key is a list or an object"),
    "a bracket that is not closed": (f"{_HEAD}- {{kind: x\n", ":5: this is no YAML"),
    "JSON that is not closed": ('{"a":\n[1', ":2: this is no JSON"),
    "JSON with a comma too many": ('{"a": 1,}', ":1: this is no JSON"),
    "two values of JSON": ("{}\n{}", ":2: this is no JSON"),
    "a directive of another version": ("%YAML 3.0\n---\na: b\n", ":1: this is no YAML"),
}
