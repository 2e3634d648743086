"""The law as checks: emblem, statement, legal basis, licence and publication page, identity; each finding at its place."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from report_builder.checks import emblem, identity, legal_basis, publication, statement
from report_builder.law import load_period, periods
from report_builder.theme import load_theme
from report_builder.writers.docx import make_template
from tests.findings import REPORT, checked, told

THEMED = REPORT + "theme: tema.yaml\n"
ALL = {rule for check in (emblem, statement, legal_basis, publication, identity) for rule in check.RULES}
BASIS = "dall’articolo 50, paragrafo 9, del Regolamento (UE) n. 1303/2013"
NEXT_BASIS = "dagli articoli 46 e 49 del Regolamento (UE) 2021/1060"
NEXT_PERIOD = (
    REPORT.replace("2014-2020", "2021-2027")
    .replace("Fondo sociale europeo", "Fondo sociale europeo Plus")
    .replace("reference_date: 2018", "reference_date: 2024")
    .replace(BASIS, NEXT_BASIS)
)
Place = tuple[str, str, str, int, int]


def themed(tmp_path: Path, theme: str) -> list[Place]:
    return told(tmp_path, {"report.yaml": THEMED, "tema.yaml": theme}, ALL)


def report(tmp_path: Path, old: str, new: str, *rules: str) -> list[Place]:
    assert old in REPORT
    return told(tmp_path, {"report.yaml": REPORT.replace(old, new)}, rules or ALL)


def where(text: str, word: str) -> tuple[str, int, int]:
    """(file, line, column) of a word of the report."""
    before = text[: text.index(word)]
    return "report.yaml", before.count("\n") + 1, len(before) - before.rfind("\n")


# ---------------------------------------------------------------------------------------------------------------------- emblem


def test_a_report_without_a_theme_has_its_emblem(tmp_path: Path) -> None:
    assert told(tmp_path, {}, set(emblem.RULES) | set(statement.RULES)) == []


@pytest.mark.parametrize(
    ("theme", "rule", "subject", "line", "column"),
    [
        ("union:\n  height: 0mm\n", "emblem-height", "union.height", 2, 11),
        ("union:\n  height: 9.9mm\n", "emblem-height", "union.height", 2, 11),
        ("union:\n  height: 28.1mm\n", "emblem-height", "union.height", 2, 11),
        ('union: {blue: "#FFFFFF"}\n', "emblem-colour", "union.blue", 1, 15),
        ('union: {yellow: "#FFD700"}\n', "emblem-colour", "union.yellow", 1, 17),
        ('light: {paper: "#FFFDF5"}\n', "emblem-ground", "light.paper", 1, 16),
        ("font: {union: Titillium Web}\n", "statement-font", "Titillium Web", 1, 15),
    ],
)
def test_a_theme_that_touches_the_emblem_or_its_statement_is_told_at_the_token(
    tmp_path: Path, theme: str, rule: str, subject: str, line: int, column: int
) -> None:
    assert themed(tmp_path, theme) == [(rule, subject, "tema.yaml", line, column)]


@pytest.mark.parametrize(
    "theme",
    [
        "union: {height: 10mm}\n",
        "union: {height: 28mm}\n",
        'union: {blue: "#003399", yellow: "#ffcc00"}\n',
        "font: {union: Ubuntu}\n",
    ],
)
def test_a_theme_within_the_law_is_left_alone(tmp_path: Path, theme: str) -> None:
    assert themed(tmp_path, theme) == []


@pytest.mark.parametrize("name", ["Bandiera europea", "Logo Unione Europea", "Cofinanziato dall'Unione europea"])
def test_the_emblem_among_the_logos_is_told_at_its_name(tmp_path: Path, name: str) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>'
    text = REPORT.replace(
        "publisher: {name: Comune di Prova}",
        "publisher:\n  name: Comune di Prova\n  logos:\n"
        "    - {file: c.svg, name: Comune di Prova}\n    - {file: u.svg, name: NAME}",
    ).replace("NAME", name)
    found = told(tmp_path, {"report.yaml": text, "c.svg": svg, "u.svg": svg}, emblem.RULES)
    assert found == [("emblem-twice", name, *where(text, name))]


# ------------------------------------------------------------------------------------------------------------------- statement


@pytest.mark.parametrize(
    ("fund", "rule"),
    [
        ("FSE", "fund-abbreviated"),
        ("Fondo sociale dell’UE", "fund-unknown"),
        ("Fondo sociale europeo (UE)", "union-abbreviated"),
        ("Fondo sociale europeo Plus", "fund-unknown"),
        ("Fondo sociale eropeo", "fund-unknown"),
        ("Programma Operativo", "fund-unknown"),
        ("Fondi SIE", "fund-abbreviated"),
    ],
)
def test_a_fund_that_is_none_of_the_period_or_not_in_full_is_told_at_its_place(tmp_path: Path, fund: str, rule: str) -> None:
    found = report(tmp_path, "funds: [Fondo sociale europeo]", f'funds: ["{fund}"]', *statement.RULES)
    assert found == [(rule, fund, "report.yaml", 5, 9)]


def test_a_misspelt_fund_has_a_suggestion(tmp_path: Path) -> None:
    text = REPORT.replace("funds: [Fondo sociale europeo]", "funds: [Fondo sociale eropeo]")
    (problem,) = (one for one in checked(tmp_path, {"report.yaml": text}).problems if one.rule == "fund-unknown")
    assert problem.parameters["suggestion"] == "Fondo sociale europeo"


@pytest.mark.parametrize(
    "funds",
    [
        "[Fondo Sociale Europeo]",
        "[Fondo sociale europeo, Fondo europeo di sviluppo regionale]",
        "[Iniziativa a favore dell'occupazione giovanile]",
        "[Fondi strutturali e di investimento europei]",
    ],
)
def test_funds_in_full_are_left_alone(tmp_path: Path, funds: str) -> None:
    assert report(tmp_path, "[Fondo sociale europeo]", funds, *statement.RULES) == []


def test_a_fund_named_twice_is_told_at_the_second(tmp_path: Path) -> None:
    found = report(tmp_path, "[Fondo sociale europeo]", "[Fondo sociale europeo, Fondo Sociale Europeo]", *statement.RULES)
    assert found == [("fund-twice", "Fondo Sociale Europeo", "report.yaml", 5, 32)]


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("funds: [Fondo sociale europeo]\n", "", "missing-key", 1),
        ("funds: [Fondo sociale europeo]", "funds: []", "list-empty", 5),
        ("funds: [Fondo sociale europeo]", 'funds: [""]', "empty-value", 5),
    ],
)
def test_without_a_fund_nothing_is_printed(tmp_path: Path, old: str, new: str, rule: str, line: int) -> None:
    result = checked(tmp_path, {"report.yaml": REPORT.replace(old, new)})
    assert result.ready is None
    found = [(one.rule, result.source.position(one.span).line) for one in result.problems if one.span]
    assert (rule, line) in found


def test_every_period_and_language_names_its_funds_union_and_basis() -> None:
    for name in periods():
        period = load_period(name)
        for language in period.statements:
            assert len({fund.name for fund in period.funds(language)}) == len(period.funds(language)) > 1
            assert period.union(language).short not in " ".join(period.statement(language, ["x"])).split()
            assert period.basis(language).act in period.basis(language).cited


def test_an_abbreviated_fund_of_the_next_period_is_told_too(tmp_path: Path) -> None:
    found = told(tmp_path, {"report.yaml": NEXT_PERIOD.replace("[Fondo sociale europeo Plus]", "[FSE+]")}, ALL)
    assert [(rule, subject) for rule, subject, *_ in found] == [("fund-abbreviated", "FSE+")]


def test_a_language_without_the_laws_words_is_told_what_was_not_checked(tmp_path: Path) -> None:
    text = REPORT.replace("[Fondo sociale europeo]", "[Fundo Social Europeu]") + "language: pt\n"
    assert told(tmp_path, {"report.yaml": text}, set(statement.RULES) | {"basis-not-named"}) == []
    (notice,) = (one for one in checked(tmp_path, {"report.yaml": text}).problems if one.rule == "checks-not-run")
    assert "fund-unknown" in str(notice.parameters["rules"])


# ----------------------------------------------------------------------------------------------------------- fonts of one's own

FONTS = Path(__file__).parents[2] / "styles/fonts"


def test_another_typeface_under_an_allowed_name_is_told_at_its_file(tmp_path: Path) -> None:
    (tmp_path / "u.ttf").write_bytes((FONTS / "TitilliumWeb-Regular.ttf").read_bytes())
    found = themed(tmp_path, "fonts:\n  Arial: {400: u.ttf}\nfont: {union: Arial}\n")
    assert found == [("statement-font-file", "u.ttf", "tema.yaml", 2, 16)]


def test_the_typeface_itself_may_come_from_the_report(tmp_path: Path) -> None:
    (tmp_path / "u.ttf").write_bytes((FONTS / "Ubuntu-Regular.ttf").read_bytes())
    assert themed(tmp_path, "fonts:\n  Ubuntu: {400: u.ttf}\n") == []


# ------------------------------------------------------------------------------------------------------------ the Word template

STYLE = '<w:style w:type="paragraph" w:customStyle="1" w:styleId="CoverStatement"><w:name w:val="Cover Statement"/>{}</w:style>'
WORD = REPORT + "template: modello.docx\n"


@cache
def house_template() -> bytes:
    return make_template(load_theme())


def template(folder: Path, style: str = "", header: str = "") -> None:
    """The house's template with another style for the statement, and a header with a picture."""
    with ZipFile(BytesIO(house_template())) as old, ZipFile(folder / "modello.docx", "w") as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8") if name.endswith((".xml", ".rels")) else old.read(name)
            if name == "word/styles.xml" and style:
                assert isinstance(data, str)
                start = data.index("<w:style ", data[: data.index('w:val="Cover Statement"')].rindex("<w:style "))
                end = data.index("</w:style>", start) + len("</w:style>")
                data = data[:start] + STYLE.format(style) + data[end:]
            elif header and name == "word/document.xml":
                assert isinstance(data, str)
                data = data.replace("<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="rId90"/>', 1)
            elif header and name == "word/_rels/document.xml.rels":
                assert isinstance(data, str)
                data = data.replace(
                    "</Relationships>",
                    '<Relationship Id="rId90" Target="header1.xml" '
                    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"/></Relationships>',
                )
            new.writestr(name, data)
        if header:
            new.writestr("word/header1.xml", header)


def in_word(tmp_path: Path) -> list[Place]:
    return told(tmp_path, {"report.yaml": WORD}, ALL)


def test_the_house_template_sets_the_statement_lawfully(tmp_path: Path) -> None:
    template(tmp_path)
    assert in_word(tmp_path) == []


@pytest.mark.parametrize(
    ("style", "wrong"),
    [
        ('<w:rPr><w:rFonts w:ascii="Comic Sans MS"/><w:color w:val="auto"/></w:rPr>', "Comic Sans MS"),
        ('<w:rPr><w:rFonts w:ascii="Calibri"/><w:i/><w:color w:val="auto"/></w:rPr>', "i"),
        ('<w:rPr><w:rFonts w:ascii="Calibri"/><w:u w:val="single"/><w:color w:val="auto"/></w:rPr>', "u"),
        ('<w:rPr><w:rFonts w:ascii="Calibri"/><w:color w:val="FF0000"/></w:rPr>', "#FF0000"),
        ('<w:rPr><w:rFonts w:ascii="Calibri"/></w:rPr>', "#1A212D"),
        ('<w:basedOn w:val="Normal"/><w:rPr><w:color w:val="000000"/></w:rPr>', "Titillium Web"),
    ],
)
def test_a_style_that_sets_the_statement_otherwise_is_told_at_the_template(tmp_path: Path, style: str, wrong: str) -> None:
    template(tmp_path, style)
    assert in_word(tmp_path) == [("statement-in-word", "modello.docx", *where(WORD, "modello.docx"))]
    (problem,) = (one for one in checked(tmp_path, {"report.yaml": WORD}).problems if one.rule == "statement-in-word")
    assert problem.parameters["wrong"] == wrong


@pytest.mark.parametrize(
    "style",
    [
        '<w:rPr><w:rFonts w:ascii="Trebuchet MS"/><w:color w:val="003399"/></w:rPr>',
        '<w:rPr><w:rFonts w:ascii="Arial"/><w:i w:val="0"/><w:u w:val="none"/><w:color w:val="auto"/></w:rPr>',
    ],
)
def test_a_style_within_the_law_is_left_alone(tmp_path: Path, style: str) -> None:
    template(tmp_path, style)
    assert in_word(tmp_path) == []


HEADER = (
    '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{}" cy="{}"/></wp:inline></w:drawing></w:r></w:p></w:hdr>'
)


@pytest.mark.parametrize(("wide", "high", "found"), [(60, 20, True), (60, 10, False), (20, 40, False)])
def test_a_larger_logo_in_the_header_is_told(tmp_path: Path, wide: int, high: int, found: bool) -> None:
    """The emblem is 27 by 18 mm: it must be beaten in both."""
    template(tmp_path, header=HEADER.format(wide * 36_000, high * 36_000))
    expected = [("emblem-smaller", "modello.docx", *where(WORD, "modello.docx"))] if found else []
    assert in_word(tmp_path) == expected


# ----------------------------------------------------------------------------------------------------------------- legal basis


@pytest.mark.parametrize(
    "cited",
    [
        "articolo 50, paragrafo 9, del Regolamento (UE) n. 1303/2013",
        "art. 50, par. 9, Reg. (UE) n. 1303/2013",
        "art. 50.9 del Reg. (UE) n. 1303/2013",
        "artt. 50(9) e 111 del Reg. (UE) n. 1303/2013",
        "art. 50(9) del Reg. (UE) n. 1303/2013",
        "articolo 50, comma 9, Regolamento n. 1303/2013",
        "articolo 50, paragrafi 2 e 9, del Regolamento n. 1303/2013",
        "paragrafo 9 dell’articolo 50 del Regolamento (UE) n. 1303/2013",
    ],
)
def test_the_article_may_be_named_in_several_forms(tmp_path: Path, cited: str) -> None:
    assert report(tmp_path, BASIS, f"dalla norma, {cited}", *legal_basis.RULES) == []


@pytest.mark.parametrize(
    "cited",
    ["dalla legge", "dal Regolamento (UE) n. 1303/2013", "dall’articolo 50, paragrafo 2, del Regolamento (UE) n. 1303/2013"],
)
def test_a_document_that_names_no_article_is_told_at_its_imprint(tmp_path: Path, cited: str) -> None:
    assert report(tmp_path, BASIS, cited, *legal_basis.RULES) == [("basis-not-named", "1303/2013", *where(REPORT, "imprint"))]


def test_the_next_period_rests_on_other_articles(tmp_path: Path) -> None:
    assert told(tmp_path, {"report.yaml": NEXT_PERIOD}, ALL) == []
    several = NEXT_PERIOD.replace("articoli 46 e 49", "articoli 22, 42 e 49")
    assert told(tmp_path, {"report.yaml": several}, ALL) == []
    wrong = NEXT_PERIOD.replace(NEXT_BASIS, BASIS)
    assert [rule for rule, *_ in told(tmp_path, {"report.yaml": wrong}, ALL)] == ["basis-not-named"]


@pytest.mark.parametrize(
    ("act", "right"),
    [
        ("(UE) n. 2021/1060", "2021/1060"),
        ("(UE) 1060/2021", "2021/1060"),
        ("(UE) n. 1060/2021", "2021/1060"),
        ("(EU) No 2019/255", "2019/255"),
    ],
)
def test_the_number_of_an_act_since_2015_begins_with_the_year(tmp_path: Path, act: str, right: str) -> None:
    chapter = f"title: Uno\nblocks:\n  - text: Lo dice il Regolamento {act}, articolo 3, e lo ridice il Regolamento {act}.\n"
    result = checked(tmp_path, {"uno.yaml": chapter})
    (problem,) = (one for one in result.problems if one.rule == "act-number")
    assert problem.parameters["right"] == right
    assert problem.span is not None
    assert problem.span.file == "uno.yaml"
    assert f"({act[1:3]}) " + chapter[problem.span.start : problem.span.end] == act


@pytest.mark.parametrize(
    "act", ["(UE) n. 1303/2013", "(UE) 2021/1060", "(UE, Euratom) 2018/1046", "(CE) n. 1083/2006", "(UE) 2015/207"]
)
def test_rightly_numbered_acts_are_left_alone(tmp_path: Path, act: str) -> None:
    assert told(tmp_path, {"uno.yaml": f"title: Uno\nblocks:\n  - text: Il Regolamento {act} lo dice.\n"}, ["act-number"]) == []


# -------------------------------------------------------------------------------------------------- licence, publication page


@pytest.mark.parametrize(
    ("old", "new", "rule", "subject", "word"),
    [
        ("licence: CC BY 4.0", "licence: CC-BY", "licence-unknown", "CC-BY", "CC-BY"),
        ("licence: CC BY 4.0", "licence: Tutti i diritti riservati", "licence-unknown", "Tutti i diritti riservati", "Tutti"),
        ("licence: CC BY 4.0", "licence: CC BY-NC 4.0", "licence-not-open", "CC BY-NC 4.0", "CC BY-NC"),
        ("licenses/by/4.0/deed.it\npub", "licenses/by-nc/4.0/deed.it\npub", "licence-address", "CC BY 4.0", "https://creative"),
        (
            "licence_url: https://creativecommons.org/licenses/by/4.0/deed.it\n",
            "",
            "licence-address-missing",
            "CC BY 4.0",
            "CC BY",
        ),
        ("publication_url: https://www.example.org/biblioteca\n", "", "publication-missing", "publication_url", "publisher"),
    ],
)
def test_licence_and_page_are_told_at_their_place(
    tmp_path: Path, old: str, new: str, rule: str, subject: str, word: str
) -> None:
    text = REPORT.replace(old, new, 1)
    found = [one for one in told(tmp_path, {"report.yaml": text}, publication.RULES) if one[0] == rule]
    assert found == [(rule, subject, *where(text, word))]


def test_what_stands_only_in_the_files_data_is_told(tmp_path: Path) -> None:
    text = REPORT[: REPORT.index("imprint:")] + "imprint:\n  - text: Niente.\n"
    found = told(tmp_path, {"report.yaml": text}, publication.RULES)
    assert found == [
        ("licence-not-said", "CC BY 4.0", *where(text, "CC BY")),
        ("publication-not-said", "https://www.example.org/biblioteca", *where(text, "https://www.example.org")),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Licenza [Creative Commons](https://creativecommons.org/licenses/by/4.0/deed.it), pagina www.example.org/biblioteca.",
        "Licenza cc by 4.0, [pagina](http://www.example.org/biblioteca/).",
    ],
)
def test_licence_and_page_may_be_said_in_words_or_by_links(tmp_path: Path, said: str) -> None:
    text = REPORT[: REPORT.index("imprint:")] + f'imprint:\n  - text: "{said}"\n'
    assert told(tmp_path, {"report.yaml": text}, publication.RULES) == []


# -------------------------------------------------------------------------------------------------------------------- identity


def test_what_a_reader_cannot_find_out_is_told_at_its_key(tmp_path: Path) -> None:
    text = REPORT.replace("region: Comune di Prova", "region: Regione Prova").replace(
        "Riguarda il periodo 2014-2020, fino al", "Addio."
    )
    text = text.replace("      {{ reference_date }}.\n", "")
    assert told(tmp_path, {"report.yaml": text}, identity.RULES) == [
        ("identity-not-said", "period", *where(text, "2014-2020")),
        ("identity-not-said", "region", *where(text, "Regione Prova")),
        ("identity-not-said", "reference_date", *where(text, "2018-12-31")),
    ]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("31 dicembre 2018", True),
        ("31.12.2018", True),
        ("31/12/2018", True),
        ("31/12/20180", False),
        ("{{ reference_date }}", True),
        ("{{ reference_date | year }}", False),
        ("2018", False),
    ],
)
def test_a_reference_date_is_found_in_every_form_but_the_year(tmp_path: Path, said: str, found: bool) -> None:
    text = REPORT.replace("{{ reference_date }}", said).replace("2014-2020, fino", "2014 – 2020, fino")
    assert told(tmp_path, {"report.yaml": text}, identity.RULES) == (
        [] if found else [("identity-not-said", "reference_date", *where(text, "2018-12-31"))]
    )


def test_dates_that_are_most_likely_slips_are_told(tmp_path: Path) -> None:
    text = REPORT.replace("reference_date: 2018-12-31", "reference_date: 2081-12-31\npublished: 2019-06-30")
    assert told(tmp_path, {"report.yaml": text}, identity.RULES) == [
        ("date-outside-period", "2081-12-31", *where(text, "2081")),
        ("published-before", "2019-06-30", *where(text, "2019-06")),
    ]
