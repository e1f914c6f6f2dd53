# SPDX-License-Identifier: Apache-2.0
"""Facts about the record itself."""

from tallystick.core.facts.base import Erasure, Fact, fact, personal, public


@fact("field.erased")
class FieldErased(Fact):
    """A field of an earlier entry was erased: its value and salt are deleted, its digest stays."""

    #: The entry that the field was erased from; it belongs to the same stream.
    entry: int = public()
    #: The name of the field.
    field: str = public()
    #: The digest that stays, base64url: what that entry's ``sd`` holds at the place of the field.
    digest: str = public()
    #: The legal basis, in public words that name nobody.
    basis: str = public()
    #: The engagement that the erased entry is about, if any.
    engagement: str | None = public()
    by_role: str = public()
    by: str | None = personal(erase=Erasure.RETENTION, default=None)
