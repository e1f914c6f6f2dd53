# SPDX-License-Identifier: Apache-2.0
"""Addresses of the staff pages of projects, below /staff/."""

from django.urls import path

from tallystick.apps.projects import views

app_name = "projects"
urlpatterns = [
    path("", views.home, name="home"),
    path("bodies/<slug:body>/projects/new/", views.register, name="register"),
    path("projects/<slug:slug>/", views.project, name="project"),
    path("projects/<slug:slug>/check/", views.check, name="check"),
    path("projects/<slug:slug>/publish/", views.publish, name="publish"),
]
