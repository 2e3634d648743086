"""The style sheet of the printed page: the rules of sheets, which must hold literals, made from the theme; then the common
sheets.

Receives document, theme and options; promises one CSS text. Separate because `@page` rules know no variables, and because every
axis needs pages of its own.
"""

from __future__ import annotations

from report_builder.document import Document, sections_of
from report_builder.theme import Theme, TypeStyle, css_variables
from report_builder.writers import Options
from report_builder.writers.style import accents, css_string, font_faces, print_type, rule, rules_of_lines, sheet
from report_builder.writers.xhtml.sections import page_names

TAB_WIDTH, TAB_HEIGHT = 5.0, 30.0  # mm, the coloured tab at the sheet's edge
NOTHING = (
    "@top-left { content: none } @top-right { content: none } @bottom-left { content: none } @bottom-right { content: none } "
)
NO_HEAD = "@top-left { content: none } @top-right { content: none } @right-top { content: none } "


def print_style(document: Document, theme: Theme, options: Options) -> str:
    """The whole style sheet for the printed page."""
    theme = theme.for_axes(len(document.axes))
    return "\n".join(
        (
            font_faces(theme, lambda path: f"fonts/{path.name}"),
            css_variables(theme),
            rule(":root", print_type(theme) | rules_of_lines(theme) | {"sheet-margin": f"{theme.page['left']:g}mm"}),
            css_variables(theme, ".cover", dark=theme.cover_dark, lengths=False),
            css_variables(theme, ".cover .foot", lengths=False),
            accents(len(theme.light.axes)),
            _sheets(document, theme, options),
            sheet("report.css"),
            sheet("print.css"),
        )
    )


def _font(theme: Theme, style: TypeStyle, weight: int) -> str:
    return f"font: {weight} {style.size:g}pt/{style.line:g}pt {css_string(theme.font_text)}"


def _numbering(label: str) -> str:
    """The words of the page number with the counters in place of `{page}` and `{pages}`."""
    parts = []
    for i, piece in enumerate(label.split("{page}")):
        if i:
            parts.append("counter(page)")
        for j, text in enumerate(piece.split("{pages}")):
            if j:
                parts.append("counter(pages)")
            if text:
                parts.append(css_string(text))
    return " ".join(parts) or "counter(page)"


def _margin_box(place: str, content: str, *declarations: str) -> str:
    return f"  @{place} {{ content: {content}; " + "; ".join(declarations) + " }\n"


def _sheets(document: Document, theme: Theme, options: Options) -> str:
    """`@page` rules: running lines, foot, draft identity; cover, landscape sheets, two rules for each section with an axis."""
    page, meta, colours = theme.page, document.meta, theme.light
    small = theme.type["small"]
    quiet = (_font(theme, small, 400), f"color: {colours.muted}")
    strong = (_font(theme, small, 600), f"color: {colours.ink}")
    width = 210 - page["left"] - page["right"]
    top, foot = ("vertical-align: middle", "padding-top: 4mm"), ("vertical-align: top", "padding-top: 6mm")
    numbering = _numbering(document.labels.page)
    draft = ""
    if options.identity:
        words = css_string(document.labels.draft.replace("{identity}", options.identity))
        draft = _margin_box("bottom-center", words, *strong, *foot, "width: 60mm", "text-align: center", "white-space: nowrap")
    left = "width: 70mm" if draft else "width: 120mm"
    rules = [
        f"@page {{\n  size: A4;\n  margin: {page['top']:g}mm {page['right']:g}mm {page['bottom']:g}mm {page['left']:g}mm;\n"
        + _margin_box("top-left", css_string(meta.running), *strong, *top, f"width: {page['hanging']:g}mm")
        + _margin_box("top-right", "string(running)", *quiet, *top, f"width: {width - page['indent']:g}mm", "text-align: left")
        + _margin_box("bottom-left", css_string(meta.foot), *quiet, *foot, left, "text-align: left")
        + draft
        + _margin_box("bottom-right", numbering, *strong, *foot, f"width: {width - 130:g}mm", "text-align: right")
        + "}\n",
        f"@page cover {{ margin: 0; {NOTHING}@bottom-center {{ content: none }} }}\n",
        "@page landscape {\n  size: A4 landscape;\n"
        + _margin_box("top-right", "string(running)", f"width: {297 - 210 + width - page['indent']:g}mm")
        + "}\n",
    ]
    pages = page_names(document.sections)
    for section in sections_of(document):
        if section.axis is None:
            continue
        name, colour = pages[section.id], colours.axes[section.axis.index]
        tab = _margin_box(
            "right-top", '""', f"width: {TAB_WIDTH:g}mm", f"height: {TAB_HEIGHT:g}mm",
            f"margin-left: {page['right'] - TAB_WIDTH:g}mm", f"background: {colour}",
        )  # fmt: skip
        rules.append(f"@page {name} {{\n{tab}}}\n@page :nth(1 of {name}) {{ margin-top: 0; {NO_HEAD}}}\n")
        rules.append(f".{name} {{ page: {name} }}\n")
    return "".join(rules)
