"""Charts of every kind, for tests: the ones of the 2018 report, and harder ones of any number of rows and series."""

from __future__ import annotations

from decimal import Decimal

from report_builder.document import Axis, Category, Chart, ChartKind, Datum, Series, Squares, SquaresRow, Text

AXES = (
    Axis(0, "I", "Occupazione", "Occupazione"),
    Axis(1, "II", "Inclusione sociale e lotta alla povertà", "Inclusione"),
    Axis(2, "III", "Istruzione e formazione", "Istruzione"),
    Axis(3, "IV", "Capacità istituzionale e amministrativa", "Capacità"),
    Axis(4, "V", "Assistenza tecnica", "Assistenza"),
)
ROMAN = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
    "XXI",
    "XXII",
    "XXIII",
    "XXIV",
    "XXV",
    "XXVI",
    "XXVII",
    "XXVIII",
    "XXIX",
    "XXX",
)
LONG = "Persone svantaggiate impegnate nella ricerca di un lavoro, in un percorso di istruzione o formazione"


def italian(value: float, decimals: int = 0) -> str:
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def datum(value: float | None, decimals: int = 0, beside: str = "", end: str = "") -> Datum:
    if value is None:
        return Datum(None, "n.d.")
    return Datum(Decimal(str(value)), italian(value, decimals).replace("-", "−") + end, beside)


def allocation() -> Chart:
    rows = ((358.0, "36,9%"), (227.1, "23,4%"), (332.5, "34,3%"), (20.0, "2,1%"), (32.9, "3,4%"))
    categories = tuple(Category(a.name, (datum(v, 1, b),), axis=a) for a, (v, b) in zip(AXES, rows, strict=True))
    return Chart("dotazione", ChartKind.BARS, categories, (Series("Dotazione"),), "Mln€")


def progress() -> Chart:
    rows = (
        ("Dotazione", "quanto il Programma può spendere", (358.0, 227.1, 332.5, 20.0, 32.9), 970.5),
        ("Attivato", "messo a disposizione con i bandi", (329.3, 172.5, 221.5, 15.3, None), 758.5),
        ("Impegnato", "assegnato alle operazioni scelte", (133.6, 86.4, 156.0, 8.7, 19.9), 405.1),
        ("Liquidato", "pagato a chi realizza le operazioni", (122.1, 58.5, 137.6, 2.3, 9.2), 329.8),
        ("Certificato", "presentato all’Unione europea", (69.2, 41.3, 90.7, 1.2, 2.2), 204.6),
    )
    categories = tuple(Category(label, tuple(datum(v, 1) for v in vs), note, total=datum(t, 1)) for label, note, vs, t in rows)
    return Chart("fasi", ChartKind.STACKED, categories, tuple(Series(a.short, a) for a in AXES), "Mln€")


def certified() -> Chart:
    row = Category("Spesa certificata", (datum(204.6, 1),), "al 31.12.2018, Mln€", targets=(datum(128.7, 1), datum(234.8, 1)))
    names = ("target al 31.12.2018", "target al 31.12.2019")
    return Chart("certificato", ChartKind.BULLET, (row,), (Series("Spesa certificata"),), "Mln€", names)


def attainment() -> Chart:
    rows = (
        (0, "Disoccupati", 25_000, 158_118, 0),
        (0, "Spesa certificata (Mln€)", 65, 69.2, 1),
        (1, "Partecipanti con disabilità", 3_161, 4_832, 0),
        (1, "Altre persone svantaggiate", 4_986, 11_633, 0),
        (1, "Nuclei famigliari con figli", 7_000, 34_394, 0),
        (1, "Spesa certificata (Mln€)", 38, 41.3, 1),
        (2, "Titolari di diploma primario o sec. inferiore", 16_256, 36_400, 0),
        (2, "Spesa certificata (Mln€)", 90, 90.7, 1),
        (3, "Pubbliche amministrazioni", 264, 915, 0),
        (3, "Operatori di polizia locale", 1_500, 3_458, 0),
        (3, "Spesa certificata (Mln€)", 1, 1.2, 1),
    )
    categories = tuple(
        Category(
            name,
            (datum(100, end="%"), datum(round(100 * v / t), 0, f"{italian(v, d)} su {italian(t)}", "%")),
            axis=AXES[i],
            group=str(i),
        )
        for i, name, t, v, d in rows
    )
    return Chart("target", ChartKind.DUMBBELL, categories, (Series(""), Series("")), "%", ("obiettivo = 100%", "valore"))


