# SPDX-License-Identifier: Apache-2.0
"""What a citation is: the instrument, the provision, its words, and which version of them was read when.

A citation is checked when it is made, so that words which change without their digest stop the program from starting.
"""

import dataclasses
import datetime as dt
import hashlib
import re

#: When the words in this package were read.
READ_ON = dt.date(2026, 11, 22)

#: What lawyers call the instruments for short; others print with their full name.
SHORT_NAMES = {
    "Data Protection Act 2018": "DPA 2018",
    "Data Protection Act 1998": "DPA 1998",
    "Freedom of Information Act 2000": "FOIA 2000",
    "Equality Act 2010": "EqA 2010",
    "Human Rights Act 1998": "HRA 1998",
    "European Convention on Human Rights": "ECHR",
    "Data (Use and Access) Act 2025": "DUAA 2025",
    "UK GDPR (Regulation (EU) 2016/679)": "UK GDPR",
    "General Data Protection Regulation (EU) 2016/679": "EU GDPR",
    "Law Enforcement Directive (EU) 2016/680": "LED",
    "Data Protection Directive 95/46/EC": "Directive 95/46/EC",
}
#: How the words for parts of an instrument are shortened, longest first.
_SHORT_PARTS = (("sections", "ss."), ("section", "s."), ("Articles", "Arts "), ("Article", "Art "))
_SHORT_PLACES = (("Schedule", "Sch"), ("Part", "Pt"), ("paragraph", "para"), ("regulation", "reg"))


#: An https address of one page: a host with a dot in it, and a path.
_PAGE = re.compile(r"https://[^/?#\s]+\.[^/?#\s]+/[^\s]*[^/\s][^\s]*")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Citation:
    """The words of one provision, as read on one day.

    ``version`` says in plain words which version of the text the words are; ``sha256`` is the hexadecimal digest of
    the quote's UTF-8 bytes. Raises ``TypeError`` for an empty field, an address that is no ``https`` address of one
    page, or a quote that its digest does not fit: a citation is part of the program, so a wrong one is a defect.
    """

    instrument: str
    provision: str
    url: str
    read_on: dt.date
    version: str
    quote: str
    sha256: str

    def __post_init__(self) -> None:
        for name in ("instrument", "provision", "version", "quote"):
            value = getattr(self, name)
            if not value.strip() or value != value.strip():
                raise TypeError(f"a citation needs its {name}, without spaces around it: {self.provision!r}")
        self._check_address()
        digest = hashlib.sha256(self.quote.encode()).hexdigest()
        if digest != self.sha256:
            raise TypeError(f"the words of {self.short()} are not the words that were read: their digest is {digest}")

    def _check_address(self) -> None:
        if not _PAGE.fullmatch(self.url):
            raise TypeError(f"{self.provision}: {self.url!r} is no https address of one page")

    def short(self) -> str:
        """Return the citation as lawyers write it: ``DPA 2018 s.64(1)``, ``UK GDPR Art 35(9)``."""
        place = self.provision
        for word, letters in _SHORT_PARTS:
            place = re.sub(rf"\b{word} ", letters, place)
        for word, letters in _SHORT_PLACES:
            place = re.sub(rf"\b{word}\b", letters, place)
        return f"{SHORT_NAMES.get(self.instrument, self.instrument)} {place}"
