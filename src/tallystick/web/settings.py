# SPDX-License-Identifier: Apache-2.0
"""Django settings of an instance. One instance is one folder, named by ``--dir`` or ``TALLYSTICK_DIR``."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from tallystick.web.environment import env_flag, env_list, env_number, env_text, read_instance_file, secret_file

WEB = Path(__file__).resolve().parent
INSTANCE = Path(env_text("TALLYSTICK_DIR", default="instance", meaning="The folder of the instance.")).resolve()
read_instance_file(INSTANCE / "instance.env")
LOG_DIR = INSTANCE / "log"
KEY_DIR = INSTANCE / "keys"
PIN_DIR = env_text(
    "TALLYSTICK_PIN_DIR",
    default="",
    meaning="Folder of the sign-once pin, best on another disk and in no backup. Empty: pin in the instance folder.",
)

PUBLIC_URL = env_text(
    "TALLYSTICK_URL",
    default="http://localhost:8000",
    meaning="The address under which the public reaches the instance, without a slash at the end.",
).rstrip("/")
LOG_ORIGIN = env_text(
    "TALLYSTICK_ORIGIN",
    default="",
    meaning="The name of the log in its checkpoints. Empty: the public address without its scheme, then /log.",
) or (PUBLIC_URL.split("://", 1)[-1] + "/log")
OPERATOR = env_text("TALLYSTICK_OPERATOR", default="The operator of this instance", meaning="Who runs the instance.")
# Witnesses of the log. The policy is a file, so that the same file can be given to readers.
POLICY_FILE = env_text(
    "TALLYSTICK_POLICY",
    default="policy.txt",
    meaning="The log's witness policy (C2SP tlog-policy), below the instance folder or anywhere. No such file: no "
    "witnesses. Empty: none either, even if there were some before.",
)
OWN_WITNESSES = env_list(
    "TALLYSTICK_OWN_WITNESSES",
    default="",
    meaning="Names of witnesses in the policy that the operator of the log runs itself; they never count.",
)
WITNESS_SECONDS = env_number(
    "TALLYSTICK_WITNESS_SECONDS",
    default=10,
    meaning="Seconds between two rounds of asking the witnesses; public witness networks may want 300 or more.",
)
# Timestamps of checkpoints by somebody else's clock (RFC 3161), where an authority is named.
TSA_URL = env_text(
    "TALLYSTICK_TSA_URL",
    default="",
    meaning="Address of a time-stamping authority (RFC 3161) that dates published checkpoints. Empty: none. Needs the "
    "extra tallystick[timestamp].",
)
TSA_ROOTS = env_text(
    "TALLYSTICK_TSA_ROOTS",
    default="tsa-roots.pem",
    meaning="The authority's root certificates in PEM, below the instance folder or anywhere.",
)
TSA_HOURS = env_number(
    "TALLYSTICK_TSA_HOURS", default=24, meaning="Least number of hours between two timestamps that are asked for."
)

DEBUG = False
# Empty only before `tallystick init` has made the instance; Django refuses to serve with an empty key.
SECRET_KEY = secret_file(KEY_DIR / "secret.key")
ALLOWED_HOSTS = [urlsplit(PUBLIC_URL).hostname or "localhost", "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "tallystick.apps.register",
    "tallystick.apps.consultations",
    "tallystick.apps.projects",
    "tallystick.apps.accounts",
    "tallystick.apps.journal",
    "tallystick.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tallystick.web.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tallystick.web.middleware.SecondFactor",
    "tallystick.web.middleware.PlainRefusals",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "tallystick.web.urls"
WSGI_APPLICATION = "tallystick.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tallystick.web.context.instance",
            ],
        },
    }
]

_DATABASE = env_text(
    "TALLYSTICK_DATABASE",
    default="",
    meaning="Empty: SQLite in the instance folder. Else postgresql://user:password@host:port/name (percent-encoded).",
)


def _database(url: str) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": INSTANCE / "tallystick.sqlite3",
            "OPTIONS": {
                # Without IMMEDIATE, concurrent writers lose most of their writes as "database is locked".
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: a fact that was acknowledged survives a power cut.
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA secure_delete=ON;PRAGMA temp_store=MEMORY;PRAGMA cache_size=-4000;",
            },
            # Opening the file and saying all this anew costs a reader's page more than its questions do.
            "CONN_MAX_AGE": 60,
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
    }


DATABASES = {"default": _database(_DATABASE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}}}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
USE_I18N = True
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [WEB / "static"]
STATIC_ROOT = INSTANCE / "static"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Sign-in (django-allauth): password and then TOTP, or a passkey alone.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "tallystick.apps.accounts.may.InvitedOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# A reset asked for an unknown address sends nothing: strangers must not make the instance write to strangers.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Tallystick"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = urlsplit(PUBLIC_URL).hostname == "localhost"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/staff/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# Transport security follows the public address: http only on a demo or behind nothing.
_HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https")
    if env_flag(
        "TALLYSTICK_BEHIND_PROXY",
        default=False,
        meaning="Whether a proxy in front sets X-Forwarded-Proto (and removes it from what clients send).",
    )
    else None
)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Mail out.
MAIL_DOMAIN = env_text(
    "TALLYSTICK_MAIL_DOMAIN", default="record.localhost", meaning="The mail domain of the instance; its MX leads here."
)
MAIL_FROM = "answers@" + MAIL_DOMAIN
MAIL_FROM_NAME = env_text(
    "TALLYSTICK_MAIL_FROM_NAME", default="Tallystick", meaning="The name shown beside the sender's address."
)
SMTP_HOST = env_text("TALLYSTICK_SMTP_HOST", default="localhost", meaning="The mail server that takes our mail.")
SMTP_PORT = env_number("TALLYSTICK_SMTP_PORT", default=25, meaning="Its port.")
SMTP_STARTTLS = env_flag("TALLYSTICK_SMTP_STARTTLS", default=False, meaning="Whether to ask it for TLS.")
SMTP_USER = env_text("TALLYSTICK_SMTP_USER", default="", meaning="User name at the mail server; empty: none.")
SMTP_PASSWORD = secret_file(KEY_DIR / "smtp.password")
# Django's own mail (password reset) goes the same way.
EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS = SMTP_HOST, SMTP_PORT, SMTP_STARTTLS
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = SMTP_USER, SMTP_PASSWORD
DEFAULT_FROM_EMAIL = MAIL_FROM
DKIM_SELECTOR = env_text(
    "TALLYSTICK_DKIM_SELECTOR",
    default="tallystick",
    meaning="Selector of our own DKIM key; mails are signed where keys/dkim.pem exists in the instance folder.",
)
WITNESS_ADDRESS = env_text(
    "TALLYSTICK_WITNESS_ADDRESS",
    default="",
    meaning="Address that gets a copy of each answer, so that nobody can bin a dispute. Empty: none.",
)
REMINDER_DAYS = [
    int(days)
    for days in env_list(
        "TALLYSTICK_REMINDER_DAYS", default="7,21", meaning="Days after the first request at which to remind."
    )
]

# Mail in.
LMTP_HOST = env_text("TALLYSTICK_LMTP_HOST", default="127.0.0.1", meaning="Address on which the LMTP listener listens.")
LMTP_PORT = env_number("TALLYSTICK_LMTP_PORT", default=8024, meaning="Its port.")
MAX_MAIL_BYTES = env_number(
    "TALLYSTICK_MAX_MAIL_BYTES", default=10 * 1024 * 1024, meaning="The largest mail that is taken, in bytes."
)
RESOLVERS = env_list(
    "TALLYSTICK_RESOLVERS",
    default="",
    meaning="DNS resolvers asked for DKIM keys: address, address@port or file:zone.json; all must agree. "
    "Empty: the system's.",
)

# The tables by which the one door (apps.journal) reaches the rooms above it without importing them.
INDEXERS = "tallystick.web.indexers.INDEXERS"
ERASERS = "tallystick.web.indexers.ERASERS"
REACTIONS = "tallystick.web.reactions.REACTIONS"