def participants() -> Chart:
    rows = ((94_679, 108_029), (21_317, 27_247), (20_136, 25_691), (1_109, 2_448))
    categories = tuple(
        Category(a.name, (datum(w), datum(m)), axis=a, aside=(f"{round(100 * w / (w + m))}%", ""))
        for a, (w, m) in zip(AXES, rows, strict=False)
    )
    series = (Series("donne"), Series("uomini", tinted=True))
    return Chart("partecipanti", ChartKind.STACKED, categories, series, "persone", aside="donne, in %")


def vulnerable() -> Chart:
    rows = (
        ("Migranti", "8%", (16_899, 6_916, 1_373), 25_188),
        ("Altre persone svantaggiate", "8%", (12_657, 11_663, 1_231), 25_551),
        ("Persone con disabilità", "5%", (5_412, 4_832, 5_322), 15_568),
    )
    categories = tuple(
        Category(name, tuple(map(datum, values)), f"{share} dei destinatari", total=datum(total))
        for name, share, values, total in rows
    )
    return Chart("vulnerabili", ChartKind.STACKED, categories, tuple(Series(a.short, a) for a in AXES[:3]), "persone")


def results() -> Chart:
    rows = (
        (0, "Hanno un lavoro entro sei mesi", "dalla fine dell’intervento", 60.0, 30.0, "60%"),
        (1, "Persone svantaggiate che cercano", "lavoro, studiano o lavorano", 78.0, 80.0, "78%"),
        (2, "Ottengono una qualifica", "priorità 10.i", 63.28, 85.0, "63,28%"),
        (2, "Ottengono una qualifica", "priorità 10.iv", 52.34, 80.0, "52,34%"),
        (2, "Completano il percorso", "di formazione, priorità 10.iv", 100.0, 90.0, "100%"),
    )
    categories = tuple(
        Category(
            label,
            (Datum(Decimal(str(v)), text),),
            note,
            AXES[i],
            targets=(datum(t, end="%"),),
            aside=("raggiunto" if v >= t else "da raggiungere", f"obiettivo {italian(t)}%"),
        )
        for i, label, note, v, t, text in rows
    )
    return Chart("risultati", ChartKind.BULLET, categories, (Series("2018"),), "%", ("obiettivo 2023",), maximum=Decimal(100))


def sexes(women: int = 94_679, men: int = 108_029) -> Chart:
    shares = [f"{round(100 * n / (women + men))}%" for n in (women, men)]
    row = Category("Occupazione", (datum(women, 0, shares[0]), datum(men, 0, shares[1])), axis=AXES[0])
    return Chart("sessi", ChartKind.STACKED, (row,), (Series("donne"), Series("uomini", tinted=True)), "persone", half=True)


def vulnerable_half() -> Chart:
    rows = (("Migranti", 16_899, "8%"), ("Altri svantaggiati", 12_657, "6%"), ("Persone con disabilità", 5_412, "3%"))
    categories = tuple(Category(label, (datum(v, 0, b),)) for label, v, b in rows)
    return Chart("vulnerabili-1", ChartKind.BARS, categories, (Series("persone", AXES[0]),), "persone", half=True)


def years() -> Chart:
    rows = {
        2014: (None, None, None),
        2015: (12.4, 3.1, 8.0),
        2016: (88.0, 20.5, 41.2),
        2017: (190.3, None, 120.0),
        2018: (329.3, 172.5, 221.5),
    }
    categories = tuple(Category(str(year), tuple(datum(v, 1) for v in values)) for year, values in rows.items())
    return Chart("anni", ChartKind.LINE, categories, tuple(Series(a.short, a) for a in AXES[:3]), "Mln€")


def stages() -> Chart:
    rows = ((358.0, 329.3, 69.2), (227.1, 172.5, 41.3), (332.5, 221.5, 90.7), (20.0, 15.3, 1.2), (32.9, None, 2.2))
    categories = tuple(Category(a.name, tuple(datum(v, 1) for v in vs), axis=a) for a, vs in zip(AXES, rows, strict=True))
    return Chart(
        "tappe", ChartKind.GROUPED, categories, (Series("dotazione"), Series("attivato"), Series("certificato")), "Mln€"
    )


