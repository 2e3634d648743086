"""Sentences, words and indices, against counts made by hand."""

from __future__ import annotations

import pytest

from report_builder.checks.sentences import index, letters, sentences, syllables
from report_builder.language import languages
from report_builder.language.plain import Plain, Readability, load_plain

IT, EN, DE, FR = (load_plain(code) for code in ("it", "en", "de", "fr"))


def cut(text: str, plain: Plain = IT) -> list[str]:
    return [text[one.start : one.end] for one in sentences(text, plain)]


def value(text: str, plain: Plain) -> float:
    assert plain.readability
    return index(sentences(text, plain), plain.readability)


@pytest.mark.parametrize(
    "text",
    [
        "L’art. 50 del Reg. 1303 chiede una sintesi.",
        "Sono stati spesi 1.234,5 Mln€.",
        "Il dott. Rossi e G. Bianchi lo dicono.",
        "La delibera n. XI/662 del 16.10.2018 lo approva.",
        "Analisi trimestrale, 4° trim. 2018.",
        "Una voce senza punto",
        "Costa 970,4 Mln€. il resto segue.",
        "Ha chiesto “Come mai?” e poi ha taciuto.",
        "Vedi www.fse.regione.lombardia.it per i bandi.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Una. Due! Tre? Quattro… Cinque.", ["Una.", "Due!", "Tre?", "Quattro…", "Cinque."]),
        ("Prima frase.  Seconda frase.", ["Prima frase.", "Seconda frase."]),
        ("Disse: «Basta.» Poi tacque.", ["Disse: «Basta.»", "Poi tacque."]),
        ("Basta (per ora). “Nidi gratis” continua.", ["Basta (per ora).", "“Nidi gratis” continua."]),
        ("Riguarda l’Asse V. La spesa cresce.", ["Riguarda l’Asse V.", "La spesa cresce."]),
        ("Chiude nel 2018. 33 progetti restano.", ["Chiude nel 2018.", "33 progetti restano."]),
        ("Corsi, tirocini, ecc. Tutti finiti.", ["Corsi, tirocini, ecc.", "Tutti finiti."]),
        ("Arriva la sig.ra Verdi. Parte.", ["Arriva la sig.ra Verdi.", "Parte."]),
    ],
)
def test_several_sentences(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


def test_nothing_but_signs_is_no_sentence() -> None:
    assert cut("") == cut(" – … ") == []


def test_the_point_of_an_ordinal_is_the_language_s() -> None:
    assert cut("Am 31. Dezember endet es. Dann nicht.", DE) == ["Am 31. Dezember endet es.", "Dann nicht."]
    assert cut("Spesi 31. Dicembre chiude.", IT) == ["Spesi 31.", "Dicembre chiude."]


def test_words_and_letters_as_the_authors_of_gulpease_count_them() -> None:
    """Lucisano and Piemontese: 1986 and CGIL are one word of four letters, with or without points."""
    (sentence,) = sentences("Nel 1986 la CGIL, l’Asse e la vita-lavoro: 1.234,5 Mln€ (53%).", IT)
    assert sentence.words == ("Nel", "1986", "la", "CGIL", "l", "Asse", "e", "la", "vita-lavoro", "1.234,5", "Mln", "53")
    assert [letters(word) for word in ("1986", "C.G.I.L", "vita-lavoro", "1.234,5")] == [4, 4, 10, 5]


def test_gulpease_by_hand() -> None:
    # 2 sentences, 8 words, 2+5+5+2+4+6+2+5 = 31 letters
    assert value("Il gatto dorme. Il cane abbaia al gatto.", IT) == pytest.approx(89 + (300 * 2 - 10 * 31) / 8)


def test_gulpease_of_the_published_text() -> None:
    # 1 sentence, 15 words, 2+7+5+10+2+5+11+3+3+3+8+9+3+4+10 = 85 letters
    text = "Di seguito viene presentato il piano finanziario del POR FSE 2014-2020 suddiviso per Assi prioritari."
    assert value(text, IT) == pytest.approx(89 + (300 - 850) / 15)


def test_flesch_by_hand() -> None:
    # 2 sentences, 10 words, 12 syllables: the re-gion pays for work / it al-so pays for schools
    text = "The region pays for work. It also pays for schools."
    assert value(text, EN) == pytest.approx(206.835 - 1.015 * 5 - 84.6 * 1.2)


def test_lix_by_hand() -> None:
    # 8 words, 1 sentence, 3 of more than six letters: Programm, Menschen, Arbeitsmarkt
    assert value("Das Programm hilft vielen Menschen auf dem Arbeitsmarkt.", DE) == pytest.approx(8 + 100 * 3 / 8)


def test_kandel_moles_by_hand() -> None:
    # 6 words, 1 sentence, 8 syllables: la ré-gion aide les per-sonnes seules
    assert value("La région aide les personnes seules.", FR) == pytest.approx(207 - 1.015 * 6 - 73.6 * 8 / 6)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("table", 2),
        ("services", 3),
        ("walked", 1),
        ("needed", 2),
        ("people", 2),
        ("the", 1),
        ("whole", 1),
        ("1986", 4),
        ("ESF", 3),
    ],
)
def test_english_syllables(word: str, count: int) -> None:
    assert EN.readability
    assert syllables(word, EN.readability) == count


def test_harder_is_lower_or_higher_as_the_index_says() -> None:
    assert IT.readability
    assert DE.readability
    assert [IT.readability.hard(score) for score in (59.9, 60)] == [True, False]
    assert [DE.readability.hard(score) for score in (50, 50.1)] == [False, True]


@pytest.mark.parametrize("code", languages())
def test_the_data_of_every_language_is_sound(code: str) -> None:
    plain = load_plain(code)
    assert isinstance(plain.readability, Readability)
    assert plain.readability.factors
    assert bool(plain.readability.vowels) == ("syllables_per_word" in plain.readability.factors)
    assert bool(plain.readability.long_word) == ("long_words_per_word" in plain.readability.factors)
    assert plain.abbreviations == {one.lower() for one in plain.abbreviations}
    assert plain.vague_words == {one.casefold() for one in plain.vague_words}
    for sayings in (plain.plain_words, plain.respect, plain.foreign or ()):
        names = [saying.name for saying in sayings]
        assert len(names) == len(set(names))
        for saying in sayings:
            assert saying.instead
            assert saying.found_in(f"x {saying.name} y"), f"{saying.name} is not found by its own name"
            assert all(form == form.lower() and "'" not in form for form in saying.find)


def test_regions_share_and_unknown_languages_have_nothing() -> None:
    assert load_plain("it-CH").readability == IT.readability
    for code in ("", "xx", "../it", "pt"):
        assert load_plain(code).readability is None
        assert load_plain(code).known_acronyms is None
