# SPDX-License-Identifier: Apache-2.0
"""The conventions of CONTRIBUTING.md, as tests. Each rule is a function from files to problems, and can fail."""
