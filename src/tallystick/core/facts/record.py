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


@fact("log.key.rotated")
class LogKeyRotated(Fact):
    """The log's key handed over to another, which signs the log from here on; recorded before the new one signs."""

    #: The key that hands over, as a vkey (C2SP signed-note).
    old_vkey: str = public()
    #: The key that signs from now on.
    new_vkey: str = public()
    #: The statement that both keys signed, `tallystick.core.ledger.keys`: a note with the last head of the old key.
    statement: str = public()
    #: Who outside the operator has looked at the change and agreed: the oversight body's name, if any.
    agreed_by: str | None = public()
    by_role: str = public()
    by: str | None = personal(erase=Erasure.RETENTION, default=None)


@fact("dossier.imported")
class DossierImported(Fact):
    """The project's record was taken over from a dossier. The facts after it come from that file."""

    #: SHA-256 (hex) of the file.
    sha256: str = public()
    #: What the file calls the project.
    project: str = public()
    #: How many facts the file holds.
    facts: int = public()
    #: Whether the ``project.registered`` of this stream says what the file's own says.
    registered: bool = public()
    #: What was put behind the ids of engagements, claims and reports, so that they are nobody else's here.
    suffix: str = public()
    #: What the file calls each organisation, and its id here: ``name=id``.
    organisations: tuple[str, ...] = public()
    by_role: str = public()
    by: str | None = personal(erase=Erasure.RETENTION, default=None)


@fact("record.imported")
class RecordImported(Fact):
    """A fact of an imported dossier that the importing body cannot state here: kept word for word, without standing.

    It is another party's to state, or the service's, or it lacks what this service needs of such a fact.
    """

    original_kind: str = public()
    #: Its short name in the dossier, where it had one.
    original_ref: str | None = public()
    #: Its public values as one JCS object (RFC 8785), in pieces that one field of a fact can hold.
    values: tuple[str, ...] = public(erase=Erasure.ON_REQUEST)
    #: SHA-256 (hex) of the dossier.
    dossier_sha256: str = public()
    #: Its other values, in the same form.
    withheld: tuple[str, ...] | None = personal(erase=Erasure.RETENTION, default=None)
