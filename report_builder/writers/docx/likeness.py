"""Headings that look unlike their level: built-in headings under the properties of a named style.

Receives the styles of the template and the name of one; promises its properties as a paragraph and its runs may carry them.
Separate because it is the one exception to the rule that nothing is formatted directly: Word tells readers of a heading (by
the StyleId of UI Automation) only where the paragraph's own style is a built-in one, "heading 1" to "heading 9", and of none
where it is merely based on one (nvaccess/nvda, issues 5186 and 15543). What a band looks like is still said by its style.
"""

from __future__ import annotations

from lxml import etree

from report_builder.classes import dataclass
from report_builder.writers.docx.xml import EMPTY, W, Xml, element, joined

# The order of ISO/IEC 29500-1, 17.3.1.26; what the paragraph itself decides (style, list, level, section) is left out.
PARAGRAPH_ORDER = (
    "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr", "shd",
    "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN",
    "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
    "textDirection", "textAlignment", "textboxTightWrap",
)  # fmt: skip
_OWN = frozenset(("framePr", "numPr"))
# The order of 17.3.2.28, up to what the run itself decides: its language.
_RUN_ORDER = (
    "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow", "emboss", "imprint",
    "noProof", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """Properties of a paragraph by their tags, those of its runs, and the runs' colour alone."""

    paragraph: tuple[tuple[str, Xml], ...] = ()
    run: Xml = EMPTY
    ink: Xml = EMPTY


PLAIN = Look()


def look_of(styles: etree._Element, identifier: str) -> Look:
    """What a paragraph style and those that it is based on set, in the order of the schema."""
    known = {str(style.get(f"{W}styleId", "")): style for style in styles.findall(f"{W}style")}
    chain: list[etree._Element] = []
    while (style := known.pop(identifier, None)) is not None:
        chain.append(style)
        base = style.find(f"{W}basedOn")
        identifier = "" if base is None else str(base.get(f"{W}val", ""))
    paragraph, run = dict[str, Xml](), dict[str, Xml]()
    for style in reversed(chain):
        for tag, found in (("pPr", paragraph), ("rPr", run)):
            for child in style.findall(f"{W}{tag}/{W}*"):
                found[etree.QName(child).localname] = _written(child)
    return Look(
        tuple((tag, paragraph[tag]) for tag in PARAGRAPH_ORDER if tag in paragraph and tag not in _OWN),
        joined(*(run[tag] for tag in _RUN_ORDER if tag in run)),
        run.get("color", EMPTY),
    )


def _written(item: etree._Element) -> Xml:
    """An element of WordprocessingML as text; what is of another namespace is left out."""
    attributes: dict[str, str | int] = {
        f"w:{str(name)[len(W) :]}": str(text) for name, text in item.attrib.items() if str(name).startswith(W)
    }
    return element(f"w:{etree.QName(item).localname}", attributes, *(_written(child) for child in item.findall(f"{W}*")))
