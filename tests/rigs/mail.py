# SPDX-License-Identifier: Apache-2.0
"""A real mail server on loopback: Postfix takes mail over SMTP, OpenDKIM signs it, and Postfix delivers it over LMTP.

One rig plays all the mail servers of a journey: the body's, and those of the organisations. A mail for a domain of
``deliver`` goes to its LMTP port; what that port refuses comes back to the sender as a report (RFC 3464), if the
sender's own domain is delivered somewhere.
"""

import os
import shutil
import smtplib
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.rigs.tools import absent, free_port, listens, program, wait_until

#: The header fields that the rig's organisations sign unless a test says otherwise.
SIGNED_HEADERS = ("from", "to", "subject", "date", "message-id", "mime-version", "content-type", "in-reply-to")


@dataclass(frozen=True, kw_only=True)
class SigningKey:
    """The DKIM key of one mail domain: RSA, as PEM (OpenDKIM signs with nothing else)."""

    domain: str
    selector: str
    private_key: bytes


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """A running Postfix."""

    smtp_port: int
    folder: Path

    def submit(self, raw: bytes, *, sender: str, recipients: Sequence[str]) -> None:
        """Hand a mail to Postfix over SMTP: exactly these bytes, with this envelope.

        Raises:
            smtplib.SMTPException: Postfix refuses the sender, every recipient, or the mail.
        """
        with smtplib.SMTP("127.0.0.1", self.smtp_port, local_hostname="rig.example", timeout=20) as connection:
            connection.sendmail(sender, list(recipients), raw)

    def log(self) -> str:
        """Return what Postfix has logged so far."""
        path = self.folder / "mail.log"
        return path.read_text("utf-8", "replace") if path.exists() else ""


