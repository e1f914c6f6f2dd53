# SPDX-License-Identifier: Apache-2.0
"""The verifier page as a person meets it: choose a file, read the verdict; and who can read it how."""

import pytest
from playwright.sync_api import Page, Request

from tests import signer
from tests.rigs.browser import axe, keyboard_walk, open_page, reflows
from tests.unit.core.claims import claim_log
from tests.unit.verifier import altered, erasures, lies
from tests.unit.verifier.asking import ADDRESS

pytestmark = pytest.mark.browser

HOLDS_IN_PART = "✓ What this page can check holds. It cannot check everything: see “in part” below."
VKEY = claim_log.SIGNER.verifier.vkey


@pytest.fixture
def requests(page) -> list[Request]:
    """Every request that the page makes."""
    made: list[Request] = []
    page.on("request", lambda request: made.append(request))  # noqa: PLW0108 (Playwright marks its handlers)
    return made


@pytest.fixture
def opened(page, requests) -> Page:
    """The page, opened from disk, on the day after the story."""
    page.clock.set_fixed_time(claim_log.NOW)
    page.goto(ADDRESS)
    return page


def choose(page: Page, data: bytes, *, vkey: str = "", policy: str = "") -> str:
    """Choose a file, press the button, and return the verdict."""
    page.set_input_files("#file", {"name": "bundle.json", "mimeType": "application/json", "buffer": data})
    page.fill("#vkey", vkey)
    page.fill("#policy", policy)
    page.get_by_role("button", name="Check the file").click()
    return verdict(page)


def verdict(page: Page) -> str:
    """Wait for the verdict and return it."""
    status = page.get_by_role("status")
    status.filter(has_text="✓").or_(status.filter(has_text="✗")).wait_for()
    return status.inner_text()


def test_a_claim_is_shown_with_what_is_proved_and_what_is_not(opened):
    assert choose(opened, altered.DATA) == HOLDS_IN_PART
    headings = opened.get_by_role("heading", level=2).all_inner_texts()
    assert headings == [
        "What is proved",
        "What is not proved",
        "Whose key was used",
        "What the file's maker says, not checked here",
        "The answers",
        "The facts in the file",
    ]
    text = opened.locator("#result").inner_text()
    assert "That what the entries say is true. Only that it was recorded, and not changed since." in text
    assert f"All this rests on the key that came with this file: {VKEY}" in text
    assert "Contact is claimed with two organisations; none has confirmed it, one disputes it." in text


def test_an_answer_is_shown_with_its_words_and_its_signed_header(opened):
    choose(opened, altered.DATA)
    answer = opened.locator("h3", has_text="Harbour Trust: DISPUTE to TS-1001").locator("+ table").inner_text()
    assert claim_log.WORDS.split("\n")[0] in answer
    assert "Countersigned by the organisation's domain" in answer
    assert f"subject: DISPUTE TS-1001 {claim_log.code(verb='DISPUTE')}" in answer
    assert "from: Ada <ada@harbourtrust.example>" in answer
    assert "s1._domainkey.harbourtrust.example (ed25519-sha256, 256 bits)" in answer


def test_withheld_empty_and_listed_fields_are_shown_as_what_they_are(opened):
    entry = altered.HONEST.entry(claim_log.ANSWER, withhold=["words"])
    choose(opened, altered.HONEST.bundle(changed={claim_log.ANSWER: entry}))
    facts = opened.locator("h3", has_text="Entry 5: answer.received").locator("+ table")
    rows = {row.locator("th").inner_text(): row.locator("td") for row in facts.locator("tr").all()}
    assert rows["words"].inner_text() == "withheld: committed, but not shown"
    assert rows["sender"].inner_text() == "withheld: committed, but not shown"
    assert rows["unsigned"].inner_text() == "empty"
    assert rows["signed"].get_by_role("listitem").all_inner_texts() == ["From", "Subject"]
    assert rows["key entry"].inner_text() == "4"
    assert rows["received at"].inner_text() == claim_log.rfc3339(signer.RECEIVED)


