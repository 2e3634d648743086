"""Charts of every kind in every language, to be told in words: the same figures, printed as each language prints them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from report_builder.document import Axis, Category, Chart, ChartKind, Datum, Number, Series
from report_builder.figures import FigureForm, Quantity, printed
from report_builder.language import load_language

MILLIONS = {"it": "Mln€", "en": "€ million", "de": "Mio. €", "fr": "M€"}
NOUNS: Mapping[str, Mapping[str, str]] = {
    "it": {"people": "persone", "women": "donne", "men": "uomini", "work": "Lavoro", "school": "Scuola", "given": "Dotazione",
           "spent": "Speso", "towns": "Comuni", "hours": "Ore", "target": "target"},
    "en": {"people": "people", "women": "women", "men": "men", "work": "Work", "school": "School", "given": "Allocation",
           "spent": "Spent", "towns": "Towns", "hours": "Hours", "target": "target"},
    "de": {"people": "Personen", "women": "Frauen", "men": "Männer", "work": "Arbeit", "school": "Schule", "given": "Mittel",
           "spent": "Ausgaben", "towns": "Gemeinden", "hours": "Stunden", "target": "Zielwert"},
    "fr": {"people": "personnes", "women": "femmes", "men": "hommes", "work": "Emploi", "school": "École", "given": "Dotation",
           "spent": "Dépenses", "towns": "Communes", "hours": "Heures", "target": "cible"},
}  # fmt: skip


class Charts:
    """The charts of one language."""

    def __init__(self, code: str) -> None:
        self.language = load_language(code)
        self.nouns = NOUNS[code]
        self.millions = MILLIONS[code]
        names = (("I", "work"), ("II", "school"), ("III", "towns"))
        self.axes = tuple(Axis(at, numeral, self.nouns[name], self.nouns[name]) for at, (numeral, name) in enumerate(names))

    def datum(self, text: str | None, unit: str, name: str = "", beside: str = "") -> Datum:
        """`text` in `unit`: millions of euro ("M"), per cent or a counted noun; None is not stated."""
        if text is None:
            return Datum(None, self.language.not_stated)
        value = Decimal(text)
        factor = Decimal(1_000_000) if unit == "M" else Decimal(1)
        base = "€" if unit == "M" else unit
        symbol = self.millions if unit == "M" else unit
        quantity = Quantity(value * factor, base, symbol, factor, max(0, -int(value.as_tuple().exponent)))
        label = printed(quantity, self.language, FigureForm(bare=unit != "%"))
        spoken = Number(name, quantity.value, base, "", printed(quantity, self.language))
        beside = beside and printed(Quantity(Decimal(beside), "%", "%"), self.language)
        return Datum(value, label, beside, name, spoken)

    def chart(self, kind: ChartKind) -> Chart:
        say, people = self.nouns, self.nouns["people"]
        work, school, towns = self.axes
        match kind:
            case ChartKind.BARS:
                amounts = ((work, "358.0", "56"), (school, "227.1", "35"), (towns, "57.4", "9"))
                rows = [Category(axis.name, (self.datum(value, "M", beside=of),), axis=axis) for axis, value, of in amounts]
                return Chart("bars", kind, tuple(rows), (Series(say["given"]),), self.millions)
            case ChartKind.GROUPED:
                pairs = ((work, "358.0", "120.4"), (school, "227.1", None))
                rows = [Category(axis.name, (self.datum(a, "M"), self.datum(b, "M")), axis=axis) for axis, a, b in pairs]
                return Chart("grouped", kind, tuple(rows), (Series(say["given"]), Series(say["spent"])), self.millions)
            case ChartKind.STACKED:
                data = (self.datum("25100", people, beside="52"), self.datum("23464", people, beside="48"))
                row = Category(work.name, data, axis=work, total=self.datum("48564", people))
                return Chart("stacked", kind, (row,), (Series(say["women"]), Series(say["men"], tinted=True)), people)
            case ChartKind.BULLET:
                ticks = (self.datum("180.0", "M"), self.datum("230.0", "M"))
                row = Category(say["spent"], (self.datum("199.0", "M"),), targets=ticks)
                targets = (f"{say['target']} 2018", f"{say['target']} 2019")
                return Chart("bullet", kind, (row,), (Series(say["spent"]),), self.millions, targets)
            case ChartKind.DUMBBELL:
                ends = ((work, "47", "55"), (school, "60", "58"))
                rows = [Category(axis.name, (self.datum(a, "%"), self.datum(b, "%")), axis=axis) for axis, a, b in ends]
                return Chart("dumbbell", kind, tuple(rows), (Series(""), Series("")), "%", ("2017", "2018"))
            case ChartKind.LINE:
                years = (("2016", "31200"), ("2017", "61434"), ("2018", "47850"))
                rows = [Category(year, (self.datum(value, people),)) for year, value in years]
                return Chart("line", kind, tuple(rows), (Series(say["people"]),), people)

    def many(self, kind: ChartKind, series: int = 1, rows: int = 14) -> Chart:
        """A chart of too many figures to be told one by one."""
        names = [Series(f"{self.nouns['towns']} {letter}") for letter in "ABCDEFGH"[:series]]
        found = []
        for at in range(rows):
            data = tuple(self.datum(f"{10 + (at * 7 + one * 3) % 23}.5", "M", f"g{at}.s{one}") for one in range(series))
            targets = (self.datum("20.5", "M"),) if kind is ChartKind.BULLET else ()
            total = self.datum(str(100 + at), "M") if kind is ChartKind.STACKED and at < 3 else None
            found.append(Category(str(2001 + at), data, total=total, targets=targets))
        names_of_targets = (self.nouns["target"],) if kind is ChartKind.BULLET else ()
        return Chart("many", kind, tuple(found), tuple(names), self.millions, names_of_targets)
