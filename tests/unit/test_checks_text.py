"""The checks of plain language: what each rule finds, at which place, and what it lets pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.checks import acronyms as acronyms_check
from report_builder.checks import headings, links, not_run, readability, words
from report_builder.checks.acronyms import acronym
from report_builder.diagnostics.catalogue import Catalogue
from tests.findings import CHAPTER, REPORT, checked, told

HEADINGS, LINKS, WORDS = set(headings.RULES), set(links.RULES), set(words.RULES)
END = REPORT.count("\n")  # lines; what a test appends comes after
ACRONYMS, READABILITY = set(acronyms_check.RULES), set(readability.RULES)


def text(*lines: str) -> dict[str, str]:
    """A chapter whose text are `lines`, the first at line 4, column 7."""
    body = "".join(f"      {line}\n" if line else "\n" for line in lines)
    return {"uno.yaml": f"title: Un anno di biblioteca\nblocks:\n  - text: |\n{body}"}


def glossary(entries: str) -> dict[str, str]:
    return {"report.yaml": REPORT + "glossary: glossary.yaml\n", "glossary.yaml": entries}


@pytest.mark.parametrize("rules", [HEADINGS, LINKS, WORDS, ACRONYMS, READABILITY, set(not_run.RULES)])
def test_a_plain_report_has_no_finding(tmp_path: Path, rules: set[str]) -> None:
    assert told(tmp_path, {}, rules) == []


# ------------------------------------------------------------------------------------------------------------------- headings


def test_a_level_left_out(tmp_path: Path) -> None:
    files = text("#### Troppo giù", "", "Testo.", "", "### Giusto", "", "Testo.", "", "#### Sotto", "", "Testo.")
    assert told(tmp_path, files, HEADINGS) == [("heading-gap", "Troppo giù", "uno.yaml", 4, 7)]


def test_a_level_left_out_in_how_to_read(tmp_path: Path) -> None:
    how = "how_to_read:\n  - text: |\n      #### Come leggere\n\n      Così.\n"
    assert told(tmp_path, {"report.yaml": REPORT + how}, HEADINGS) == [
        ("heading-gap", "Come leggere", "report.yaml", END + 3, 7)
    ]
    assert told(tmp_path, {"report.yaml": REPORT + how.replace("####", "###")}, HEADINGS) == []


def test_two_equal_sisters_but_not_cousins(tmp_path: Path) -> None:
    files = text(
        "### Dati", "", "Uno.", "", "#### Anno", "", "Due.", "", "### dati", "", "Tre.", "", "#### Anno", "", "Quattro."
    )
    assert told(tmp_path, files, HEADINGS) == [("heading-repeated", "dati", "uno.yaml", 12, 7)]


def test_two_chapters_of_one_name(tmp_path: Path) -> None:
    report = REPORT.replace("chapters: [uno]", "chapters: [uno, due]")
    files = {"report.yaml": report, "due.yaml": CHAPTER}
    assert told(tmp_path, files, HEADINGS) == [("heading-repeated", "Un anno di biblioteca", "due.yaml", 1, 8)]


def test_nothing_under_a_heading(tmp_path: Path) -> None:
    files = text("### Vuoto", "", "### Pieno", "", "Testo.", "", "### In fondo")
    assert told(tmp_path, files, HEADINGS) == [
        ("heading-without-content", "Vuoto", "uno.yaml", 4, 7),
        ("heading-without-content", "In fondo", "uno.yaml", 10, 7),
    ]


def test_a_chapter_may_hold_sections_alone_and_a_section_must_hold_something(tmp_path: Path) -> None:
    files = {"uno.yaml": "title: Capitolo\nsections: [due, tre]\n", "due.yaml": CHAPTER, "tre.yaml": "title: Niente\n"}
    assert told(tmp_path, files, HEADINGS) == [("heading-without-content", "Niente", "tre.yaml", 1, 8)]


def test_a_heading_of_a_note_alone(tmp_path: Path) -> None:
    files = text("### [^1]", "", "Testo.", "", "[^1]: Nota.")
    assert told(tmp_path, files, HEADINGS) == [("heading-empty", "uno.yaml", "uno.yaml", 4, 7)]


def test_a_bold_paragraph_is_no_heading(tmp_path: Path) -> None:
    whole = ("**Una frase intera.**", "", "**Attenzione!**")
    files = text("**La sala studio**", "", "Testo con **parole forti**.", "", *whole, "", "- **una voce**")
    assert told(tmp_path, files, HEADINGS) == [("heading-disguised", "La sala studio", "uno.yaml", 4, 7)]


@pytest.mark.parametrize("line", ["***La sala***", "**La** **sala**", "**La *sala***:", "***La* sala**"])
def test_bold_in_pieces_is_bold(tmp_path: Path, line: str) -> None:
    assert [one[0] for one in told(tmp_path, text(line), HEADINGS)] == ["heading-disguised"]
    assert told(tmp_path, text(f"{line} e altro"), HEADINGS) == []


# ---------------------------------------------------------------------------------------------------------------------- links


def test_links_that_do_not_say_where_they_lead(tmp_path: Path) -> None:
    files = text("Leggi [qui](https://a.example/) o [Clicca qui!](https://a.example/), o il [bando](https://a.example/bando).")
    assert told(tmp_path, files, LINKS) == [
        ("link-vague", "qui", "uno.yaml", 4, 13),
        ("link-vague", "Clicca qui!", "uno.yaml", 4, 41),
    ]


def test_a_link_without_words_and_one_vague_name_for_two_places(tmp_path: Path) -> None:
    files = text(
        "[»](https://a.example/1), [qui](https://a.example/2), [qui](https://a.example/3), [Leggi di più >>](https://a.it/4)."
    )
    assert [one[:2] for one in told(tmp_path, files, LINKS)] == [
        ("link-vague", "»"),
        ("link-vague", "qui"),
        ("link-vague", "qui"),
        ("link-vague", "Leggi di più >>"),
    ]


def test_a_reference_in_words_too_but_not_its_automatic_text(tmp_path: Path) -> None:
    files = text("Vedi [qui](#uno) e [](#uno) e [il primo capitolo](#uno).")
    assert told(tmp_path, files, LINKS) == [("link-vague", "qui", "uno.yaml", 4, 12)]


def test_addresses_as_text(tmp_path: Path) -> None:
    files = text(
        "Su <https://a.example/x>, [www.a.example](https://a.example/), [a.it/b](https://a.it/b) e [il sito della Regione](https://a.it/).",
        "Da [b.example](https://b.example/y) e [m@b.example](mailto:m@b.example).",
    )
    found = told(tmp_path, files, LINKS)
    assert [one[:2] for one in found] == [
        ("link-bare-address", "https://a.example/x"),
        ("link-bare-address", "www.a.example"),
        ("link-bare-address", "a.it/b"),
        ("link-bare-address", "b.example"),
    ]


@pytest.mark.parametrize(
    ("text_of_link", "vague"),
    [
        *((words, True) for words in ("al sito web", "Cliccare qui", "in questa pagina", "Scarica il PDF", "pagina 3")),
        *((words, False) for words in ("2017", "articolo 50", "pagina degli Assi", "sito della Regione", "scarica i dati")),
    ],
)
def test_words_that_name_no_place_however_they_are_joined(tmp_path: Path, text_of_link: str, vague: bool) -> None:
    files = text(f"Dati: [{text_of_link}](https://a.example/).")
    assert bool(told(tmp_path, files, {"link-vague"})) == vague


def test_addresses_that_are_no_links(tmp_path: Path) -> None:
    files = text(
        "Su https://a.example/x, e (www.a.example). Non [A](https://a.example), <https://a.example/y> o [https://b.example](#uno).",
        "**Vedi www.c.example/dati.csv.** Scrivi a info@www.it.[^1]",
        "",
        "[^1]: Da http://d.example/?q=1.",
    )
    assert told(tmp_path, files, {"address-unlinked"}) == [
        ("address-unlinked", "https://a.example/x", "uno.yaml", 4, 10),
        ("address-unlinked", "www.a.example", "uno.yaml", 4, 34),
        ("address-unlinked", "www.c.example/dati.csv", "uno.yaml", 5, 14),
        ("address-unlinked", "http://d.example/?q=1", "uno.yaml", 7, 16),
    ]


def test_one_text_for_two_targets(tmp_path: Path) -> None:
    files = text(
        "Il [bando](https://a.example/1) e il [bando](https://a.example/1/).", "", "- Il [Bando](https://a.example/2)."
    )
    assert told(tmp_path, files, LINKS) == [("link-same-text", "Bando", "uno.yaml", 6, 12)]


def test_a_document_says_its_format(tmp_path: Path) -> None:
    files = text("Il [piano](https://a.example/p.PDF?v=1) e il [piano (pdf, 300 kB)](https://a.example/p.pdf).")
    assert told(tmp_path, files, LINKS) == [("link-format", "piano", "uno.yaml", 4, 10)]


def test_links_in_notes_and_bold(tmp_path: Path) -> None:
    files = text("Testo.[^1] **Vai [qui](https://a.example/).**", "", "[^1]: Leggi [qui](https://a.example/).")
    assert [one[3:] for one in told(tmp_path, files, LINKS)] == [(4, 24), (6, 19)]


# ------------------------------------------------------------------------------------------------------------------- acronyms


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        *((word, True) for word in ("POR", "IeFP", "AdG", "ESF+", "OT8")),
        *((word, False) for word in ("GitHub", "Mln", "N3", "INTERREG", "E12F180", "a")),
    ],
)
def test_what_looks_like_an_acronym(word: str, is_one: bool) -> None:
    assert acronym(word) == is_one


@pytest.mark.parametrize(
    "sentence",
    [
        "Il Programma Operativo Regionale (POR) cresce, e il POR resta.",
        "Il POR (Programma Operativo Regionale) cresce.",
        "Il Programma Operativo Regionale (di seguito POR) cresce.",
        "Percorsi di Istruzione e Formazione Professionale (IeFP).",
        "Nel capitolo XIV, il 31.12.2018, 5 Mln€ e 3 € dal PDF e dal CSV.",
        "La delibera XI/662 parla di YouTube.",
        "Vedi [portale](https://www.EXAMPLE.org/POR).",
        "Ricerca e sviluppo (R&S), poi R&S da sola.",
        "Scrivi a INFO@EXAMPLE.org della S.p.A. o della S.r.l. di G. B. Rossi.",
    ],
)
def test_what_is_explained_or_needs_no_explanation(tmp_path: Path, sentence: str) -> None:
    assert told(tmp_path, text(sentence), ACRONYMS) == []


def test_an_acronym_that_nobody_explains_is_told_once(tmp_path: Path) -> None:
    files = text("La DGR e la DGR, poi D.G.R. di nuovo.")
    assert told(tmp_path, files, ACRONYMS) == [("acronym-unknown", "DGR", "uno.yaml", 4, 10)]


@pytest.mark.parametrize(
    "note", ["Programma operativo nazionale. Dal 2014.", "È il PON (programma operativo nazionale).", "Il piano (PON) aiuta."]
)
def test_a_note_that_explains(tmp_path: Path, note: str) -> None:
    found = told(tmp_path, text("Il PON[^1] e la R&S.", "", f"[^1]: {note}"), ACRONYMS)
    assert found[-1] == ("acronym-unknown", "R&S", "uno.yaml", 4, 23)
    assert [one[:2] for one in found[:-1]] == ([("acronym-unknown", "PON")] if "piano" in note else [])


def test_the_glossary_alone_is_not_enough(tmp_path: Path) -> None:
    files = glossary("abbreviations: {DGR: deliberazione della Giunta regionale}\n") | text("Testo.[^1]", "", "[^1]: La DGR.")
    assert told(tmp_path, files, ACRONYMS) == [("acronym-unexpanded", "DGR", "uno.yaml", 6, 16)]


def test_the_glossary_knows_the_full_form_in_other_words(tmp_path: Path) -> None:
    files = glossary("abbreviations: {FSE: Fondo Sociale Europeo}\n") | text("Il fondo sociale\u00a0europeo, cioè l’FSE, paga.")
    assert told(tmp_path, files, ACRONYMS) == []


def test_a_fund_s_full_name_is_proposed(tmp_path: Path) -> None:
    (problem,) = (one for one in checked(tmp_path, text("L’FSE aiuta.")).problems if one.rule == "acronym-unknown")
    assert "«Fondo sociale europeo (FSE)»" in Catalogue.load("it").hint(problem)


def test_explained_only_later(tmp_path: Path) -> None:
    files = {"uno.yaml": "title: Il POR\nblocks:\n  - text: |\n      Il Programma Operativo Regionale (POR) cresce.\n"}
    assert told(tmp_path, files, ACRONYMS) == [("acronym-late", "POR", "uno.yaml", 1, 11)]


def test_a_name_is_no_acronym(tmp_path: Path) -> None:
    files = text("Anche per EXPO 2015.")
    assert [one[:2] for one in told(tmp_path, files, ACRONYMS)] == [("acronym-unknown", "EXPO")]
    assert told(tmp_path, files | glossary("names: [EXPO]\n"), ACRONYMS) == []


def test_a_title_in_capitals_is_not_full_of_acronyms(tmp_path: Path) -> None:
    files = {"uno.yaml": CHAPTER.replace("Un anno di biblioteca", "UN ANNO DI BIBLIOTECA")}
    assert told(tmp_path, files, ACRONYMS) == []


def test_a_word_in_capitals_that_the_text_has_in_small_letters_too(tmp_path: Path) -> None:
    assert told(tmp_path, text("La DOTE aiuta: chi ha la dote legge."), ACRONYMS) == []
    assert [one[1] for one in told(tmp_path, text("La DOTE aiuta: le doti restano."), ACRONYMS)] == ["DOTE"]
    assert [one[1] for one in told(tmp_path, text("Il POR aiuta, por la sala."), ACRONYMS)] == ["POR"]  # too short to tell
    assert told(tmp_path, text("### MISURE PER I PIÙ", "", "Testo."), ACRONYMS) == []


def test_numerals_of_axes_are_none(tmp_path: Path) -> None:
    axes = "axes: [{id: a, numeral: OSA, name: Lettura}]\n"
    files = text("L’Asse OSA promuove la lettura.")
    assert [one[1] for one in told(tmp_path, files, ACRONYMS)] == ["OSA"]
    assert told(tmp_path, files | {"report.yaml": REPORT + axes}, ACRONYMS) == []


def test_on_the_cover_at_what_it_prints(tmp_path: Path) -> None:
    short = REPORT.replace("La biblioteca nel 2018. Sintesi", "La BCP nel 2018. Sintesi")
    assert told(tmp_path, {"report.yaml": short}, ACRONYMS) == [("acronym-unknown", "BCP", "report.yaml", 1, 8)]
    full = short.replace("{name: Comune di Prova}", "{name: Biblioteca comunale di Prova (BCP)}")
    files = {
        "report.yaml": full + "glossary: glossary.yaml\n",
        "glossary.yaml": "abbreviations: {BCP: Biblioteca comunale di Prova}\n",
    }
    assert told(tmp_path, files, ACRONYMS) == []


def test_on_the_cover_at_the_legend_of_the_squares_and_at_the_funds(tmp_path: Path) -> None:
    squares = (
        "figures: [f.yaml]\naxes: [{id: sala, numeral: I, name: Sala}]\ncover:\n  squares:\n"
        "    {allocated: s, activated: s, certified: s, unit: 1 Mln€, legend: Uno è una UCS,\n"
        '     solid: c, tinted: b, outlined: d, alt: "Un quadrato: 1 Mln€."}\n'
    )
    files = {"report.yaml": REPORT.replace("sociale europeo", "OSA") + squares, "f.yaml": "sala: {s: 1 Mln€}\n"}
    found = [(subject, line) for _, subject, _, line, _ in told(tmp_path, files, ACRONYMS)]
    assert found == [("OSA", 5), ("UCS", END + 5)]


def test_inside_a_chart_at_its_row(tmp_path: Path) -> None:
    chart = """\
