# SPDX-License-Identifier: Apache-2.0
"""All addresses of the service. Public pages first; staff pages lie under /staff/ and /accounts/."""

from django.urls import include, path

urlpatterns = [
    path("", include("tallystick.apps.register.urls")),
    path("", include("tallystick.apps.consultations.urls")),
    path("staff/", include("tallystick.apps.projects.urls")),
    path("accounts/", include("tallystick.apps.accounts.urls")),
]
