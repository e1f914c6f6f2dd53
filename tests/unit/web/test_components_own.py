# SPDX-License-Identifier: Apache-2.0
"""Our own components, the page frame, and what holds for all templates."""

import re
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.utils.safestring import mark_safe

from tallystick.web.templatetags.tally import MAX_CELLS, STANDINGS
from tests.unit.web.engine import ROOT, TEMPLATES, addresses, render, render_text
from tests.unit.web.gallery import HASH, page

COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
REFERENCE = ROOT / "docs" / "reference" / "components.md"


def _text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


@pytest.mark.parametrize(("standing", "shown"), [(name, shown) for name, shown in STANDINGS.items()])
def test_standing_tag_has_colour_and_words(standing, shown):
    html = render("components/standing_tag.html", {"standing": standing})
    assert f"govuk-tag--{shown.colour}" in html
    assert _text(html) == shown.word


def test_standing_tag_shows_the_page_s_words_in_the_colour_of_the_standing():
    html = render("components/standing_tag.html", {"standing": "unclear", "text": "No clear answer"})
    assert "govuk-tag--yellow" in html
    assert _text(html) == "No clear answer"


def test_unknown_standing_is_grey_and_says_what_it_is():
    html = render("components/standing_tag.html", {"standing": "<other>"})
    assert "govuk-tag--grey" in html
    assert "&lt;other&gt;" in html


def test_tally_says_in_words_what_it_draws():
    html = render_text('{% tally_bar confirmed=0 disputed=3 no_answer=2 label="organisations named" %}', {})
    assert _text(html) == "5 organisations named 0 confirmed 3 disputed 2 no answer 0 never reached"
    picture = html.split("</svg>")[0]
    assert picture.count("ts-tally__cell--disputed") == 3
    assert picture.count("ts-tally__cell--no_answer") == 2
    assert 'aria-hidden="true"' in picture


def test_tally_cells_fill_the_picture_without_overlap():
    html = render_text("{% tally_bar confirmed=2 disputed=5 claimed=4 %}", {}).split("</svg>")[0]
    cells = [(float(x), float(w)) for x, w in re.findall(r'<rect[^>]* x="([\d.]+)"[^>]* width="([\d.]+)"', html)]
    assert len(cells) == 11
    assert all(x + width < after for (x, width), (after, _) in pairwise(cells))
    assert cells[-1][0] + cells[-1][1] <= 300


@pytest.mark.parametrize(("number", "drawn"), [(MAX_CELLS, MAX_CELLS), (MAX_CELLS + 1, 1)])
def test_tally_of_many_is_drawn_in_blocks(number, drawn):
    html = render_text("{% tally_bar disputed=number %}", {"number": number})
    assert html.split("</svg>")[0].count("<rect") == drawn
    assert f"{number} disputed" in _text(html)


def test_tally_of_nothing_is_empty():
    assert render_text("{% tally_bar confirmed=0 disputed=0 %}", {}).strip() == ""


def test_tally_refuses_a_standing_that_it_could_not_draw():
    with pytest.raises(KeyError, match="agreed"):
        render_text("{% tally_bar confirmed=1 agreed=2 %}", {})


def test_timeline_shows_title_time_who_level_and_link():
    item = {"title": "Disputed", "when": "9 June 2025", "when_iso": "2025-06-09", "who": "Harbour Trust"}
    item |= {"standing": "disputed", "level": "Answered by link", "text": "<b>", "href": "/entries/9/"}
    html = render("components/timeline.html", {"items": [item], "heading_level": 4})
    assert "<h4" in html
    assert '<time datetime="2025-06-09">9 June 2025</time>' in html
    assert "Answered by link" in html
    assert "&lt;b&gt;" in html
    assert 'href="/entries/9/">Entry<span class="govuk-visually-hidden">: Disputed</span></a>' in html


def test_two_texts_show_both_sides_escaped_and_in_order():
    options = {"left_title": "Body", "left_text": "We <asked>", "right_title": "Trust", "right_text": "No.\n\nNever."}
    html = render("components/two_texts.html", options)
    assert html.index("We &lt;asked&gt;") < html.index("<p>No.</p>") < html.index("<p>Never.</p>")


def test_proof_box_wraps_the_hash_and_links_the_bundle():
    options = {"entry": 9, "leaf_hash": HASH, "bundle_href": "/entries/9/bundle.json", "how_href": "/check/"}
    html = render("components/proof_box.html", options)
    assert f'<code class="ts-long">{HASH}</code>' in html
    assert 'href="/entries/9/bundle.json" download' in html
    assert 'href="/check/"' in html


def test_stacked_table_keeps_its_meaning_without_table_layout():
    html = render("components/table.html", {"head": ["Name", {"text": "Date"}], "rows": [["a", "b"]], "stacked": True})
    assert [html.count(f'role="{role}"') for role in ("table", "rowgroup", "row", "columnheader", "cell")] == [
        1,
        2,
        2,
        2,
        2,
    ]
    assert 'data-label="Name"' in html
    assert 'data-label="Date"' in html


def test_plain_cells_take_nothing_from_what_text_can_do():
    assert 'class="govuk-table__cell">a</td>' in render("components/table.html", {"rows": [["a"]]})


