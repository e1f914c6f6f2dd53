# SPDX-License-Identifier: Apache-2.0
"""The browser rig itself: every check that the pages must pass can also fail."""

import http.server
import threading
from collections.abc import Iterator

import pytest

from tests.rigs.browser import Authenticator, axe, keyboard_walk, open_page, reflows

pytestmark = pytest.mark.browser

_PAGE = """<!doctype html><html lang="en"><head><title>A page</title><meta name="viewport" content="width=device-width">
<style>body {{ color: #000; background: #fff }} {style}</style></head>
<body><main><h1>A page</h1>{body}</main></body></html>"""


def _load(page, body: str, *, style: str = "") -> None:
    page.set_content(_PAGE.format(body=body, style=style))


def test_axe_finds_nothing_on_a_sound_page(page):
    _load(page, '<p><label for="name">Name</label> <input id="name" autocomplete="name"></p>')
    assert axe(page) == []


def test_axe_finds_a_field_without_a_label(page):
    _load(page, '<p>Name <input id="name"></p>')
    assert any(problem.startswith("label:") for problem in axe(page))


def test_axe_finds_poor_contrast(page):
    _load(page, '<p style="color: #ccc">Hard to read</p>')
    assert any(problem.startswith("color-contrast:") for problem in axe(page))


def test_axe_refuses_to_judge_an_unstyled_page(page):
    page.set_content("<!doctype html><html lang=en><title>A page</title><main><h1>A page</h1></main></html>")
    assert axe(page) == ["unstyled: no style sheet is loaded, so colours and sizes cannot be judged"]


def test_reflow_names_the_element_that_is_too_wide(page):
    _load(page, '<p style="width: 500px">wide</p>')
    assert reflows(page) == ['<p style="width: 500px">wide</p>']


def test_reflow_allows_a_wide_table_in_a_box_that_scrolls(page):
    _load(page, '<div style="overflow-x: auto"><table style="width: 900px"><tr><td>wide</td></tr></table></div>')
    assert reflows(page) == []


def test_reflow_puts_the_window_back(page):
    _load(page, "<p>short</p>")
    before = page.viewport_size
    assert reflows(page) == []
    assert page.viewport_size == before


_CONTROLS = """<a href="#a">First</a> <button>Second</button>
<fieldset><legend>Third</legend><label><input type="radio" name="r">one</label>
<label><input type="radio" name="r">two</label></fieldset>
<details><summary>Fourth</summary><a href="#hidden">not while closed</a></details>
<button disabled>never</button> <a href="#n" style="display: none">never</a>"""


def test_keyboard_walk_meets_every_control_once(page):
    _load(page, _CONTROLS)
    walk = keyboard_walk(page)
    assert walk.problems == []
    assert [stop.partition(">")[0].split()[0] for stop in walk.stops] == ["<a", "<button", "<input", "<summary"]


def test_keyboard_walk_finds_a_focus_that_cannot_be_seen(page):
    _load(page, '<a href="#a">First</a>', style="a:focus { outline: none }")
    assert keyboard_walk(page).problems == ['focus cannot be seen on <a href="#a">First</a>']


def test_keyboard_walk_does_not_count_a_transparent_outline(page):
    _load(page, '<a href="#a">First</a>', style="a:focus { outline: 3px solid transparent }")
    assert keyboard_walk(page).problems == ['focus cannot be seen on <a href="#a">First</a>']


def test_keyboard_walk_counts_a_focus_drawn_on_the_label(page):
    _load(
        page,
        '<input type="checkbox" id="c" style="opacity: 0"><label for="c">Choose</label>',
        style="input:focus { outline: none } input:focus + label::before { content: ''; border: 3px solid #000 }",
    )
    assert keyboard_walk(page).problems == []


def test_keyboard_walk_finds_a_trap(page):
    trap = "if (event.key === 'Tab') { event.preventDefault(); document.getElementById('b').focus() }"
    _load(page, f'<a href="#a">First</a> <button id="b" onkeydown="{trap}">Second</button> <a href="#c">Third</a>')
    problems = keyboard_walk(page).problems
    assert any(problem.startswith("the Tab key is trapped at <button") for problem in problems)
    assert 'the Tab key never reaches <a href="#c">Third</a>' in problems


def test_keyboard_walk_finds_a_control_out_of_view(page):
    _load(page, '<a href="#a" style="position: fixed; left: -9999px">Lost</a>')
    assert keyboard_walk(page).problems[0].startswith("focus is out of view on <a")


class _Page(http.server.BaseHTTPRequestHandler):
    """Serves one page, under a policy that allows none of the scripts in it."""

    def do_GET(self) -> None:
        body = b"<!doctype html><html lang=en><title>A page</title><h1>A page</h1>"
        body += self.server.extra  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(request) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    server.extra = request.param  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("site", [b'<img src="http://tracker.example/pixel.gif" alt="">'], indirect=True)
def test_page_that_asks_another_machine_fails(browser, site):
    with (
        pytest.raises(AssertionError, match=r"asked another machine for http://tracker\.example"),
        open_page(browser) as page,
    ):
        page.goto(site)


@pytest.mark.parametrize("site", [b"<script>nothing.at.all()</script>"], indirect=True)
def test_page_whose_script_fails_fails(browser, site):
    with pytest.raises(AssertionError, match="a script failed"), open_page(browser) as page:
        page.goto(site)


_SCRIPT = b"<p id=p>no script ran</p><script>document.getElementById('p').textContent = 'a script ran'</script>"


@pytest.mark.parametrize("site", [_SCRIPT], indirect=True)
def test_page_without_javascript_runs_none(page, page_without_javascript, site):
    page.goto(site)
    assert page.locator("#p").text_content() == "a script ran"
    page_without_javascript.goto(site)
    assert page_without_javascript.locator("#p").text_content() == "no script ran"


_PASSKEY = """async () => {
  const user = {id: new Uint8Array([1]), name: 'ada', displayName: 'Ada'};
  const made = await navigator.credentials.create({publicKey: {rp: {name: 'Tallystick'}, user,
    challenge: new Uint8Array(32), pubKeyCredParams: [{type: 'public-key', alg: -7}],
    authenticatorSelection: {residentKey: 'required'}}});
  return made.type;
}"""


@pytest.mark.parametrize("site", [b""], indirect=True)
def test_authenticator_makes_a_passkey(page, authenticator: Authenticator, site):
    page.goto(site)
    assert authenticator.credentials() == []
    assert page.evaluate(_PASSKEY) == "public-key"
    assert [passkey["rpId"] for passkey in authenticator.credentials()] == ["localhost"]
