# SPDX-License-Identifier: Apache-2.0
"""The fictional case of the demo, told through the real operations and real mail on a simulated calendar.

Northshire Police claims that it consulted five youth organisations before it launched Youth Signals. Fairhaven Council
has a smaller project and a better record. Bodies, people and addresses are invented.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable

from tallystick.apps.accounts.models import Role, User
from tallystick.apps.accounts.operations import add_user, register_body
from tallystick.apps.consultations.models import Claim, Engagement, Organisation
from tallystick.apps.consultations.operations.answering import answer_by_link
from tallystick.apps.consultations.operations.asking import fix_statement
from tallystick.apps.consultations.operations.engagements import attach_evidence, claim_engagement, make_claim
from tallystick.apps.consultations.operations.organisations import pin_organisation
from tallystick.apps.projects.models import Project
from tallystick.apps.projects.operations import publish_project, register_project, state_facts
from tallystick.apps.projects.queries import ProjectView, view
from tallystick.cli.demo_assessment import stated
from tallystick.cli.demo_world import Postbox, World, answer_token, subject_to_copy
from tallystick.core.evidence.reply import MARKER

PASSWORD = "demo only, never elsewhere"  # noqa: S105 (printed on purpose: the demo holds nothing real)

BODIES = (("Northshire Police", "northshire.example"), ("Fairhaven Council", "fairhaven.example"))
#: Name, contact, pinned domain (empty: none of its own), register page, and the engagement that the police claims.
ORGANISATIONS = (
    ("Harbour Trust", "office@harbourtrust.example", "harbourtrust.example", "meeting"),
    ("Lantern Youth", "lantern.youth@postbox.example", "", "email"),
    ("Northshire Mentors", "hello@northshire-mentors.example", "northshire-mentors.example", "call"),
    ("Open Door Project", "info@opendoor.example", "opendoor.example", "event"),
    ("Stepping Stones", "team@steppingstones.example", "steppingstones.example", "email"),
)
MAIL_DOMAINS = (
    "harbourtrust.example",
    "postbox.example",
    "northshire-mentors.example",
    "opendoor.example",
    "steppingstones.example",
)
PEOPLE = (
    ("ada@northshire.example", "Ada", "Northshire Police", Role.DPO),
    ("eve@northshire.example", "Eve", "Northshire Police", Role.EDITOR),
    ("bea@northshire.example", "Bea", "Northshire Police", Role.OVERSEER),
    ("finn@northshire.example", "Finn", "Northshire Police", Role.FOI),
    ("cleo@fairhaven.example", "Cleo", "Fairhaven Council", Role.DPO),
)


class Calendar:
    """The demo's clock: moves only forward, day by day, and ends today."""

    def __init__(self, *, start: dt.datetime) -> None:
        self._now = start

    def now(self) -> dt.datetime:
        """Return the simulated time."""
        return self._now

    def advance(self, *, days: int = 0, minutes: int = 0) -> None:
        """Move the clock on."""
        self._now += dt.timedelta(days=days, minutes=minutes)


