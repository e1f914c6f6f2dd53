# SPDX-License-Identifier: Apache-2.0
"""The printed reference holds every check, the law's words with their digest, and the cases as they stand."""

import pytest

from tallystick.core.law import reference
from tallystick.core.law.checks import checks
from tallystick.core.law.kinds import Kind


def test_the_list_names_every_check_once():
    page = reference.index()
    for name, check in checks().items():
        assert page.count(f"[`{name}`](") == 1
        assert check.asks in page


@pytest.mark.parametrize("kind", Kind)
def test_a_page_prints_questions_words_and_cases(kind: Kind):
    page = reference.page(kind)
    found = {name: check for name, check in checks().items() if check.kind is kind}
    assert found
    for name, check in found.items():
        section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        assert check.asks in section
        assert "```yaml\n- name: " in section
        for era in check.eras:
            assert era.citation.url in section
            assert f"> {era.citation.quote}\n" in page
            assert era.citation.sha256 in page
