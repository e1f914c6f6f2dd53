# SPDX-License-Identifier: Apache-2.0
import pytest

from tallystick.core.evidence.freemail import is_freemail, is_tenant


@pytest.mark.parametrize(
    "domain",
    [
        "gmail.com",
        "GMAIL.COM.",
        "mail.yahoo.co.uk",
        "outlook.com",
        "icloud.com",
        "charity.onmicrosoft.com",
        "gappssmtp.com",
    ],
)
def test_providers_where_anybody_may_open_a_mailbox(domain: str) -> None:
    assert is_freemail(domain)


@pytest.mark.parametrize(
    "domain", ["harbourtrust.example", "notgmail.com", "gmail.com.harbourtrust.example", "com", ""]
)
def test_other_domains(domain: str) -> None:
    assert not is_freemail(domain)


def test_tenants_of_a_provider() -> None:
    assert is_tenant("charity.onmicrosoft.com")
    assert is_tenant("charity-example.20230601.gappssmtp.com")
    assert not is_tenant("gmail.com")
    assert not is_tenant("notonmicrosoft.com")