@dataclasses.dataclass(kw_only=True)
class Story:
    """The demo while it is being told."""

    calendar: Calendar
    world: World
    postbox: Postbox
    answers_to: str
    #: Reads mail, runs the outbox and publishes, at the simulated time.
    work: Callable[[], None]
    say: Callable[[str], None]

    def tell(self) -> Claim:
        """Tell the whole case and return the main claim."""
        bodies = self._bodies()
        people = {email: add_user(email=email, name=name, password=PASSWORD, body_id=bodies[body], role=role)
                  for email, name, body, role in PEOPLE}  # fmt: skip
        ada, cleo = people["ada@northshire.example"], people["cleo@fairhaven.example"]
        organisations = self._organisations(by=ada, body_id=bodies["Northshire Police"])
        project = self._youth_signals(by=ada, body_id=bodies["Northshire Police"])
        engagements = self._engagements(by=ada, project=project, organisations=organisations)
        claim = self._claim(by=ada, project=project, engagements=engagements)
        self._ask(by=ada, project=project, engagements=engagements)
        self._answers()
        self._assessment(by=ada, project=project)
        self._school_streets(by=cleo, body_id=bodies["Fairhaven Council"], organisations=organisations)
        return claim

    def _bodies(self) -> dict[str, str]:
        self.say("Two public bodies register: Northshire Police and Fairhaven Council")
        return {
            name: register_body(
                name=name,
                domains=(domain,),
                mail_hosting=(f"mx.{domain}",),
                source_url=f"https://{domain}/contact",
                now=self._tick(),
            )
            for name, domain in BODIES
        }

    def _organisations(self, *, by: User, body_id: str) -> dict[str, Organisation]:
        self.say("Five charities are entered, each with its mail domain pinned from a public register")
        for domain in MAIL_DOMAINS:
            self.world.add_domain(domain)
        return {
            name: pin_organisation(
                by=by,
                body_id=body_id,
                name=name,
                contact=contact,
                domain=domain,
                source_url=f"https://charities.example/register/{name.lower().replace(' ', '-')}",
                source_seen_on=self.calendar.now().date(),
                mail_hosting=(f"mx.{domain}",) if domain else (),
                now=self._tick(),
            )
            for name, contact, domain, _ in ORGANISATIONS
        }

    def _youth_signals(self, *, by: User, body_id: str) -> ProjectView:
        self.say("Northshire Police enters its project Youth Signals and opens its record to the public")
        return self._project(
            by=by,
            body_id=body_id,
            name="Youth Signals",
            purpose="To find signs of serious youth violence in public posts on social media",
            plain_words="Officers and software read public posts, videos and comments. Posts that mention named young "
            "people are kept in a database that other police units can search.",
            starts_on=self.calendar.now().date() - dt.timedelta(days=540),
        )

    def _project(
        self, *, by: User, body_id: str, name: str, purpose: str, plain_words: str, starts_on: dt.date
    ) -> ProjectView:
        row = register_project(
            by=by, body_id=body_id, name=name, purpose=purpose, starts_on=starts_on, plain_words=plain_words,
            now=self._tick(),
        )  # fmt: skip
        publish_project(by=by, project=row, now=self._tick())
        return view(Project.objects.get(pk=row.pk))

    def _engagements(
        self, *, by: User, project: ProjectView, organisations: dict[str, Organisation]
    ) -> dict[str, Engagement]:
        self.say("It records the five engagements that it says took place, and attaches a file of its own to one")
        made = {}
        for number, (name, _, _, channel) in enumerate(ORGANISATIONS):
            made[name] = claim_engagement(
                by=by,
                project=project,
                organisation=organisations[name],
                on=project.starts_on - dt.timedelta(days=60 - 7 * number),
                channel=channel,
                claimed_as="consulted",
                asked="What do you think of a scheme that reads public posts of young people?",
                document_sha256=None,
                now=self._tick(),
            )
        attach_evidence(
            by=by,
            project=project,
            engagement=made["Harbour Trust"],
            name="note-of-meeting.txt",
            content=b"Met the Harbour Trust at the community centre. Positive conversation.\n",
            now=self._tick(),
        )
        return made

    def _claim(self, *, by: User, project: ProjectView, engagements: dict[str, Engagement]) -> Claim:
        self.say("Its public claim is entered: five youth organisations, consulted before launch")
        return make_claim(
            by=by,
            project=project,
            text="Before launch we consulted five youth organisations, who raised no relevant concerns.",
            made_by="Northshire Police",
            made_on=self.calendar.now().date() - dt.timedelta(days=30),
            source_title="Answer to freedom of information request 22/0417",
            source_url="https://northshire.example/foi/22-0417",
            asserts="consulted",
            before_start=True,
            engagements=tuple(engagement.id for engagement in engagements.values()),
            now=self._tick(),
        )

    def _assessment(self, *, by: User, project: ProjectView) -> None:
        self.say("Its impact assessment is recorded: dated long after the start, and two answers are called errors")
        row = Project.objects.get(pk=project.id)
        facts = [*stated(started=project.starts_on, today=self.calendar.now().date())]
        state_facts(by=by, project=row, facts=facts, now=self._tick())
        self.work()

    def _ask(self, *, by: User, project: ProjectView, engagements: dict[str, Engagement]) -> None:
        self.say("Each charity is asked by email, in words that are fixed and logged first")
        self.calendar.advance(days=1)
        for engagement in engagements.values():
            fix_statement(by=by, project=project, engagement=engagement, now=self._tick())
        self.work()

    def _answers(self) -> None:
        self.say("Harbour Trust disputes it from its own mail domain; Open Door's out-of-office replies")
        self.calendar.advance(days=1)
        self._reply("office@harbourtrust.example", "DISPUTE", "We met two officers once. We were never formally asked.",
                    name="Harbour Trust office")  # fmt: skip
        self._out_of_office("info@opendoor.example")
        self.work()
        self.say("Lantern Youth disputes it from a mailbox at a mail provider")
        self.calendar.advance(days=2)
        self._reply("lantern.youth@postbox.example", "DISPUTE", "Nobody wrote to us about this. We did not know of it.")
        self.work()
        self.say("A week passes: reminders. Northshire Mentors disputes it through the one-time link")
        self.calendar.advance(days=5)
        self.work()
        mail = self.postbox.newest_to("hello@northshire-mentors.example")
        answer_by_link(
            token=answer_token(text=mail.text),
            verb="DISPUTE",
            words="The call was about a school visit. This project was not mentioned.",
            now=self._tick(),
        )
        self.work()
        self.say("Two weeks later the last reminder goes out. Stepping Stones and Open Door stay silent")
        self.calendar.advance(days=14)
        self.work()

    def _school_streets(self, *, by: User, body_id: str, organisations: dict[str, Organisation]) -> None:
        self.say("Fairhaven Council asks two charities about its own project; one confirms, one corrects")
        project = self._project(
            by=by,
            body_id=body_id,
            name="School Streets cameras",
            purpose="To keep cars out of school streets at the start and the end of the day",
            plain_words="Cameras read number plates at two school streets and check them against a list of permits.",
            starts_on=self.calendar.now().date() + dt.timedelta(days=90),
        )
        named = {}
        for name, rung in (("Harbour Trust", "consulted"), ("Open Door Project", "responded")):
            named[name] = claim_engagement(
                by=by, project=project, organisation=organisations[name],
                on=self.calendar.now().date() - dt.timedelta(days=20), channel="letter", claimed_as=rung,
                asked="Which children would be affected, and what should we do differently?", document_sha256=None,
                now=self._tick(),
            )  # fmt: skip
            fix_statement(by=by, project=project, engagement=named[name], now=self._tick())
        self.work()
        self.calendar.advance(days=2)
        self._reply("office@harbourtrust.example", "CONFIRM", "Yes, and we asked for longer notice.")
        self._reply("info@opendoor.example", "CORRECT", "We answered in April, not in March, and asked for a meeting.")
        make_claim(
            by=by, project=project, text="We consulted local youth charities by letter.", made_by="Fairhaven Council",
            made_on=self.calendar.now().date(), source_title="Cabinet report 14",
            source_url="https://fairhaven.example/cabinet/14", asserts="consulted", before_start=True,
            engagements=tuple(one.id for one in named.values()), now=self._tick(),
        )  # fmt: skip
        self.work()

    def _reply(self, sender: str, verb: str, words: str, *, name: str = "") -> None:
        request = self.postbox.newest_to(sender)
        self.calendar.advance(minutes=45)
        self.world.send(
            sender=f"{name} <{sender}>" if name else sender,
            to=self.answers_to,
            subject=subject_to_copy(text=request.text, verb=verb),
            text=words + "\n\n" + MARKER + "\n",
            when=self.calendar.now(),
        )

    def _out_of_office(self, sender: str) -> None:
        request = self.postbox.newest_to(sender)
        self.calendar.advance(minutes=2)
        self.world.send(
            sender=sender,
            to=self.answers_to,
            subject=f"Out of office: {request.subject}",
            text="The office is closed until Monday.\n",
            when=self.calendar.now(),
            extra={"Auto-Submitted": "auto-replied"},
        )

    def _tick(self) -> dt.datetime:
        self.calendar.advance(minutes=3)
        return self.calendar.now()
