"""The template: the styles, fonts, lists and sheet that a document is written on.

Receives the theme, or an office's own template; promises the ids of styles by their names, and a package to put the document
in. `make_template` makes the house's own, which lies beside the theme; `missing_styles` says what another one lacks. Separate
because an office may replace everything in here, and nothing outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from functools import cache, cached_property
from pathlib import Path

from lxml import etree

from report_builder.classes import dataclass
from report_builder.theme import STYLES, Theme, load_theme
from report_builder.writers.docx.fields import text_run
from report_builder.writers.docx.fonts import FONT_TABLE, embed_fonts, face
from report_builder.writers.docx.likeness import Look, look_of
from report_builder.writers.docx.lists import Numbering, fragment, house_numbering, number
from report_builder.writers.docx.look import BULLETS, NUMBERS, SHEET, house_styles, required_names
from report_builder.writers.docx.package import MAIN, Package, UnreadablePackage, parse, read_package
from report_builder.writers.docx.palette import theme_part
from report_builder.writers.docx.settings import SETTINGS_PART, settings_part
from report_builder.writers.docx.sheets import Page, house_page, section_properties, template_lines
from report_builder.writers.docx.styles import Style, defaults, plain_id
from report_builder.writers.docx.xml import R, W, in_twips, part, value, w

FILE = "template.docx"
STYLES_PART = "word/styles.xml"
NUMBERING_PART = "word/numbering.xml"
THEME_PART = "word/theme/theme1.xml"
NARROWEST = 120.0  # mm of text: on less, what hangs and what stands on the line have no place beside each other
TWIPS_PER_MM = 1440 / 25.4


@dataclass
class Template:
    """What a document is written on: `ids` of styles by their lower-case names, `lines` the template's headers and footers."""

    package: Package
    ids: dict[str, str]
    numbering: Numbering
    page: Page
    lines: dict[str, str] = field(default_factory=dict)

    def style(self, name: str) -> str:
        return self.ids[name.lower()]

    @cached_property
    def _styles(self) -> etree._Element:
        return parse(self.package.parts[STYLES_PART])

    def look(self, name: str) -> Look:
        """What a paragraph style sets, for a paragraph that must be of another one."""
        return look_of(self._styles, self.style(name))


def open_template(theme: Theme, language: str, given: bytes | None, numerals: Sequence[str] = ()) -> Template:
    """The house's template in the look of `theme`, or an office's with the styles that it lacks. Raises `UnreadablePackage`.

    `numerals` are those of the axes in their order, for chips of one width.
    """
    styles = house_styles(theme, numerals)
    return _house(theme, language, styles) if given is None else _office(theme, language, given, styles)


def on_sheet(theme: Theme, given: bytes) -> Theme:
    """The theme with the margins of an office's template, so that tables, charts and lines are as wide as its text.

    What is wider or narrower than A4 is made up for on the right. Raises `UnreadablePackage`.
    """
    source = read_package(given)
    page = _sheet(source, source.target("", "officeDocument"), theme)[0]
    left, right = (dict(page.margins)[side] / TWIPS_PER_MM for side in ("left", "right"))
    width = page.width / TWIPS_PER_MM - left - right
    return replace(theme, page={**theme.page, "left": left, "right": SHEET[0] - left - max(width, NARROWEST)})


def missing_styles(template: bytes, theme: Theme | None = None) -> list[str]:
    """The names of styles that a template lacks, in the order of the house; styles of axes are not missed.

    Names are compared without regard to case, as Word does. Raises `UnreadablePackage` where the bytes are no Word document.
    """
    known = _known_styles(styles_tree(read_package(template)))
    kinds = {style.name: style.kind for style in house_styles(theme or load_theme())}
    return [name for name in required_names(theme or load_theme()) if (name.lower(), kinds[name]) not in known]


# --------------------------------------------------------------------------------------------------------------- the house's


def _house_ids(styles: list[Style]) -> dict[str, str]:
    return {style.name.lower(): plain_id(style.name) for style in styles}


def _house_parts(theme: Theme, language: str, styles: list[Style]) -> tuple[Package, dict[str, str]]:
    """Styles and lists of the house, without fonts."""
    ids = _house_ids(styles)
    package = Package()
    definitions = [style.xml(lambda name: ids[name.lower()]) for style in styles]
    package.add(MAIN, "styles", STYLES_PART, part("w:styles", defaults(theme, language), *definitions))
    package.add(MAIN, "theme", THEME_PART, theme_part(theme))
    lists = house_numbering(theme, ids["list bullet"], ids["list number"])
    package.add(MAIN, "numbering", NUMBERING_PART, lists)
    return package, ids


