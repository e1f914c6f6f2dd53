# SPDX-License-Identifier: Apache-2.0
"""The same promise through the mail software that organisations run: Postfix, OpenDKIM and a real name server.

The request leaves through Postfix and reaches the charity's mailbox; the charity's unsigned reply is signed by OpenDKIM
and comes in through Postfix and LMTP; the key is looked up over DNS. A request to an address that does not exist comes
back as a delivery status notification and reads "never reached".
"""

import datetime as dt
import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from pytest_django import Settings

from tallystick.apps.consultations.mail.lmtp import Intake
from tallystick.apps.consultations.models import InboundMail
from tallystick.apps.consultations.operations.asking import fix_statement
from tallystick.apps.journal import queries as journal
from tallystick.cli.demo_world import subject_to_copy
from tallystick.cli.work import run_once
from tallystick.core.claims.consultation import engagement_standing
from tallystick.core.claims.standing import State
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.consultation import AnswerReceived, RequestBounced
from tests.apps import cast
from tests.rigs.dns import name_server
from tests.rigs.mail import MailServer, SigningKey, mail_server
from tests.rigs.mailbox import Mailbox
from tests.rigs.tools import wait_until

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]

CHARITY = "harbourtrust.example"
OFFICE = f"office@{CHARITY}"


@pytest.fixture
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox(known=OFFICE).open() as opened:
        yield opened


@pytest.fixture
def post(settings: Settings, instance: Path, key: rsa.RSAPrivateKey, mailbox: Mailbox) -> Iterator[MailServer]:
    """Run Postfix, OpenDKIM and dnsmasq around the instance's own LMTP listener."""
    signing = SigningKey(
        domain=CHARITY,
        selector="mail",
        private_key=key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()),
    )
    intake = Intake(host="127.0.0.1", port=settings.LMTP_PORT, clock=_clock)
    intake.start()
    routes = {CHARITY: mailbox.port, settings.MAIL_DOMAIN: settings.LMTP_PORT}
    try:
        with mail_server(deliver=routes, sign=[signing]) as server, name_server(txt=_zone(key)) as dns:
            settings.SMTP_PORT = server.smtp_port
            settings.RESOLVERS = [f"127.0.0.1@{dns}"]
            yield server
    finally:
        intake.stop()


def test_a_reply_signed_by_opendkim_disputes_the_consultation(post: MailServer, mailbox: Mailbox) -> None:
    engagement, project = _ask(OFFICE)
    request = email.message_from_bytes(mailbox.received.get(timeout=20), policy=email.policy.default)
    body = request.get_body(preferencelist=("plain",))
    assert body is not None
    post.submit(
        _unsigned_reply(subject_to_copy(text=body.get_content(), verb="DISPUTE")),
        sender=OFFICE,
        recipients=["answers@record.northshire.example"],
    )
    wait_until(InboundMail.objects.exists, what="the reply has arrived")
    run_once(now=_clock())

    facts = journal.facts(project=project)
    [answer] = [one.fact for one in facts if isinstance(one.fact, AnswerReceived)]
    assert (answer.verb, answer.level) == ("DISPUTE", Level.DOMAIN.value), answer.problems
    standing = engagement_standing(engagement=engagement, facts=facts, starts_on=cast.STARTS_ON)
    assert standing.state is State.DISPUTED


def test_a_request_that_postfix_returns_was_never_received(post: MailServer) -> None:
    engagement, project = _ask(f"nobody@{CHARITY}")
    wait_until(InboundMail.objects.exists, what="the report has arrived")
    run_once(now=_clock())
    facts = journal.facts(project=project)
    [bounced] = [one.fact for one in facts if isinstance(one.fact, RequestBounced)]
    assert bounced.status.startswith("5.")
    standing = engagement_standing(engagement=engagement, facts=facts, starts_on=cast.STARTS_ON)
    assert (standing.state, standing.level) == (State.NEVER_REACHED, Level.NEVER_REACHED)


def _ask(contact: str) -> tuple[str, str]:
    body_id = cast.northshire()
    ada = cast.ada(body_id)
    project = cast.youth_signals(by=ada, body_id=body_id)
    organisation = cast.harbour_trust(by=ada, body_id=body_id, contact=contact)
    engagement = cast.engagement(by=ada, project=project, organisation=organisation)
    fix_statement(by=ada, project=project, engagement=engagement, now=_clock())
    run_once(now=_clock())
    return engagement.id, project.id


def _unsigned_reply(subject: str) -> bytes:
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"], message["To"], message["Subject"] = OFFICE, "answers@record.northshire.example", subject
    message["Date"], message["Message-ID"] = format_datetime(_clock()), f"<reply.1@{CHARITY}>"
    message.set_content("We were never formally asked.\n")
    return message.as_bytes()


def _zone(key: rsa.RSAPrivateKey) -> dict[str, list[str]]:
    import base64

    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return {f"mail._domainkey.{CHARITY}": [f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"]}


def _clock() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
