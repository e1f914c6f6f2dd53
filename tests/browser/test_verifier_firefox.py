# SPDX-License-Identifier: Apache-2.0
"""The verifier page in Firefox: the same answers as in Chromium, by the same hands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tallystick.core.claims.verify import verify
from tests.rigs.tools import wait_until
from tests.unit.core.claims import claim_log
from tests.unit.verifier import altered, erasures, lies, witnessed
from tests.unit.verifier.asking import ADDRESS, ask
from tests.unit.verifier.firefox import Firefox, firefox

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Firefox]:
    """One Firefox for all."""
    with firefox(tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


@pytest.fixture
def opened(running) -> Firefox:
    """The page, opened from disk, on the day after the story."""
    running.open(ADDRESS)
    running.run(f"window.Date.now = () => {claim_log.NOW.timestamp() * 1000}")
    return running


def _choose(browser: Firefox, path: Path) -> str:
    browser.choose("#file", path)
    browser.click("button")
    wait_until(lambda: browser.text("#verdict")[:1] in ("✓", "✗"), what="there is a verdict")
    return browser.text("#verdict")


def test_a_file_is_chosen_and_read(opened, tmp_path):
    path = tmp_path / "bundle.json"
    path.write_bytes(altered.DATA)
    opened.write("#vkey", claim_log.SIGNER.verifier.vkey)
    assert _choose(opened, path).startswith("✓ What this page can check holds.")
    text = opened.text("#result")
    assert "Harbour Trust: DISPUTE to TS-1001" in text
    assert "rests on the key that you gave" in text
    path.write_bytes(altered.DATA.replace(b"two charities", b"two authorities"))
    assert _choose(opened, path).startswith("✗ Do not rely on this file. Step 8 (The file is undamaged)")


def test_honest_files_hold(opened):
    for name, data in (*lies.honest(), *erasures.honest()):
        verified, found = verify(data, vkey=None, now=claim_log.NOW), ask(opened, data)
        assert found.failed is None, (name, found.said)
        assert [said for _, said, _ in found.report[:10]] == [line.text for line in verified.report[:10]], name
        assert found.not_proved == list(verified.not_proved), name


def test_wrong_files_fail_at_their_step(opened):
    cases = [*altered.cases(), *lies.cases(), *erasures.cases()]
    found = {case.name: ask(opened, case.data, vkey=case.vkey).failed for case in cases}
    assert found == {case.name: case.step_of_page for case in cases}


def test_16_mib_of_brackets(opened):
    script = "const data = new window.Uint8Array(2 ** 24 + 1).fill(91); data[2 ** 24] = 10;"
    assert opened.run(script + "return window.verify(data).then(seen => seen.failed.number)") == 1


def test_a_cosignature_with_ml_dsa_counts_or_is_named_as_not_counted(opened):
    """Whether Firefox has ML-DSA-44 depends on its version; what the page says must be true in each."""
    key = "crypto.subtle.importKey('raw-public', new window.Uint8Array(1312), 'ML-DSA-44', false, ['verify'])"
    able = opened.run(f"return window.{key}.then(() => true, () => false)")
    data = witnessed.seen_by(witnessed.OVERSIGHT, witnessed.PAPER)
    found = ask(opened, data, policy=witnessed.TWO_OF_THREE)
    assert found.failed == (None if able else "3a"), found.said
    assert able or "not counted, as this browser cannot check ML-DSA-44: paper" in found.said
    policy = witnessed.TWO_OF_THREE.replace("group g 2", "group g 1")
    assert ask(opened, data, policy=policy).failed is None
