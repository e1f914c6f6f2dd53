# SPDX-License-Identifier: Apache-2.0
"""What a regime admits: events that came too late, or that its law does not know, are refused with what to do."""

from tallystick.core.errors import Refused
from tallystick.core.law.clocks.course import Case, last_day_before, last_to_pay
from tallystick.core.law.clocks.events import Event, in_words, only
from tallystick.core.law.clocks.rules import Effect


def check(case: Case) -> None:
    """Refuse what the law of a case does not admit.

    Raises:
        Refused: an event without effect in this law, an extension that is none, a notice after the time was over, a
            fee paid after the request had lapsed, or a review before there was anything to review.
    """
    for event in case.stops:
        _check_stop(case, event)
    if case.extended:
        _check_extension(case, case.extended)
    review = only(case.events, "review")
    if review:
        _check_review(case, review)


def _check_stop(case: Case, event: Event) -> None:
    rule = case.rule(event)
    # A late question that starts the clock anew is answered on both views; what only pauses it came too late.
    if event.kind != "clarification" or rule.effect is Effect.PAUSE:
        _check_in_time(case, event)
    last = last_to_pay(case, event)
    if last and event.ended and event.ended > last:
        raise Refused(
            f"{event.words()}: the last day for that was {in_words(last)}",
            rule=f"{rule.basis.provision}: what is asked for comes in time, or the request lapses.",
            next_step="Treat what came later as a new request, received on that day.",
        )


def _check_extension(case: Case, event: Event) -> None:
    extension = case.regime.extension
    if extension is None:
        raise Refused(
            f"{case.regime.name} has no extension",
            rule=case.regime.no_extension,
            next_step="Leave the event out: the answer stays due on the ordinary day.",
        )
    if extension.since and case.received < extension.since:
        raise Refused(
            f"no extension for a request received on {in_words(case.received)}",
            rule=f"{extension.basis.provision} applies from {in_words(extension.since)} on.",
            next_step="Leave the event out: the answer stays due on the ordinary day.",
        )
    _check_in_time(case, event)


def _check_in_time(case: Case, event: Event) -> None:
    last = last_day_before(case, event)
    if event.on > last:
        raise Refused(
            f"{event.words()}: the time was already over on {in_words(last)}",
            rule="What stops or extends the clock must be notified while it runs.",
            next_step="Leave the event out to see the date that was missed, and tell the requester.",
        )


def _check_review(case: Case, review: Event) -> None:
    answer = only(case.events, "answered")
    too_early = review.on < answer.on if answer else review.on <= last_day_before(case, review)
    if too_early:
        raise Refused(
            f"{review.words()}, when there was neither an answer nor a missed date",
            rule="A review is of an answer, or of the failure to give one in time.",
            next_step="Give answered:DATE with the day of the answer, or leave the review out.",
        )
