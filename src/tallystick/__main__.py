# SPDX-License-Identifier: Apache-2.0
"""``python -m tallystick`` is the ``tallystick`` command."""

import sys

from tallystick.cli.main import main

sys.exit(main())
