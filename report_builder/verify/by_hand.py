"""What only a person can check, by format, with the reason why no program can.

Promises keys; their words are `hand-KEY` and `hand-KEY-why` in the catalogues of the room. Separate as a list that grows with
what offices learn. Sources: WCAG-EM, the checks by a person of the Matterhorn Protocol 1.02 ("H"), AgID's guidelines on the
accessibility of documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from report_builder.verify.results import Files

BY_HAND: Mapping[str, tuple[str, ...]] = {
    "all": ("alternatives", "order", "plain", "structure", "colour", "figures"),
    "pdf": ("pdf-heard", "pdf-printed"),
    "docx": ("word-opened", "word-heard", "word-changed"),
    "html": ("web-keyboard", "web-heard", "web-large"),
}


def by_hand(files: Files) -> Iterator[tuple[str, str]]:
    """Format ("all" for what concerns each) and key of what is to be checked for the documents there are."""
    formats = {file.format for file in files}
    for form, keys in BY_HAND.items():
        if form == "all" or form in formats:
            yield from ((form, key) for key in keys)
