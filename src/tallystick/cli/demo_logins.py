# SPDX-License-Identifier: Apache-2.0
"""Second factors of the demo's logins, which the demo can read out because nothing there is real."""

import datetime as dt

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt

from tallystick.apps.accounts.models import User
from tallystick.core.errors import Refused


def give_second_factor(*, email: str) -> None:
    """Set up an authenticator (TOTP, RFC 6238) and recovery codes for an account."""
    user = User.objects.get(email=email)
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)


def one_time_code(*, email: str, now: dt.datetime) -> str:
    """Return the one-time code of an account at this moment.

    Raises:
        Refused: the account has no authenticator.
    """
    found = Authenticator.objects.filter(user__email=email.lower(), type=Authenticator.Type.TOTP).first()
    if found is None:
        raise Refused(f"{email} has no authenticator here.", next_step="Use one of the logins that the demo printed.")
    counter = int(now.timestamp()) // app_settings.TOTP_PERIOD
    return str(format_hotp_value(hotp_value(decrypt(found.data["secret"]), counter)))
