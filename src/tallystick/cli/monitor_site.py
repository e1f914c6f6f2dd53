# SPDX-License-Identifier: Apache-2.0
"""What a monitor reads of an instance: its log, its list of claims, its proofs and its pages."""

from html.parser import HTMLParser
from typing import Final

from tallystick.cli.web_client import WebAnswer, WebClient
from tallystick.core.claims import open_data
from tallystick.core.errors import Invalid, TallystickError, Unavailable
from tallystick.core.ledger.bundle import MAX_BUNDLE_SIZE
from tallystick.core.ledger.note import MAX_NOTE_SIZE
from tallystick.core.ledger.tiles import MAX_BUNDLE_SIZE as MAX_LOG_FILE

_MAX_PAGE: Final = 8 * 1024 * 1024
_GONE: Final = (404, 410)
_TRIES: Final = 2


class UnreadableError(TallystickError):
    """The instance did not answer as it should: nothing can be said about what it holds."""


class Site:
    """An instance, by its public address. What it says it does not have is `Unavailable`."""

    def __init__(self, url: str, *, web: WebClient) -> None:
        """Read below ``url``."""
        self.url = url.rstrip("/")
        self.web = web

    def log(self, path: str) -> bytes:
        """Return a file of the log.

        Raises:
            Unavailable: the instance says that there is none.
            Invalid: it is too large to be one.
            UnreadableError: the instance does not answer.
        """
        limit = MAX_NOTE_SIZE if path.startswith("checkpoint") else MAX_LOG_FILE
        return self._read(f"/log/{path}", limit=limit)

    def claims(self) -> open_data.OpenData:
        """Return the list of published claims. Raises as `log`."""
        return open_data.parse_open_data(self._read("/open-data/claims.json", limit=open_data.MAX_SIZE))

    def proof(self, path: str) -> bytes:
        """Return a bundle. Raises as `log`."""
        return self._read(path, limit=MAX_BUNDLE_SIZE + 1)

    def headings(self, path: str) -> list[str]:
        """Return the main headings of a page, white space collapsed. Raises as `log`."""
        reader = _Headings()
        reader.feed(self._read(path, limit=_MAX_PAGE).decode("utf-8", "replace"))
        reader.close()
        return [" ".join(text.split()) for text in reader.found]

    def _read(self, path: str, *, limit: int) -> bytes:
        answer = self._ask(f"{self.url}{path}", limit=limit)
        if answer.status in _GONE:
            raise Unavailable(f"{self.url}{path} is not there")
        if answer.status != 200:
            raise UnreadableError(f"{self.url}{path} answers with the HTTP status {answer.status}")
        if len(answer.body) > limit:
            raise Invalid(f"{self.url}{path} is larger than {limit} bytes")
        return answer.body

    def _ask(self, url: str, *, limit: int) -> WebAnswer:
        for attempt in range(_TRIES):
            try:
                answer = self.web.get(url, limit=limit)
            except Unavailable as error:
                problem: TallystickError = error
                continue
            if answer.status < 500 or attempt == _TRIES - 1:
                return answer
        raise UnreadableError(problem.what, next_step=problem.next_step) from problem


class _Headings(HTMLParser):
    """Collects the text of every ``h1``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (as the base class)
        if tag == "h1":
            self.found.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "h1"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data