def _house(theme: Theme, language: str, styles: list[Style]) -> Template:
    package, ids = _house_parts(theme, language, styles)
    fonts = _house_fonts(STYLES / FILE)
    families = {face(theme, weight).family for weight in theme.fonts[theme.font_text]}
    families.add(face(theme, 400, theme.font_union).family)
    package.relate(MAIN, "fontTable", FONT_TABLE)
    if fonts is not None and families <= _families(fonts):
        package.copy(fonts, FONT_TABLE)
    else:
        embed_fonts(package, theme)
    named = {False: BULLETS, True: NUMBERS}
    return Template(package, ids, Numbering.of(theme, package.parts[NUMBERING_PART], named), house_page(theme))


@cache
def _house_fonts(path: Path) -> Package | None:
    """The template that lies beside the theme: its fonts are embedded already, the Union statement's as a small subset."""
    return read_package(path.read_bytes()) if path.is_file() else None


def _families(package: Package) -> frozenset[str]:
    return frozenset(str(font.get(f"{W}name")) for font in parse(package.parts[FONT_TABLE]))


def make_template(theme: Theme) -> bytes:
    """The house's template as a file: its styles, fonts and lists, and a specimen of each style that stands in text."""
    styles = house_styles(theme)
    package, ids = _house_parts(theme, "", styles)
    package.relate("", "officeDocument", MAIN)
    package.relate(MAIN, "fontTable", FONT_TABLE)
    package.add(MAIN, "settings", SETTINGS_PART, settings_part(""))
    embed_fonts(package, theme, small=True)
    shown = [style for style in styles if style.kind == "paragraph" and "w:framePr" not in style.body]
    specimen = [
        w("p", w("pPr", value("pStyle", ids[style.name.lower()]), value("pageBreakBefore", 0)), text_run(style.name))
        for style in shown
        if not style.name.startswith("Section ") or style.name == "Section Opening"
    ]
    body = w("body", *specimen, section_properties(house_page(theme), ()))
    package.parts[MAIN] = part("w:document", body)
    return package.to_bytes()


# ----------------------------------------------------------------------------------------------------------------- an office's


def styles_tree(package: Package) -> etree._Element:
    """The styles of a package. Raises `UnreadablePackage` where there are none."""
    name = package.target(package.target("", "officeDocument"), "styles")
    if name not in package.parts:
        raise UnreadablePackage("no styles")
    return parse(package.parts[name])


