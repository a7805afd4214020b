"""What a safety walk found, what was decided of it, and what changed until the next: values and arithmetic, pure."""

from __future__ import annotations

from geodata.analysis.score_change import Shift
from geodata.protocols.attendance import FormTotal, Participation, WalkAttendance, Who, participation, who_came
from geodata.protocols.guests import Answer, answer_of
from geodata.protocols.making import ProtocolCase, protocol
from geodata.protocols.rewalk import Became, Comparison, Followed, StopPair, compare
from geodata.protocols.values import CRITERIA, Counts, Noted, Protocol, Scored, StopPart, StopScores, Tasks

__all__ = [
    "CRITERIA",
    "Answer",
    "Became",
    "Comparison",
    "Counts",
    "Followed",
    "FormTotal",
    "Noted",
    "Participation",
    "Protocol",
    "ProtocolCase",
    "Scored",
    "Shift",
    "StopPair",
    "StopPart",
    "StopScores",
    "Tasks",
    "WalkAttendance",
    "Who",
    "answer_of",
    "compare",
    "participation",
    "protocol",
    "who_came",
]
