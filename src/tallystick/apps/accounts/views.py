# SPDX-License-Identifier: Apache-2.0
"""What the staff pages of all rooms share: who is signed in, whose body it is, and how an answer becomes a fact."""

import functools
from collections.abc import Callable, Mapping
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from tallystick.apps.accounts import may, queries
from tallystick.apps.accounts.forms import RecordForm
from tallystick.apps.accounts.models import User
from tallystick.core.errors import TallystickError

P = ParamSpec("P")

#: GOV.UK Design System: a page that comes back with errors is no success.
UNPROCESSABLE = 422


class StaffRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: User


StaffView = Callable[Concatenate[StaffRequest, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def staff(view: StaffView[P]) -> View[P]:
    """Let only people in who are signed in (the second factor is web.middleware's); keep the page out of caches."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(cast(StaffRequest, request), *args, **kwargs)

    return cast(View[P], never_cache(login_required(guarded)))


def body_of(*, user: User, slug: str) -> queries.BodyView:
    """Return a body in which the user has a role.

    Raises:
        Http404: there is no such body, or the user has no role in it; which of the two is not said.
    """
    body = queries.body_by_slug(slug=slug)
    if body is None or not may.can_read(user=user, body_id=body.id):
        raise Http404
    return body


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, so that an empty form that was sent is told from one that was not."""
    return request.POST if request.method == "POST" else None


def enter(
    request: StaffRequest,
    *,
    form: RecordForm,
    template: str,
    context: Mapping[str, Any],
    record: Callable[[dict[str, Any]], str],
) -> HttpResponse:
    """Ask, show the answers once more, and record them: a fact cannot be edited.

    ``template`` holds the questions. ``record`` is given the cleaned answers, calls the operation and returns the
    address to go on to. What the operation refuses is shown above the questions.
    """
    step = request.POST.get("step", "")
    asking = request.method != "POST" or step == "change" or not form.is_valid()
    if not asking and step != "record":
        return render(request, "accounts/check.html", {**context, "form": form})
    if not asking:
        done = perform(form=form, act=lambda: record(form.cleaned_data))
        if done is not None:
            return redirect(done)
    return show(request, form=form, template=template, context=context)


def perform(*, form: RecordForm, act: Callable[[], str]) -> str | None:
    """Return what an operation returns, or ``None`` after showing on the form why it refused."""
    try:
        return act()
    except TallystickError as error:
        form.refuse(error)
        return None


def show(request: HttpRequest, *, form: RecordForm, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Render a page with a form; with status 422 where it comes back with errors."""
    status = UNPROCESSABLE if form.errors else 200
    return render(request, template, {**context, "form": form}, status=status)


def closed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """Answer for an address that has no page here.

    Raises:
        Http404: always.
    """
    raise Http404