@contextmanager
def mail_server(
    *,
    deliver: Mapping[str, int],
    sign: Sequence[SigningKey] = (),
    signed_headers: Sequence[str] = SIGNED_HEADERS,
) -> Iterator[MailServer]:
    """Run Postfix, and OpenDKIM where there are keys; stop both and remove their files afterwards.

    Args:
        deliver: the LMTP port of each mail domain; mail to any other domain is returned to its sender.
        sign: the key of each domain whose mails are signed.
        signed_headers: which header fields the signatures cover.
    """
    if os.getuid() != 0:
        absent("The right to start Postfix", remedy="Run these tests as root.")
    with tempfile.TemporaryDirectory(prefix="tallystick-mail-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with _signer(folder, sign, signed_headers) as milter:
            server = MailServer(smtp_port=free_port(), folder=folder)
            _write_postfix(server, deliver, milter)
            with _running_postfix(server):
                yield server


@contextmanager
def _signer(folder: Path, keys: Sequence[SigningKey], headers: Sequence[str]) -> Iterator[str]:
    if not keys:
        yield ""
        return
    port = free_port()
    config = _write_opendkim(folder, keys, headers, port)
    with (folder / "opendkim.log").open("wb") as log:
        process = subprocess.Popen([program("opendkim"), "-f", "-x", config], stdout=log, stderr=log)
    try:
        wait_until(lambda: _alive(process, folder / "opendkim.log") and listens(port), what="OpenDKIM listens")
        yield f"inet:127.0.0.1:{port}"
    finally:
        # It keeps nothing; asked politely, it would first wait five seconds for its next connection.
        process.kill()
        process.wait(timeout=20)


def _alive(process: subprocess.Popen[bytes], log: Path) -> bool:
    if process.poll() is not None:
        raise RuntimeError(f"{log.stem} stopped: {log.read_text('utf-8', 'replace').strip()}")
    return True


def _write_opendkim(folder: Path, keys: Sequence[SigningKey], headers: Sequence[str], port: int) -> Path:
    signing, table = [], []
    for key in keys:
        path = folder / f"{key.selector}.{key.domain}.pem"
        path.write_bytes(key.private_key)
        path.chmod(0o600)
        label = f"{key.selector}._domainkey.{key.domain}"
        table.append(f"{label} {key.domain}:{key.selector}:{path}")
        signing.append(f"*@{key.domain} {label}")
    (folder / "signing.table").write_text("\n".join(signing) + "\n")
    (folder / "key.table").write_text("\n".join(table) + "\n")
    names = ",".join(headers)
    config = folder / "opendkim.conf"
    lines = [
        "Mode s",
        "Canonicalization relaxed/relaxed",
        f"Socket inet:{port}@127.0.0.1",
        f"SigningTable refile:{folder / 'signing.table'}",
        f"KeyTable {folder / 'key.table'}",
        "InternalHosts 127.0.0.1",
        "RequireSafeKeys no",
        "Syslog no",
        f"SignHeaders {names}",
        # A field that is signed once more than it occurs cannot be added afterwards.
        f"OversignHeaders {names}",
    ]
    config.write_text("\n".join(lines) + "\n")
    return config


def _write_postfix(server: MailServer, deliver: Mapping[str, int], milter: str) -> None:
    folder = server.folder
    for part in ("config", "queue", "data"):
        (folder / part).mkdir()
    shutil.chown(folder / "data", "postfix")
    routes = ", ".join(f"{{{domain} = lmtp:inet:127.0.0.1:{port}}}" for domain, port in deliver.items())
    settings = {
        "compatibility_level": "3.6",
        "queue_directory": folder / "queue",
        "data_directory": folder / "data",
        "maillog_file": folder / "mail.log",
        "maillog_file_prefixes": folder,
        "myhostname": "mx.rig.example",
        "mydestination": "",
        "mynetworks": "127.0.0.0/8",
        "inet_interfaces": "127.0.0.1",
        "inet_protocols": "ipv4",
        "smtpd_relay_restrictions": "permit_mynetworks, reject",
        "smtpd_peername_lookup": "no",
        "default_transport": "error:5.1.2 this rig delivers nowhere else",
        "transport_maps": f"inline:{{{routes}}}",
        "smtp_dns_support_level": "disabled",
        # The bytes that were submitted are the bytes that are delivered.
        "local_header_rewrite_clients": "",
        "append_dot_mydomain": "no",
        "disable_mime_output_conversion": "yes",
        "alias_maps": "",
        "smtpd_milters": milter,
        "milter_default_action": "tempfail",
        "queue_run_delay": "1s",
        "minimal_backoff_time": "1s",
        "maximal_backoff_time": "2s",
    }
    (folder / "config" / "main.cf").write_text("".join(f"{name} = {value}\n" for name, value in settings.items()))
    (folder / "config" / "master.cf").write_text(_services(server.smtp_port))


def _services(smtp_port: int) -> str:
    """Return master.cf: name, type, private, unprivileged, chroot (never), wake-up, process limit, program."""
    rows = [f"127.0.0.1:{smtp_port} inet n - n - - smtpd", "pickup unix n - n 60 1 pickup"]
    rows += ["cleanup unix n - n - 0 cleanup", "qmgr unix n - n 1 1 qmgr", "rewrite unix - - n - - trivial-rewrite"]
    rows += [f"{name} unix - - n - 0 bounce" for name in ("bounce", "defer", "trace")]
    rows += ["proxymap unix - - n - - proxymap", "anvil unix - - n - 1 anvil", "showq unix n - n - - showq"]
    rows += [f"{name} unix - - n - - {name}" for name in ("error", "retry", "lmtp")]
    rows += ["postlog unix-dgram n - n - 1 postlogd"]
    return "\n".join(rows) + "\n"


@contextmanager
def _running_postfix(server: MailServer) -> Iterator[None]:
    postfix = [str(program("postfix")), "-c", str(server.folder / "config")]
    started = subprocess.run([*postfix, "start"], capture_output=True, text=True, check=False)
    if started.returncode:
        raise RuntimeError(f"postfix start failed: {started.stdout}{started.stderr}{server.log()}")
    try:
        wait_until(lambda: listens(server.smtp_port), what="Postfix listens")
        yield
    finally:
        subprocess.run([*postfix, "stop"], capture_output=True, check=False)
        wait_until(lambda: not listens(server.smtp_port), what="Postfix has stopped")
