# SPDX-License-Identifier: Apache-2.0
"""Mail out and in: requests, receipts and reminders; answers, bounces and everything else that comes back."""
