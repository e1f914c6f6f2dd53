import pytest
from tests.browser import staff_site
from django.urls import reverse
from tallystick.apps.consultations.operations import asking
from tests.rigs.browser import axe, reflows, keyboard_walk
pytestmark=[pytest.mark.browser, pytest.mark.django_db(transaction=True)]
def test_shots(live_server, page):
    site = staff_site.build()
    base = live_server.url.replace("127.0.0.1","localhost")
    staff_site.sign_in(page, site.ada, base)
    token = asking.new_link(statement=site.statement)
    urls = staff_site.staff_addresses(site) + [reverse("consultations:answer", args=[token]), reverse("consultations:dispute", args=[site.silent.id]), "/accounts/2fa/", "/accounts/2fa/totp/deactivate/", "/accounts/password/change/", "/accounts/logout/","/accounts/2fa/webauthn/"]
    for i,u in enumerate(urls):
        page.goto(base+u)
        for w in (1280, 360):
            page.set_viewport_size({"width":w,"height":900})
            page.screenshot(path=f"/tmp/shots/{i:02d}-{w}.png", full_page=True)
        print(i,u, page.title(), axe(page), reflows(page), keyboard_walk(page).problems)
