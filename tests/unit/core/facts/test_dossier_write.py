# SPDX-License-Identifier: Apache-2.0
"""A dossier that is written is read back the same, always in the same bytes, and reads well."""

import pytest
from hypothesis import given, settings

from tallystick.core.facts import dossier
from tallystick.core.facts.base import KINDS
from tallystick.core.facts.dossier import Dossier
from tallystick.core.facts.dossier_write import write
from tests.unit.core.facts import made_dossiers


@given(made_dossiers.dossiers())
@settings(max_examples=300)
def test_what_is_written_is_read_back(made: Dossier):
    data = write(made)
    assert dossier.read(data) == made
    assert write(dossier.read(data)) == data


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_read_back(kind: str):
    @given(made_dossiers.facts(kinds=(kind,)))
    @settings(max_examples=10)
    def holds(fact: dict):
        made = dossier.of({"tallystick-dossier": 1, "project": "p", "facts": [fact]})
        assert dossier.read(write(made)) == made

    holds()


def test_it_reads_as_a_person_would_write_it():
    words = "An answer that is so long that nobody would like to read it on one line of a file, so that it is broken."
    made = dossier.of(
        {
            "tallystick-dossier": 1,
            "project": "northshire hub",
            "sources": {"a": {"title": "An answer", "url": "https://n.example/1"}, "b": {"title": "A paper"}},
            "facts": [
                {"kind": "processing.started", "ref": "start", "on": "2019-06", "said_by": "body", "source": "a"},
                {"kind": "record.searched", "ref": "s", "said_by": "press", "source": "b", "subjects": ["data", "foi"]},
                {"kind": "claim.made", "claim": "c", "text": words, "made_by": "no", "asserts": "consulted"}
                | {"engagements": [], "source": "a", "before_start": True},
                {"kind": "purpose.declared", "ref": "p", "said_by": "body", "text": "First.\n\n  Second: “no”."},
                {"kind": "guidance.issued", "ref": "g", "said_by": "body", "directs": ["x" * 60, "y" * 60]},
                {"kind": "purpose.declared", "ref": "q", "said_by": "body", "text": "First.\nSecond: “no”."},
            ],
        }
    )
    assert write(made).decode() == LIKED


LIKED = """\
tallystick-dossier: 1
project: northshire hub
sources:
  S1:
    title: An answer
    url: "https://n.example/1"
  S2:
    title: A paper
facts:

- kind: processing.started
  ref: start
  on: 2019-06
  said_by: body
  source: S1

- kind: record.searched
  ref: s
  said_by: press
  source: S2
  subjects: [data, foi]

- kind: claim.made
  claim: c
  text: >-
    An answer that is so long that nobody would like to read it on one line of a file, so that it is
    broken.
  made_by: "no"
  source: S1
  asserts: consulted
  before_start: true
  engagements: []

- kind: purpose.declared
  ref: p
  said_by: body
  text: "First.\\n\\n  Second: “no”."

- kind: guidance.issued
  ref: g
  said_by: body
  directs:
  - xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
  - yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy

- kind: purpose.declared
  ref: q
  said_by: body
  text: |-
    First.
    Second: “no”.
"""


def test_an_empty_dossier_is_written_too():
    assert write(Dossier(project="p", facts=())) == b"tallystick-dossier: 1\nproject: p\nfacts: []\n"
