# SPDX-License-Identifier: Apache-2.0
"""Before a process writes to the record, it must be the record that was signed: whatever program the process runs."""

from django.conf import settings

from tallystick.apps.journal import pin, queries
from tallystick.apps.journal.publish import check_pin, read_edge
from tallystick.core.errors import Invalid, Refused, Unverified

#: Where this process has compared. A log that is changed under a running process is found when it is published.
_compared: set[tuple[str, str]] = set()


def check_before_writing() -> None:
    """Check that the instance takes writes; the first time in a process also that it is not an older or another copy.

    Compared are the newest signed head, its files, the entries and the pin, without a lock: each of them only grows,
    and is read in the order in which it is written last.

    Raises:
        Unavailable: the instance is read-only, perhaps from now on; or a file cannot be read.
    """
    pin.check_writable()
    place = (str(settings.LOG_DIR), str(pin.folder()))
    if place in _compared:
        return
    try:
        check_pin(read_edge(queries.signed()))
    except (Refused, Unverified, Invalid) as error:
        pin.turn_read_only(error)
    pin.check_writable()
    _compared.add(place)
