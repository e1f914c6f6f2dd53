# SPDX-License-Identifier: Apache-2.0
"""Addresses of consultation: staff pages below /staff/, and the public pages on which organisations answer."""

from django.urls import path

from tallystick.apps.consultations.mail.choices import choices, label
from tallystick.apps.consultations.mail.inbound import import_mail
from tallystick.apps.consultations.mail.resolver import KeyResolver
from tallystick.apps.consultations.views import answers, claims, engagements, organisations

app_name = "consultations"
urlpatterns = [
    path("staff/organisations/", organisations.organisations, name="organisations"),
    # What a page needs from the mail drawer is handed to it here: views and mail do not import each other.
    path(
        "staff/bodies/<slug:body>/organisations/new/",
        organisations.new_organisation,
        {"resolver": KeyResolver.from_settings},
        name="new-organisation",
    ),
    path(
        "staff/bodies/<slug:body>/mail/import/",
        organisations.import_mail,
        {"take_in": import_mail, "resolver": KeyResolver.from_settings},
        name="import-mail",
    ),
    path("staff/projects/<slug:slug>/engagements/new/", engagements.new_engagement, name="new-engagement"),
    path("staff/projects/<slug:slug>/claims/new/", claims.new_claim, name="new-claim"),
    path("staff/engagements/<str:engagement>/", engagements.engagement, name="engagement"),
    path("staff/engagements/<str:engagement>/files/new/", engagements.attach, name="attach"),
    path("staff/engagements/<str:engagement>/files/<int:entry>/", engagements.download, name="download"),
    path("staff/engagements/<str:engagement>/ask/", engagements.ask, name="ask"),
    path("staff/engagements/<str:engagement>/address/", engagements.correct_address, name="correct-address"),
    path("staff/engagements/<str:engagement>/reports/new/", engagements.new_report, name="new-report"),
    path("answer/<str:token>/", answers.answer, {"choices": choices}, name="answer"),
    path("answer/done/<str:receipt>/", answers.answered, {"label": label}, name="answered"),
    path("dispute/<str:engagement>/", answers.dispute, name="dispute"),
    path("dispute/<str:engagement>/done/<int:entry>/", answers.disputed, name="disputed"),
]
