# SPDX-License-Identifier: Apache-2.0
"""Public pages: an organisation answers by link, or anybody disputes unasked. No cookies, no scripts needed."""

import functools
from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec, Protocol, cast

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tallystick.apps.accounts.views import perform, posted, show
from tallystick.apps.consultations import queries
from tallystick.apps.consultations.forms import AnswerForm, DisputeForm
from tallystick.apps.consultations.models import Engagement, Statement
from tallystick.apps.consultations.operations.answering import answer_by_link, raise_dispute
from tallystick.apps.journal import queries as journal
from tallystick.apps.projects.queries import ProjectView, project_by_id
from tallystick.core.errors import Refused
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.base import expect
from tallystick.core.facts.consultation import AnswerReceived, DisputeRaised

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class Choice(Protocol):
    """One answer as the request mail offers it."""

    @property
    def verb(self) -> str:
        """``CONFIRM``, ``CORRECT`` or ``DISPUTE``."""

    @property
    def label(self) -> str:
        """What it says, in a few words."""

    @property
    def explanation(self) -> str:
        """What it means, in a sentence."""

    @property
    def url(self) -> str:
        """A ``mailto:`` link that opens a mail with this answer."""


class Choices(Protocol):
    """Gives the three answers to a statement."""

    def __call__(self, *, statement: Statement, witness: str | None) -> Sequence[Choice]:
        """Return them in the order in which they are offered."""


_RECEIPT = "tallystick.answer-by-link"
_GONE = 410


def untold(view: View[P]) -> View[P]:
    """Keep the address of a page to those who have it: no referrer, no cache, no search engine."""

    @functools.wraps(view)
    def quiet(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return cast(View[P], quiet)


# No CSRF token: it would need a cookie, and there is nothing to ride on. The token in the address is the capability;
# whoever could make a browser send this form could send it without the browser.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@untold
def answer(request: HttpRequest, token: str, choices: Choices) -> HttpResponse:
    """Show the statement word for word and take one answer to it. Looking never uses the link up.

    ``choices`` comes from the mail drawer, through the addresses: the answers in the words of the request mail.
    """
    try:
        linked = queries.linked(token=token)
    except Refused as refusal:
        return render(request, "refusal.html", {"refusal": refusal}, status=_GONE)
    row = Statement.objects.get(pk=linked.statement.reference)
    offered = choices(statement=row, witness=linked.witness)
    form = AnswerForm(posted(request), verbs=[(choice.verb, choice.label) for choice in offered])

    def act() -> str:
        recorded = answer_by_link(token=token, now=timezone.now(), **form.cleaned_data)
        return reverse("consultations:answered", args=[signing.dumps(recorded.entry, salt=_RECEIPT)])

    done = perform(form=form, act=act) if request.method == "POST" and form.is_valid() else None
    context = {
        "linked": linked,
        "offered": offered,
        "hints": {choice.verb: choice.explanation for choice in offered},
        "level": Level.LINK,
        "mail_from": settings.MAIL_FROM,
    }
    return redirect(done) if done else show(request, form=form, template="consultations/answer.html", context=context)


@require_safe
@untold
def answered(request: HttpRequest, receipt: str, label: Callable[[str], str]) -> HttpResponse:
    """Show what was recorded. The address is signed, so that nobody reads answers about an unpublished project."""
    try:
        entry = signing.loads(receipt, salt=_RECEIPT)
    except signing.BadSignature:
        raise Http404 from None
    found = expect(queries.answer_at(entry=entry), AnswerReceived)
    erased = "words" in journal.erasures(entries=[entry]).get(entry, {})
    context = {"answer": found, "erased": erased, "label": label(found.verb), "entry": entry, "level": Level.LINK}
    return render(request, "consultations/answered.html", context)


# No CSRF token, for the same reason: nobody is signed in here, and readers get no cookies.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: HttpRequest, engagement: str) -> HttpResponse:
    """Take a dispute that nobody asked for."""
    row, project = _public_engagement(engagement)
    form = DisputeForm(posted(request))

    def act() -> str:
        recorded = raise_dispute(engagement=row, now=timezone.now(), **form.cleaned_data)
        return reverse("consultations:disputed", args=[row.id, recorded.entry])

    done = perform(form=form, act=act) if request.method == "POST" and form.is_valid() else None
    context = {
        "engagement": row,
        "project": project,
        "standing": queries.engagement_page(engagement=row, project=project).standing,
        "level": Level.LINK,
    }
    return redirect(done) if done else show(request, form=form, template="consultations/dispute.html", context=context)


@require_safe
def disputed(request: HttpRequest, engagement: str, entry: int) -> HttpResponse:
    """Show what was recorded."""
    row, project = _public_engagement(engagement)
    found = queries.answer_at(entry=entry)
    if found.engagement != row.id or not isinstance(found, DisputeRaised):
        raise Http404
    context = {"engagement": row, "project": project, "dispute": found, "entry": entry, "level": Level.LINK}
    return render(request, "consultations/disputed.html", context)


def _public_engagement(engagement: str) -> tuple[Engagement, ProjectView]:
    row = Engagement.objects.filter(pk=engagement).first()
    project = project_by_id(project_id=row.project_id) if row else None
    if row is None or project is None or project.published_at is None:
        raise Http404
    return row, project
