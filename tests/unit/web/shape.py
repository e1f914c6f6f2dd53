# SPDX-License-Identifier: Apache-2.0
"""HTML made comparable: what a browser builds from it, and what a reader would hear."""

from typing import Any
from xml.etree.ElementTree import Element

import html5lib

_INLINE = frozenset({"a", "span", "strong", "b", "svg", "path"})


def _tokens(name: str, value: str) -> str:
    return " ".join(sorted(value.split())) if name == "class" else " ".join(value.split())


def _shape(element: Element) -> list[Any]:
    """Return an element as nested lists: name, attributes, then children and stretches of text without outer space."""
    attributes = {str(name): _tokens(str(name), value) for name, value in element.attrib.items()}
    contents: list[Any] = [" ".join((element.text or "").split())]
    for child in element:
        contents += [_shape(child), " ".join((child.tail or "").split())]
    return [str(element.tag), attributes, *[item for item in contents if item]]


def _read_aloud(element: Element) -> str:
    """Return all text, with a space where a block begins or ends: so a space lost between words shows."""
    gap = "" if element.tag in _INLINE else " "
    inner = "".join(_read_aloud(child) + (child.tail or "") for child in element)
    return f"{gap}{element.text or ''}{inner}{gap}"


def comparable(html: str) -> tuple[list[Any], str]:
    """Return what two pieces of HTML must have in common to be the same to a browser and to a reader."""
    root = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return _shape(root)[2:], " ".join(_read_aloud(root).split())
