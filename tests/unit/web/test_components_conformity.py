# SPDX-License-Identifier: Apache-2.0
"""Our templates give the same HTML as GOV.UK Frontend's own, for every example that its npm package ships.

``pytest -rP`` prints the counts; ``docs/reference/components.md`` states them, and a test compares.
"""

import pytest

from tests.rigs.tools import in_ci
from tests.unit.web import upstream
from tests.unit.web.engine import MODULES, ROOT, render
from tests.unit.web.shape import comparable

UNSUPPORTED = {
    "character-count": {
        "*Text*": "what the script says comes from our translations, through govuk_field",
    },
    "file-upload": {
        "javascript": "the plain file control works the same with and without scripts",
        "wrapper*": "belongs to the scripted file control",
        "*Text*": "belongs to the scripted file control",
    },
    "input": {
        "prefix.*": "no page styles a prefix",
        "suffix.*": "no page styles a suffix",
        "inputWrapper.attributes.*": "nothing hangs on the wrapper of a prefix",
    },
    "password-input": {"*Text": "what the script says comes from our translations, through govuk_field"},
    "service-navigation": {
        "slots.start": "nothing stands before the service's links",
        "slots.navigation*": "links are items",
    },
}
"""Upstream options that our templates do not have (``*`` stands for anything), and why."""

DIFFERENT = {
    ("button", "start link with html"): "the text of a start button is plain text; upstream wraps HTML in a span"
}
"""Examples with options that we have, whose result is meant to differ."""

EXAMPLES, EQUAL = 633, 616


@pytest.fixture(scope="module")
def package() -> None:
    if (MODULES / "govuk-frontend").is_dir():
        return
    message = "govuk-frontend is not installed here; sh setup/frontend.sh installs it"
    if in_ci():
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def _supported(component: str) -> list[upstream.Example]:
    return [
        example
        for example in upstream.examples(component)
        if not example.unsupported and (component, example.name) not in DIFFERENT
    ]


def _is_equal(example: upstream.Example) -> bool:
    ours = render(f"components/{example.component.replace('-', '_')}.html", example.options)
    return comparable(ours) == comparable(example.html)


@pytest.mark.parametrize("component", sorted(upstream.TRANSLATIONS))
def test_component_equals_upstream(package, component):
    examples = _supported(component)
    assert examples
    assert [example.name for example in examples if not _is_equal(example)] == []


def test_examples_said_to_differ_do_differ(package):
    found = {(e.component, e.name): e for name in upstream.TRANSLATIONS for e in upstream.examples(name)}
    assert [name for name in DIFFERENT if _is_equal(found[name])] == []


def test_every_unsupported_option_is_listed_with_its_reason(package):
    used = set()
    for component in upstream.TRANSLATIONS:
        for option in {option for example in upstream.examples(component) for option in example.unsupported}:
            patterns = [pattern for pattern in UNSUPPORTED.get(component, {}) if upstream.matches(option, pattern)]
            assert patterns, f"{component}: nothing says why {option} is unsupported"
            used.update((component, pattern) for pattern in patterns)
    listed = {(component, pattern) for component, options in UNSUPPORTED.items() for pattern in options}
    assert listed == used


def test_counts_are_those_the_reference_states(package):
    counts = {name: (len(_supported(name)), len(upstream.examples(name))) for name in sorted(upstream.TRANSLATIONS)}
    for name, (equal, total) in counts.items():
        print(f"{name:22} {equal:3} of {total:3} examples")
    assert sum(total for _, total in counts.values()) == EXAMPLES
    assert sum(equal for equal, _ in counts.values()) == EQUAL
    stated = (ROOT / "docs" / "reference" / "components.md").read_text("utf-8")
    assert f"{EXAMPLES} are of components that we have; {EQUAL} of those give the same HTML" in stated


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('<a href="/">text</a>', '<a href="/x">text</a>'),
        ('<input id="a" disabled>', '<input id="a">'),
        ("<p>Change <span>name</span></p>", "<p>Change<span>name</span></p>"),
        ("<p>one</p><p>two</p>", "<p>two</p><p>one</p>"),
        ('<p class="a b">x</p>', '<p class="a">x</p>'),
        ("<p>text</p>", "<div>text</div>"),
    ],
)
def test_comparison_sees_a_difference(one, other):
    assert comparable(one) != comparable(other)


def test_comparison_overlooks_order_of_classes_and_indentation():
    assert comparable('<p class="a b">\n  x\n</p>') == comparable('<p class="b a">x</p>')