title: Un anno
blocks:
  - chart:
      id: prestiti
      kind: bars
      title: I prestiti
      categories: [{label: Sala DGR, of: a}, {label: Corte, of: b, note: per disabili}]
      series: [{figure: x}]
      alt: auto
figures: {a: {x: 5 libri}, b: {x: 7 libri}}
"""
    assert told(tmp_path, {"uno.yaml": chart}, ACRONYMS) == [("acronym-unknown", "DGR", "uno.yaml", 7, 33)]
    assert told(tmp_path, {"uno.yaml": chart}, WORDS) == [("word-respect", "disabili", "uno.yaml", 7, 54)]


def test_in_a_table_in_reading_order(tmp_path: Path) -> None:
    table = """\
title: Un anno
blocks:
  - table:
      id: prestiti
      title: I prestiti
      measure: Prestiti per obiettivo tematico (OT)
      row_head: OT
      rows: [{label: OT, cells: {dove: DGR}}]
      columns: [{head: Dove, text: dove}]
"""
    found = told(tmp_path, {"uno.yaml": table}, ACRONYMS)
    assert [one[:2] for one in found] == [("acronym-unknown", "DGR")]


# ---------------------------------------------------------------------------------------------------------------- readability

EASY = "La sala è aperta la sera. "
HARD = "biblioteca comunale straordinariamente organizzata amministrativamente " * 6


def test_a_hard_section_and_its_longest_sentences(tmp_path: Path) -> None:
    files = text(*(f"Frase numero {at}: {HARD}{'e poi ancora ' * at}finisce." for at in range(1, 6)))
    found = told(tmp_path, files, READABILITY)
    assert found[0] == ("readability-low", "uno", "uno.yaml", 1, 8)
    assert [one[3:] for one in found[1:]] == [(6, 7), (7, 7), (8, 7)]


def test_an_easy_section(tmp_path: Path) -> None:
    assert told(tmp_path, text(EASY * 30), READABILITY) == []


def test_too_little_text_is_not_measured(tmp_path: Path) -> None:
    assert told(tmp_path, text(f"Breve: {HARD}."), READABILITY) == []


def test_short_sections_are_measured_with_their_chapter(tmp_path: Path) -> None:
    part = f"title: Parte\nblocks:\n  - text: |\n      Breve: {HARD * 2}.\n"
    files = {"uno.yaml": "title: Capitolo\nsections: [due, tre]\n", "due.yaml": part, "tre.yaml": part}
    assert told(tmp_path, files, READABILITY) == [
        ("sentence-hard", "uno", "due.yaml", 4, 7),
        ("sentence-hard", "uno", "tre.yaml", 4, 7),
        ("readability-low", "uno", "uno.yaml", 1, 8),
    ]


def test_every_item_of_a_list_is_a_sentence_of_its_own(tmp_path: Path) -> None:
    files = text("Sono aperte:", "", *("- la sala della sera;" for _ in range(40)))
    assert told(tmp_path, files, READABILITY) == []


def test_english_has_its_own_index(tmp_path: Path) -> None:
    english = {"report.yaml": REPORT + "language: en\n"}
    assert told(tmp_path, english | text("The room is open in the evening. " * 20), READABILITY) == []
    found = told(
        tmp_path, english | text("Organisational considerations necessitate administrative reconfiguration. " * 20), READABILITY
    )
    assert [one[:2] for one in found] == [("readability-low", "uno")]


# ---------------------------------------------------------------------------------------------------------------------- words


def test_one_finding_for_a_word_at_its_first_place(tmp_path: Path) -> None:
    files = text("Si legge, e Mediante prestiti si legge.", "", "Ancora mediante la sala, al fine dell’aiuto.")
    assert told(tmp_path, files, WORDS) == [
        ("word-plain", "mediante", "uno.yaml", 4, 19),
        ("word-plain", "al fine di", "uno.yaml", 6, 32),
    ]


def test_forms_of_a_word_and_other_words(tmp_path: Path) -> None:
    files = text("Sono effettuati prestiti. La mediantea e un intermediante non contano, né una volta a settimana.")
    assert [one[1] for one in told(tmp_path, files, WORDS)] == ["effettuare"]


@pytest.mark.parametrize("official", ["“{}”", "«{}»", "**{}**", "**Azioni {} lettori**"])
def test_official_names_are_left_alone(tmp_path: Path, official: str) -> None:
    files = text(f"L’iniziativa {official.format('mediante persone disabili')} continua.")
    assert told(tmp_path, files, WORDS) == []


def test_words_about_people_count_in_tables_and_alternative_texts_too(tmp_path: Path) -> None:
    table = """\