def changes() -> Chart:
    rows = ((12.5, "+3,2%"), (-8.25, "−1,1%"), (3.0, "+0,4%"), (None, ""), (-0.5, ""))
    categories = tuple(Category(a.name, (datum(v, 1, b),), axis=a) for a, (v, b) in zip(AXES, rows, strict=True))
    return Chart("variazioni", ChartKind.BARS, categories, (Series("variazione"),), "Mln€")


def from_to() -> Chart:
    rows = ((45.1, 60.0), (80.2, 78.0), (50.0, 63.28), (None, 52.34), (3.0, 4.0))
    categories = tuple(
        Category(a.name, (datum(f, 1, end="%"), datum(t, 1, end="%")), axis=a) for a, (f, t) in zip(AXES, rows, strict=True)
    )
    return Chart("da-a", ChartKind.DUMBBELL, categories, (Series("2017"), Series("2018")), "%", ("2017", "2018"))


REPORT = (allocation, progress, certified, attainment, participants, vulnerable, results, sexes, vulnerable_half)
FURTHER = (years, stages, changes, from_to)


def hard(kind: ChartKind, count: int, series: int = 1, *, half: bool = False, long: bool = True, axes: bool = True) -> Chart:
    """A chart of `count` rows with awkward labels, values of all sizes, and some that are not stated."""
    ends = 2 if kind is ChartKind.DUMBBELL else series

    def value(row: int, column: int) -> float | None:
        if (row * 7 + column * 3) % 11 == 5:
            return None
        size = (123_456.5, 987.0, 54_321.0, 0.0, 8.0, 150_000.0, 31_000.0)[(row * 3 + column * 5) % 7]
        return -size / 3 if kind in (ChartKind.BARS, ChartKind.GROUPED) and (row + column) % 5 == 3 else size

    axis = [Axis(i, ROMAN[i], LONG if long else f"Asse {ROMAN[i]}", f"Tema {i + 1}") for i in range(30)]
    names = [f"serie {i + 1}" if not long else f"Serie con un nome lungo, {i + 1}" for i in range(ends)]
    categories = tuple(
        Category(
            str(2000 + i) if kind is ChartKind.LINE else LONG[: 90 - 7 * i % 60] if long else f"Voce {i + 1}",
            tuple(datum(value(i, j), 1, "12,3%" if j == 0 and kind is not ChartKind.STACKED else "") for j in range(ends)),
            "una nota più quieta" if i % 3 == 1 and kind is not ChartKind.LINE else "",
            axis[i] if axes and kind is not ChartKind.LINE else None,
            total=datum(300_000.0, 1) if kind is ChartKind.STACKED and i % 2 else None,
            targets=(datum(60_000.0), datum(61_000.0)) if kind is ChartKind.BULLET else (),
            aside=("da raggiungere", "entro il 2023")
            if kind is ChartKind.BULLET and not half and count > 1 and long
            else ("", ""),
            group=str(i // 4),
        )
        for i in range(count)
    )
    lines = tuple(
        Series(name, axis[i] if axes and kind in (ChartKind.STACKED, ChartKind.GROUPED, ChartKind.LINE) else None)
        for i, name in enumerate(names)
    )
    targets = {ChartKind.BULLET: ("obiettivo intermedio", "obiettivo finale"), ChartKind.DUMBBELL: ("prima", "dopo")}.get(
        kind, ()
    )
    return Chart(f"{kind}-{count}", kind, categories, lines, "persone", targets, half=half)


def squares(
    counts: tuple[tuple[int, int, int], ...] = ((358, 329, 69), (227, 173, 41), (333, 222, 91), (20, 15, 1), (32, 20, 2)),
) -> Squares:
    rows = tuple(
        SquaresRow(Axis(i, ROMAN[i], f"Asse {ROMAN[i]}", ROMAN[i]), (Text(str(row[0])),), *row) for i, row in enumerate(counts)
    )
    alt = (Text("I quadrati del Programma."),)
    return Squares(rows, alt, "Ogni quadrato è 1 milione di euro", "certificato", "attivato", "da attivare")
