"""A promise document, from its file to records: read, proposed with its lines, corrected by a person, accepted.

read_document takes a file, text_of a pasted text; propose says what seems to stand there; records_of makes records of
what a person has accepted. No document reaches for an address, and no name of a person becomes part of a proposal.
"""

from __future__ import annotations

from geodata.sources.promise_document.proposal import (
    Confidence,
    Found,
    Leftover,
    NamedPlace,
    NothingFound,
    Period,
    Proposal,
    ProposedAction,
    ProposedPromise,
    ProposedResponsibility,
    Span,
    WhyLeft,
)
from geodata.sources.promise_document.proposing import propose
from geodata.sources.promise_document.records import known_party, records_of
from geodata.sources.promise_document.source import (
    MAX_DOCUMENT_BYTES,
    MAX_PAGES,
    LineStyle,
    ReadAs,
    SourceLine,
    SourceText,
    read_document,
    text_of,
)

__all__ = [
    "MAX_DOCUMENT_BYTES",
    "MAX_PAGES",
    "Confidence",
    "Found",
    "Leftover",
    "LineStyle",
    "NamedPlace",
    "NothingFound",
    "Period",
    "Proposal",
    "ProposedAction",
    "ProposedPromise",
    "ProposedResponsibility",
    "ReadAs",
    "SourceLine",
    "SourceText",
    "Span",
    "WhyLeft",
    "known_party",
    "propose",
    "read_document",
    "records_of",
    "text_of",
]
