# SPDX-License-Identifier: Apache-2.0
"""Which day decides the law for what happened once: breaches of personal data, and releases of documents."""

import datetime as dt

from tallystick.core.facts.course import IncidentHappened
from tallystick.core.facts.dates import read
from tallystick.core.facts.foi import DocumentReleased
from tallystick.core.law.given import Given


def day_of_incidents(given: Given) -> dt.date:
    """Judge by the day on which the last breach became known, or else happened; by the day of the check without any."""
    texts = [fact.known_on or fact.on for fact in given.all(IncidentHappened)]
    return max((read(text).first for text in texts if text), default=given.as_of)


def day_of_releases(given: Given) -> dt.date:
    """Judge by the day of the last release; by the day of the check where none has a date."""
    dates = [when for when in map(given.when, given.all(DocumentReleased)) if when]
    return max((when.first for when in dates), default=given.as_of)
