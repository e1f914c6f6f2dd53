# SPDX-License-Identifier: Apache-2.0
"""The instance's own settings, on a folder that is thrown away. Nothing of the developer's own instance is touched."""

import atexit
import os
import shutil
import tempfile

# A developer's own settings must not change what the tests see. The database is chosen by --db (tests/conftest.py).
_DATABASE = os.environ.get("TALLYSTICK_TEST_DATABASE", "")
for _name in [name for name in os.environ if name.startswith("TALLYSTICK_")]:
    del os.environ[_name]
_FOLDER = tempfile.mkdtemp(prefix="tallystick-tests-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
os.environ["TALLYSTICK_DIR"] = _FOLDER
os.environ["TALLYSTICK_DATABASE"] = _DATABASE

from tallystick.web.settings import *  # noqa: E402, F403
from tallystick.web.settings import DATABASES, INSTANCE  # noqa: E402

SECRET_KEY = "only for tests, which sign nothing that outlives them"
# A slow hash protects real passwords; here it would only slow every sign-in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# live_server serves through the finders; hashed names would leave the pages unstyled and the browser tests blind.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nothing is collected into it, but whitenoise warns where it is not there.
(INSTANCE / "static").mkdir(parents=True, exist_ok=True)
if not _DATABASE:
    # A file, not memory: the LMTP listener and the pages use it from several threads, as in a real instance.
    DATABASES["default"]["TEST"] = {"NAME": str(INSTANCE / "test.sqlite3")}  # type: ignore[index]
    # No test loses its power supply.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # type: ignore[index]