@pytest.mark.parametrize(("number", "links"), [(1, ["2", "10"]), (4, ["1", "3", "5", "10"]), (10, ["1", "9"])])
def test_pagination_links_the_pages_around(number, links):
    html = render_text(
        "{% govuk_pagination page pattern %}",
        {"page": Paginator(range(100), 10).page(number)} | {"pattern": "?q=a%20b&page={}"},
    )
    numbered = re.findall(r'href="\?q=a%20b&amp;page=(\d+)" aria-label', html)
    assert set(links) <= set(numbered)
    assert f'aria-label="Page {number}" aria-current="page"' in html
    assert ('rel="prev"' in html, 'rel="next"' in html) == (number > 1, number < 10)


def test_pagination_of_one_page_is_empty():
    assert render_text("{% govuk_pagination page %}", {"page": Paginator(range(3), 10).page(1)}) == ""


def test_captured_text_is_escaped_once_and_reusable():
    source = (
        '{% capture as text %}<b>{{ name }}</b>{% endcapture %}{% include "components/hint.html" with text=text only %}'
    )
    assert "<b>&lt;Ada&gt;</b>" in render_text(source, {"name": "<Ada>"})


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_leaves_escaping_to_django(path):
    assert not re.search(r"\|\s*safe|autoescape", path.read_text("utf-8"))


@pytest.mark.parametrize("values", [{"data-x": '"><script>'}, {'x"><script>': "1"}])
def test_attributes_are_escaped(values):
    assert "<script>" not in render("components/hint.html", {"text": "", "attributes": values})


def test_text_in_a_list_is_escaped():
    assert "<script>" not in render("components/table.html", {"rows": [["<script>", {"text": "<script>"}]]})


def test_safe_html_is_kept():
    assert "<em>yes</em>" in render("components/inset_text.html", {"text": mark_safe("<em>yes</em>")})


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_component_is_in_the_reference_with_its_options(path):
    first = path.read_text("utf-8").split("#}")[0].removeprefix("{# ").strip()
    assert f"**`{path.stem}`** {first}" in REFERENCE.read_text("utf-8")


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_template_has_no_style_and_no_script_of_its_own(path):
    source = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", source)
    assert re.findall(r"<script[^>]*>", source) in (
        [],
        ['<script type="module" src="{% static "tallystick/init.js" %}">'],
    )


@pytest.mark.parametrize("bound", [False, True])
def test_gallery_is_rendered_to_the_end(bound):
    html = page(bound=bound)
    assert "{%" not in html
    assert "{{" not in html
    assert html.rstrip().endswith("</html>")


def test_page_needs_nothing_but_its_addresses():
    with addresses():
        html = render("base.html", {})
    assert '<html lang="en-gb"' in html
    assert "<title>The accountability record – Tallystick</title>" in html
    assert "Signed in" not in html
    assert "csrf" not in html


def test_page_says_error_first_when_its_form_has_errors():
    assert "<title>Error: Every component – Tallystick</title>" in page(bound=True)
    assert "<title>Every component – Tallystick</title>" in page(bound=False)


def test_page_follows_the_language():
    assert '<html lang="cy"' in page(bound=False, language="cy")


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/projects/", 'href="/projects/" aria-current="page"'),
        ("/projects/page/2/", 'href="/projects/" aria-current="true"'),
        ("/check/", 'href="/check/" aria-current="page"'),
    ],
)
def test_navigation_marks_where_the_reader_is(path, marked):
    with addresses():
        html = render("base.html", {"request": SimpleNamespace(path=path)})
    assert marked in html
    assert html.count("aria-current") == 1


def test_address_that_does_not_exist_is_left_out_of_the_lists():
    with addresses():
        html = render_text('{% links "staff" as found %}{% for link in found %}{{ link.href }} {% endfor %}', {})
    assert html.split() == ["/accounts/logout/"]


class _NobodyMayAsk:
    @property
    def is_authenticated(self) -> bool:
        raise AssertionError("a page for readers asked who is signed in")

    def __bool__(self) -> bool:
        raise AssertionError("a page for readers asked who is signed in")


def test_page_for_readers_never_asks_who_is_signed_in():
    with addresses():
        assert "</html>" in render("public.html", {"user": _NobodyMayAsk(), "messages": None})


def test_staff_page_shows_messages_and_who_is_signed_in():
    user = SimpleNamespace(is_authenticated=True, get_username=lambda: "ada@northshire-police.example")
    message = SimpleNamespace(message="The text was <sent>", level_tag="success")
    with addresses():
        html = render("base.html", {"user": user, "messages": [message, message]})
    assert "Signed in as ada@northshire-police.example" in html
    assert html.count("The text was &lt;sent&gt;") == 2
    assert 'id="message-1"' in html
    assert 'id="message-2"' in html
    assert "/accounts/logout/" in html


def test_back_link_stands_in_a_landmark_and_breadcrumbs_in_one_only():
    with addresses():
        back, trail = page(bound=True), page(bound=False)
    assert re.search(r'<nav aria-label="Back">\s*<a href="#" class="govuk-back-link"', back)
    assert 'aria-label="Back"' not in trail


def test_refusal_says_what_which_rule_and_what_next():
    refusal = SimpleNamespace(what="The domain is the body's own", rule="A body cannot confirm itself", next_step="")
    with addresses():
        html = render("refusal.html", {"refusal": refusal})
    assert "The domain is the body&#x27;s own" in html
    assert "A body cannot confirm itself" in html
    assert "What you can do next" not in html
