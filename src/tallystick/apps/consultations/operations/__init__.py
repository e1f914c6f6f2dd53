# SPDX-License-Identifier: Apache-2.0
"""The only writers of consultation: a file per thing that is done."""
