"""What the log's own code in the browser goes by, beside what all forms share."""

from __future__ import annotations

SEARCH = "log-search"
"""The field that narrows the list of actions."""