def _known_styles(tree: etree._Element) -> dict[tuple[str, str], str]:
    """Ids by lower-case name and kind. A name may carry aliases of its own after commas; Word shows the first."""
    known: dict[tuple[str, str], str] = {}
    for style in tree.findall(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None:
            key = (str(name.get(f"{W}val", "")).partition(",")[0].strip().lower(), str(style.get(f"{W}type", "paragraph")))
            known.setdefault(key, str(style.get(f"{W}styleId", "")))
    return known


def _office(theme: Theme, language: str, given: bytes, house: list[Style]) -> Template:
    source = read_package(given)
    main = source.target("", "officeDocument")
    tree = styles_tree(source)
    known = _known_styles(tree)
    taken = set(known.values())
    known |= {
        (style.name.lower(), style.kind): usual for style in house if style.default and (usual := _usual(tree, style.kind))
    }
    ids: dict[str, str] = {}
    for style in house:
        name = style.name.lower()
        ids[name] = known.get((name, style.kind)) or _free(plain_id(style.name), taken)
    lists = source.parts.get(source.target(main, "numbering"))
    numbering = Numbering.of(theme, lists, {ordered: _list_of(tree, ids[_LIST_STYLES[ordered]]) for ordered in (False, True)})
    lacking = [style for style in house if (style.name.lower(), style.kind) not in known]
    for style in lacking:
        made = fragment(style.xml(lambda name: ids[name.lower()]))
        _own_list(made, numbering)
        tree.append(made)
    _count_nothing(tree, {ids[style.name.lower()] for style in house if style.name.startswith("heading ")})
    _tell_kinds(tree, {ids[style.name.lower()] for style in house if style.kind == "table" and not style.default})
    _set_language(tree, language, ids.values())
    package = Package()
    package.add(MAIN, "styles", STYLES_PART, etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
    for kind in ("theme", "fontTable"):
        name = source.target(main, kind)
        if name in source.parts and name not in source.outside:
            package.copy(source, name)
            package.relate(MAIN, kind, name)
    if not package.target(MAIN, "theme"):
        package.add(MAIN, "theme", THEME_PART, theme_part(theme))
    if any("<w:rFonts" in style.body for style in lacking) or not package.target(MAIN, "fontTable"):
        embed_fonts(package, theme)
        package.relate(MAIN, "fontTable", package.target(MAIN, "fontTable") or FONT_TABLE)
    name = source.target(main, "numbering") or NUMBERING_PART
    if name in source.parts and name not in source.outside:
        package.copy(source, name)
    package.relate(MAIN, "numbering", NUMBERING_PART)
    page, references = _sheet(source, main, theme)
    return Template(package, ids, numbering, page, template_lines(source, references, package))


_LIST_STYLES = {False: "list bullet", True: "list number"}


def _free(wanted: str, taken: set[str]) -> str:
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted}{count}"
    taken.add(name)
    return name


def _usual(tree: etree._Element, kind: str) -> str:
    """The id of the style that everything of a kind is in which names none, "" if the template has no such style."""
    found = (style for style in tree.findall(f"{W}style") if style.get(f"{W}type", "paragraph") == kind)
    return next((str(style.get(f"{W}styleId", "")) for style in found if style.get(f"{W}default") in ("1", "true", "on")), "")


def _count_nothing(tree: etree._Element, headings: set[str]) -> None:
    """Let the template's headings count nothing: the document writes their numbers itself, and each would have two."""
    for style in tree.findall(f"{W}style"):
        counted = style.find(f"{W}pPr/{W}numPr")
        if counted is not None and style.get(f"{W}styleId") in headings:
            counted[:] = [fragment(value("numId", 0))]


def _tell_kinds(tree: etree._Element, tables: set[str]) -> None:
    """Let the template's styles of tables say something of heads and first columns: a mark that no style knows is lost."""
    for style in tree.findall(f"{W}style"):
        if style.get(f"{W}styleId") in tables:
            told = {item.get(f"{W}type") for item in style.findall(f"{W}tblStylePr")}
            for kind in ("firstRow", "firstCol"):
                if kind not in told:
                    style.append(fragment(w("tblStylePr", w("tcPr", value("vAlign", "top")), type=kind)))


def _own_list(style: etree._Element, numbering: Numbering) -> None:
    """Let a style of the house name a list of ours: in the template, its number may be that of another list."""
    for named in style.iter(f"{W}numId"):
        ordered = number(named, "val") == NUMBERS
        named.set(f"{W}val", str(numbering.list(ordered=ordered, boxed=False, level=0, start=1)))


def _set_language(tree: etree._Element, language: str, used: Iterable[str]) -> None:
    """The document's language as that of all text: of the defaults, and of the styles in use in place of their own.

    A template made in another language often has it in its basic style, and every word would be spoken in that one.
    """
    styles = {str(style.get(f"{W}styleId", "")): style for style in tree.findall(f"{W}style")}
    waiting = list(used)
    while waiting:
        style = styles.pop(waiting.pop(), None)
        if style is not None:
            waiting += [str(base.get(f"{W}val", "")) for base in style.findall(f"{W}basedOn")]
            for old in style.findall(f"{W}rPr/{W}lang"):
                old.getparent().remove(old)  # type: ignore[union-attr]
    run = tree
    for tag in ("docDefaults", "rPrDefault", "rPr"):
        found = run.find(f"{W}{tag}")
        if found is None:
            found = etree.Element(f"{W}{tag}")
            run.insert(0, found)
        run = found
    for old in run.findall(f"{W}lang"):
        run.remove(old)
    made = fragment(w("lang", val=language))
    later = ("eastAsianLayout", "specVanish", "oMath")
    place = next((i for i, child in enumerate(run) if etree.QName(child).localname in later), len(run))
    run.insert(place, made)


def _list_of(tree: etree._Element, style: str) -> int:
    """The list that a style belongs to, 0 if none."""
    for definition in tree.findall(f"{W}style"):
        if definition.get(f"{W}styleId") == style:
            named = definition.find(f"{W}pPr/{W}numPr/{W}numId")
            return number(named, "val") if named is not None else 0
    return 0


def _sheet(source: Package, main: str, theme: Theme) -> tuple[Page, dict[str, str]]:
    """Size, margins and running lines of the template's last section, the theme's where it has none."""
    house = house_page(theme)
    section = parse(source.parts[main]).find(f"{W}body/{W}sectPr")
    if section is None:
        return house, {}
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    width, height = (_length(size, "w", house.width), _length(size, "h", house.height))
    read = {name: _length(margins, name, own) for name, own in house.margins}
    targets = {relation.id: relation.target for relation in source.relations.get(main, ())}
    references = {}
    for kind in ("header", "footer"):
        for reference in section.findall(f"{W}{kind}Reference"):
            if reference.get(f"{W}type", "default") == "default":
                references[kind] = targets.get(str(reference.get(f"{R}id", "")), "")
    width, height = sorted((width or house.width, height or house.height))
    return Page(width, height, tuple(read.items())), references


def running_parts(source: Package, theme: Theme) -> tuple[str, ...]:
    """The names of the parts that a document takes its header and footer from."""
    return tuple(_sheet(source, source.target("", "officeDocument"), theme)[1].values())


def _length(item: etree._Element | None, name: str, usual: int) -> int:
    """An attribute as a length in twips, the usual one where it is missing or no length."""
    read = None if item is None else in_twips(str(item.get(W + name, "")))
    return usual if read is None else read
