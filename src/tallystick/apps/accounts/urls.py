# SPDX-License-Identifier: Apache-2.0
"""Addresses of sign-in, below /accounts/: those of django-allauth, without the ones that have no place here."""

from django.urls import include, path, re_path

from tallystick.apps.accounts import views

#: An account's address is what its facts are signed with: it is given by the operator and changed by nobody. These come
#: first and hide allauth's pages of the same address (its own links to them keep resolving).
_CLOSED = ["email/", "confirm-email/", "login/code/confirm/", "password/set/"]

urlpatterns = [
    *(path(address, views.closed) for address in _CLOSED),
    re_path(r"^confirm-email/[-:\w]+/$", views.closed),
    path("", include("allauth.urls")),
]
