"""The styles of the house by name: the contract with an office's own template.

Receives the theme; promises one definition for each style name that the writer uses, for any number of axes. Separate from
what styles look like (`look`), because writing a document sets names only.
"""

from __future__ import annotations

from collections.abc import Callable

from report_builder.classes import dataclass
from report_builder.theme import Theme
from report_builder.writers.docx.fonts import face
from report_builder.writers.docx.properties import run_properties
from report_builder.writers.docx.xml import EMPTY, Xml, element, value, w

Ids = Callable[[str], str]

LIST_DEPTH = 4  # levels of "List Continue"
_BACKGROUND = ("Cover", "header", "footer", "Header", "Footer", "toc", "footnote")
_BUILT_IN = frozenset(
    """Normal;Title;Subtitle;Body Text;List Bullet;List Number;List Continue;List Continue 2;List Continue 3;List Continue 4;
    Strong;Emphasis;Hyperlink;Default Paragraph Font;Normal Table""".replace("\n    ", "").split(";")
)


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its name, its kind ("paragraph", "character", "table"), and its properties."""

    name: str
    kind: str
    body: Xml
    based: str = ""
    following: str = ""
    default: bool = False

    def xml(self, ids: Ids) -> Xml:
        """The definition; `ids` gives the id of a style by its name."""
        attributes: dict[str, str | int] = {"w:type": self.kind}
        if self.default:
            attributes["w:default"] = 1
        elif self.name[0].isupper() and self.name not in _BUILT_IN:
            attributes["w:customStyle"] = 1
        attributes["w:styleId"] = ids(self.name)
        return element(
            "w:style",
            attributes,
            value("name", self.name),
            value("basedOn", ids(self.based)) if self.based else EMPTY,
            value("next", ids(self.following)) if self.following else EMPTY,
            value("uiPriority", 99 if self.name.startswith(_BACKGROUND) else 1),
            w("qFormat") if self.kind != "table" else EMPTY,
            self.body,
        )


def plain_id(name: str) -> str:
    """The id that the house gives to a style."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def roman(number: int) -> str:
    """The numeral that tells the styles of axes apart, whatever the programme calls its axes."""
    written = ""
    for worth, numeral in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        times, number = divmod(number, worth)
        written += numeral * times
    return written


def axis_name(index: int, role: str = "") -> str:
    """The name of a style of an axis, by its place in the programme from 0: "Axis II", "Axis II Chip"."""
    return f"Axis {roman(index + 1)} {role}".strip()


def defaults(theme: Theme, language: str = "") -> Xml:
    """What text is like before any style. The document's language stands here."""
    body = theme.type["body"]
    spoken = (w("lang", val=language, eastAsia=language, bidi="ar-SA"),) if language else ()
    run = run_properties(face(theme, body.weight), body.size, theme.light.ink, *spoken)
    paragraph = w("pPr", w("spacing", after=0, line=240, lineRule="auto"))
    return w("docDefaults", w("rPrDefault", run), w("pPrDefault", paragraph))