def test_a_file_without_a_claim_holds_in_full(opened):
    assert choose(opened, altered.HONEST.bundle(without_claim=True)) == "✓ Every step holds."


def test_a_key_from_elsewhere_is_named_as_such(opened):
    assert choose(opened, altered.DATA, vkey=f"  {VKEY}\n") == HOLDS_IN_PART
    text = opened.locator("#result").inner_text()
    assert f"All this rests on the key that you gave: {VKEY}" in text
    assert "It came with this file" not in text


def test_another_key_is_refused(opened):
    said = choose(opened, altered.DATA, vkey=altered.FOREIGN.verifier.vkey)
    assert said.startswith("✗ Do not rely on this file. Step 2 (The log and its key) does not hold:")


def test_a_wrong_file_shows_the_steps_before_and_nothing_of_its_content(opened):
    choose(opened, altered.DATA)
    (case,) = [case for case in altered.cases() if case.name == "a changed value"]
    assert "Step 6 (What is shown is what was committed) does not hold" in choose(opened, case.data)
    text = opened.locator("#result").inner_text()
    assert text.count("✓") == 5
    assert "No later step was taken." in text
    assert "Harbour Trust" not in text
    assert "What is proved" not in text


def test_a_policy_that_cannot_be_read_is_refused(opened):
    assert "Step 3a (Your policy is met) does not hold" in choose(opened, altered.DATA, policy="quorum two\n")


def test_without_a_file_the_browser_asks_for_one(opened):
    opened.get_by_role("button", name="Check the file").click()
    assert opened.locator("#file:invalid").count() == 1
    assert opened.locator("#verdict").inner_text() == ""


def test_a_file_that_is_too_large_fails(opened, tmp_path):
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(2**24 + 2)
    opened.set_input_files("#file", large)
    opened.get_by_role("button", name="Check the file").click()
    assert "Step 1 (The file is in canonical form) does not hold" in verdict(opened)


def test_text_from_the_file_is_text(opened):
    title = "<img src=x onerror=alert(1)><script>alert(2)</script> \u202eevil\u2066 \u200b\x7f"
    choose(opened, altered.HONEST.bundle(title=title))
    assert opened.locator("#result img, #result script").count() == 0
    shown = opened.locator("h3", has_text="<img src=x onerror=alert(1)>").inner_text()
    assert shown.endswith(r"\u{202e}evil\u{2066} \u{200b}\u{7f}")


def test_a_long_file_is_shown_to_its_end(opened):
    facts = [(claim_log.PROJECT, claim_log.registered())] * 255
    log = claim_log.ClaimLog(facts)
    data = log.bundle(without_claim=True)
    opened.clock.set_fixed_time(log.logged[-1].leaf.time)
    assert choose(opened, data) == "✓ Every step holds."
    assert opened.locator("h3", has_text="Entry").count() == 255


def test_what_was_erased_is_shown_with_its_date_and_basis(opened):
    choose(opened, erasures.erased())
    row = opened.locator("tr", has=opened.get_by_role("rowheader", name="header view")).first
    assert row.inner_text().endswith("erased on 2026-11-02, basis: basis 0")


def test_nothing_is_asked_of_any_machine(opened, requests):
    choose(opened, altered.HONEST.bundle(title='<img src="https://tracker.example/x"> https://tracker.example/'))
    assert [request.url for request in requests] == [ADDRESS]


_TRIES = """async () => {
  const sent = await fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused');
  document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/x.png'}));
  document.body.append(Object.assign(document.createElement('script'), {text: 'window.injected = true'}));
  document.body.append(Object.assign(document.createElement('style'), {textContent: 'h1 { color: rgb(1, 2, 3) }'}));
  await new Promise(done => setTimeout(done, 100));
  return [sent, window.injected ?? null, getComputedStyle(document.querySelector('h1')).color];
}"""


