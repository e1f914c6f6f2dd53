# SPDX-License-Identifier: Apache-2.0
"""Public pages as a reader without an account gets them: what they say, and where they lead."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from django.test import Client

_HTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Page:
    """A page that was fetched."""

    url: str
    status: int
    content: bytes
    headers: dict[str, str]

    @property
    def tree(self) -> Element:
        """The parsed HTML."""
        tree: Element = html5lib.parse(self.content, transport_encoding="utf-8")
        return tree

    @property
    def text(self) -> str:
        """What the main part says, white space collapsed."""
        main = next(self.tree.iter(f"{_HTML}main"))
        return " ".join("".join(main.itertext()).split())

    @property
    def title(self) -> str:
        """What the page is called in a list of tabs."""
        return " ".join("".join(next(self.tree.iter(f"{_HTML}title")).itertext()).split())

    def headings(self, level: int) -> list[str]:
        """Return the headings of one level."""
        return [" ".join("".join(found.itertext()).split()) for found in self.tree.iter(f"{_HTML}h{level}")]

    def links(self) -> Iterator[str]:
        """Yield where the page leads, as addresses from the root; other sites are left out."""
        for found in (*self.tree.iter(f"{_HTML}a"), *self.tree.iter(f"{_HTML}link")):
            address = urljoin(self.url, found.get("href", ""))
            if not urlsplit(address).netloc:
                yield urlsplit(address)._replace(fragment="").geturl()


def read(url: str) -> Page:
    """Fetch a page as somebody who was never here before."""
    response = Client().get(url)
    return Page(
        url=url, status=response.status_code, content=b"".join(response), headers=dict(response.headers.items())
    )


def shown(url: str) -> Page:
    """Fetch a page that must be there."""
    page = read(url)
    assert page.status == 200, f"{url} answers {page.status}: {page.content[:300]!r}"
    return page
