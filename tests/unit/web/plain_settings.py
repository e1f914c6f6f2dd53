# SPDX-License-Identifier: Apache-2.0
"""Settings for rendering templates alone: no database, no application but the template tags."""

SECRET_KEY = "only for tests"
INSTALLED_APPS = ["tallystick.web"]
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
USE_I18N = True
USE_TZ = True
STATIC_URL = "/static/"