title: Un anno
blocks:
  - table:
      id: lettori
      title: I lettori mediante prestito
      description: Lettori disabili e altri.
      row_head: Mediante
      rows: [{label: Persone disabili, cells: {dove: sala}}]
      columns: [{head: Dove, text: dove}]
"""
    assert told(tmp_path, {"uno.yaml": table}, WORDS) == [
        ("word-plain", "mediante", "uno.yaml", 5, 24),
        ("word-respect", "disabili", "uno.yaml", 6, 28),
    ]


@pytest.mark.parametrize(
    ("language", "sentence", "name"),
    [
        ("it", "Le persone affette da disabilità leggono.", "affetti da disabilità"),
        ("it", "I portatori di handicap leggono.", "handicap"),
        ("it", "In relazione ai prestiti si legge.", "in relazione a"),
        ("it", "Si legge in merito agli orari.", "in merito a"),
        ("it", "Si premia il conseguimento del titolo, e al conseguimento della licenza.", "il conseguimento di"),
        ("it", "Il predetto orario vale.", "predetto"),
        ("en", "The disabled come in by lift.", "the disabled"),
        ("en", "In the context of reading, books count.", "in the context of"),
    ],
)
def test_a_finding_names_what_stands_there(tmp_path: Path, language: str, sentence: str, name: str) -> None:
    files = {"report.yaml": REPORT + f"language: {language}\n"} | text(sentence)
    assert [one[1] for one in told(tmp_path, files, WORDS) if one[2] == "uno.yaml"] == [name]


def test_people_with_disabilities_is_right(tmp_path: Path) -> None:
    assert told(tmp_path, text("Le persone con disabilità leggono."), WORDS) == []


def test_a_foreign_word_that_nobody_marked(tmp_path: Path) -> None:
    files = text("La governance della sala.")
    assert told(tmp_path, files, WORDS) == [("foreign-unmarked", "governance", "uno.yaml", 4, 10)]
    assert told(tmp_path, files | glossary("foreign: {governance: en}\n"), WORDS) == []


def test_a_finding_says_how_often_and_where(tmp_path: Path) -> None:
    files = {
        "uno.yaml": CHAPTER.replace("molte", "mediante") + "sections: [due]\n",
        "due.yaml": CHAPTER.replace("molte", "mediante"),
    }
    (problem,) = (one for one in checked(tmp_path, files).problems if one.rule == "word-plain")
    assert problem.parameters == {"word": "mediante", "instead": "con", "count": 2, "where": "uno, due"}


# -------------------------------------------------------------------------------------------------------------------- not run


def test_a_language_without_data_gets_one_notice(tmp_path: Path) -> None:
    files = {"report.yaml": REPORT + "language: pt\n"}
    assert told(tmp_path, files, set(not_run.RULES)) == [("checks-not-run", "pt", "report.yaml", END + 1, 11)]
    assert told(tmp_path, files | text("A DGR mediante [qui](https://a.example/). " * 40), WORDS | ACRONYMS | READABILITY) == []


def test_what_a_language_lacks_is_named(tmp_path: Path) -> None:
    (problem,) = (
        one for one in checked(tmp_path, {"report.yaml": REPORT + "language: de\n"}).problems if one.rule == "checks-not-run"
    )
    assert problem.parameters["rules"] == "word-respect, word-plain, foreign-unmarked"
