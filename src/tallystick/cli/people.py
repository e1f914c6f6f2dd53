# SPDX-License-Identifier: Apache-2.0
"""``tallystick body add`` and ``tallystick user add``: who uses the instance."""

import argparse
import datetime as dt
import secrets

from tallystick.apps.accounts.models import Body, Role
from tallystick.apps.accounts.operations import add_user, register_body
from tallystick.apps.consultations.mail.resolver import KeyResolver
from tallystick.core.errors import Refused
from tallystick.core.evidence.pinning import read_domain


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the words of both commands."""
    body = subparsers.add_parser("body", help="register a public body").add_subparsers(required=True)
    adding = body.add_parser("add", help="register a public body and the mail domains it controls")
    adding.add_argument("name")
    adding.add_argument("--domain", action="append", required=True, help="a domain the body controls (repeatable)")
    adding.add_argument("--source", required=True, help="address of the public page that says so")
    adding.set_defaults(func=run_body)
    user = subparsers.add_parser("user", help="give somebody a role in a body").add_subparsers(required=True)
    giving = user.add_parser("add", help="make an account, or find it, and give it a role")
    giving.add_argument("email")
    giving.add_argument("--name", required=True)
    giving.add_argument("--body", required=True, help="the body's name")
    giving.add_argument("--role", required=True, choices=[role.value for role in Role])
    giving.set_defaults(func=run_user)


def run_body(arguments: argparse.Namespace) -> int:
    """Register the body."""
    domains = tuple(read_domain(domain) for domain in arguments.domain)
    resolver = KeyResolver.from_settings()
    found = tuple(sorted({host for domain in domains for host in resolver.hosting(domain)}))
    body_id = register_body(
        name=arguments.name,
        domains=domains,
        mail_hosting=found,
        source_url=arguments.source,
        now=dt.datetime.now(dt.UTC),
    )
    print(f"{arguments.name} is registered as {body_id}; mail hosting seen: {', '.join(found) or 'none'}.")
    return 0


def run_user(arguments: argparse.Namespace) -> int:
    """Make or find the account, give it the role and print the first password where one was made."""
    body = Body.objects.filter(name=arguments.body).first()
    if body is None:
        raise Refused(f"There is no body called {arguments.body}.", next_step="Register it: tallystick body add …")
    password = secrets.token_urlsafe(12)
    user = add_user(
        email=arguments.email, name=arguments.name, password=password, body_id=body.id, role=Role(arguments.role)
    )
    print(f"{user.email} is now {Role(arguments.role).label.lower()} of {body.name}.")
    if user.check_password(password):
        print(f"First password: {password}\nAt the first sign-in a second factor must be set up.")
    return 0
