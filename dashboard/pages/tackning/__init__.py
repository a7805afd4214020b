"""Täckning: what nobody answers, and what answers nothing. Both directions, each opening what it counts."""

from __future__ import annotations

from dashboard.pages.tackning.opening import load

__all__ = ["load"]