def test_the_policy_lets_the_page_do_nothing_else(browser):
    context = browser.new_context()
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(ADDRESS)
    assert refused == []
    assert page.evaluate(_TRIES) == ["refused", None, "rgb(11, 12, 12)"]
    context.close()
    assert all("Content Security Policy" in text for text in refused)
    assert {text.split(" ")[0] for text in refused} >= {"Connecting", "Loading", "Executing", "Applying"}


# A browser that cannot


_NO_SUBTLE = "Object.defineProperty(Crypto.prototype, 'subtle', {get: () => undefined})"
_NO_ED25519 = """const real = SubtleCrypto.prototype.importKey;
SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...rest) {
  if (algorithm === 'Ed25519') return Promise.reject(new DOMException('no', 'NotSupportedError'));
  return real.call(this, format, key, algorithm, ...rest);
};"""


@pytest.mark.parametrize("missing", [_NO_SUBTLE, _NO_ED25519], ids=["no crypto.subtle", "no Ed25519"])
def test_a_browser_without_the_signatures_says_so_before_and_after(page, missing):
    page.add_init_script(missing)
    page.goto(ADDRESS)
    status = page.get_by_role("status")
    status.filter(has_text="This browser cannot check Ed25519 signatures.").wait_for()
    page.set_input_files("#file", {"name": "b.json", "mimeType": "", "buffer": altered.DATA})
    page.get_by_role("button", name="Check the file").click()
    assert "This browser cannot check Ed25519 signatures." in status.inner_text()
    assert page.locator("#result").inner_text() == ""


def test_without_scripts_the_page_says_so(page_without_javascript):
    page_without_javascript.goto(ADDRESS)
    assert "Scripts are switched off" in page_without_javascript.locator("main").inner_text()


# Who can read it


def _states(page: Page):
    yield "empty"
    choose(page, altered.DATA)
    yield "holds in part"
    choose(page, altered.HONEST.bundle(without_claim=True))
    yield "holds"
    choose(page, lies.answered(level="witnessed"))
    yield "fails"


@pytest.mark.parametrize(("width", "colours"), [(1280, "none"), (360, "none"), (360, "active")])
def test_accessible_in_every_state(browser, width, colours):
    with open_page(browser, viewport={"width": width, "height": 800}, forced_colors=colours) as page:
        page.clock.set_fixed_time(claim_log.NOW)
        page.goto(ADDRESS)
        for state in _states(page):
            assert axe(page) == [], state
            assert reflows(page) == [], state


def test_the_keyboard_reaches_everything_and_is_seen_to(opened):
    choose(opened, altered.DATA)
    walk = keyboard_walk(opened)
    assert walk.problems == []
    assert [stop.partition(">")[0].split()[0] for stop in walk.stops] == ["<input", "<textarea", "<textarea", "<button"]


def test_the_keyboard_alone_is_enough(opened):
    opened.set_input_files("#file", {"name": "b.json", "mimeType": "", "buffer": altered.DATA})
    opened.keyboard.press("Tab")
    for _ in range(10):
        if opened.evaluate("document.activeElement.tagName") == "BUTTON":
            break
        opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    assert verdict(opened) == HOLDS_IN_PART
    assert opened.locator("#verdict").evaluate("box => box.getBoundingClientRect().top < innerHeight")


def test_the_verdict_is_not_told_by_colour_alone(opened):
    assert choose(opened, altered.DATA).startswith("✓")
    assert choose(opened, altered.DATA[:-1]).startswith("✗")


def test_in_print_the_form_is_left_out(opened):
    choose(opened, altered.DATA)
    opened.emulate_media(media="print")
    assert not opened.locator("form").is_visible()
    assert opened.locator("#verdict").is_visible()
    assert opened.locator("h3", has_text="Entry 5").is_visible()
