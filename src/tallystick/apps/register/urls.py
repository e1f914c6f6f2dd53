# SPDX-License-Identifier: Apache-2.0
"""Addresses of the public pages."""

from django.urls import path

from tallystick.apps.register.views import entries, feeds, log, open_data, organisations, pages, projects

app_name = "register"
urlpatterns = [
    path("", projects.project_list, name="home"),
    path("projects/", projects.project_list, name="projects"),
    path("projects/page/<int:number>/", projects.project_list, name="projects_page"),
    path("projects.csv", projects.projects_csv, name="projects_csv"),
    path("open-data/claims.json", open_data.claims, name="claims_json"),
    path("projects/<slug:slug>/", projects.project, name="project"),
    path("projects/<slug:slug>/facts/", projects.project_facts, name="project_facts"),
    path("projects/<slug:slug>/facts/page/<int:number>/", projects.project_facts, name="project_facts_page"),
    path("projects/<slug:slug>/feed.xml", feeds.project_feed, name="project_feed"),
    path("projects/<slug:slug>/claims/<slug:claim>/", projects.claim, name="claim"),
    path("projects/<slug:slug>/claims/<slug:claim>/bundle.json", projects.claim_bundle, name="claim_bundle"),
    path("organisations/", organisations.organisation_list, name="organisations"),
    path("organisations/page/<int:number>/", organisations.organisation_list, name="organisations_page"),
    path("organisations/<slug:slug>/", organisations.organisation, name="organisation"),
    path("organisations/<slug:slug>/page/<int:number>/", organisations.organisation, name="organisation_page"),
    path("organisations/<slug:slug>/feed.xml", feeds.organisation_feed, name="organisation_feed"),
    path("bodies/<slug:slug>/", projects.body, name="body"),
    path("bodies/<slug:slug>/page/<int:number>/", projects.body, name="body_page"),
    path("entries/", entries.entry_list, name="entries"),
    path("entries/page/<int:number>/", entries.entry_list, name="entries_page"),
    path("entries/kind/<str:kind>/", entries.entry_list, name="entries_kind"),
    path("entries/kind/<str:kind>/page/<int:number>/", entries.entry_list, name="entries_kind_page"),
    path("entries/<int:index>/", entries.entry, name="entry"),
    path("entries/<int:index>/bundle.json", entries.entry_bundle, name="entry_bundle"),
    path("entries/<int:index>/entry.tlog-proof", entries.entry_proof, name="entry_proof"),
    path("log/vkey", log.vkey, name="vkey"),
    path("log/policy", log.policy, name="policy"),
    path("log/<path:path>", log.log_file, name="log_file"),
    path("how-to-read/", pages.reading, name="reading"),
    path("check/", pages.checking, name="checking"),
    path("verify.html", pages.verifier_page, name="verifier"),
    path("about/", pages.limits, name="limits"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("licence/", pages.licence, name="licence"),
    path("robots.txt", pages.robots, name="robots"),
    path("healthz", log.health, name="health"),
]
