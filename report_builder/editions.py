"""Which report is meant, and where its documents go.

Receives what the user typed; promises the file `report*.yaml` or a problem that names the reports there are. Separate so that
the command can be tested without building, and because only here do names of folders mean anything.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

from report_builder.diagnostics import Problem, Problems

CONTENT, OUTPUT = Path("content"), Path("output")
MAIN = "report.yaml"
USUAL = "it"  # the language of a report that names none
# Read without YAML, so that a report with a mistake is still found; the reader tells the mistake.
_DATE = re.compile(r"^reference_date\s*:\s*[\"']?(\d{4}-\d{2}-\d{2})", re.MULTILINE)
_PUBLISHED = re.compile(r"^published\s*:\s*[\"']?(\d{4}-\d{2}-\d{2})", re.MULTILINE)
_LANGUAGE = re.compile(r"^language\s*:\s*[\"']?([A-Za-z-]+)", re.MULTILINE)


def choose(typed: str, content: Path = CONTENT) -> tuple[Path | None, Problems]:
    """The report's file: `typed` is a folder's name in `content`, a folder, a file, or "" for the latest reference date."""
    if not typed:
        reports = sorted(content.glob(f"*/{MAIN}"), key=lambda file: (_reference_date(file), file.parent.name))
        return (reports[-1], ()) if reports else (None, (Problem("no-report", {"folder": content.as_posix()}),))
    places = (content / typed, Path(typed))
    for place in places:
        if _is_file(place / MAIN):
            return place / MAIN, ()
        if _is_file(place):
            named = place.name.startswith("report") and place.suffix in (".yaml", ".yml")
            return (place, ()) if named else (None, (Problem("not-a-report", {"name": typed}),))
    known = sorted(file.parent.name for file in content.glob(f"*/{MAIN}"))
    near = get_close_matches(typed, known, 1, 0.5)
    suggestion = near[0] if near else ""
    return None, (Problem("report-not-found", {"name": typed, "known": ", ".join(known) or "-", "suggestion": suggestion}),)


def siblings(file: Path) -> list[Path]:
    """The same edition of the report in the folders beside its own: other years."""
    own = file.resolve()
    return sorted(other for other in own.parent.parent.glob(f"*/{file.name}") if other != own)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name too long, a folder closed to us
        return False


def _reference_date(file: Path) -> str:
    return _stated(file, _DATE)


def edition_of(file: Path) -> str:
    """Language and date (of publication, else of reference), as a build calls an edition; the report may have mistakes."""
    return f"{_stated(file, _LANGUAGE) or USUAL} {_stated(file, _PUBLISHED) or _reference_date(file)}"


def _stated(file: Path, pattern: re.Pattern[str]) -> str:
    try:
        found = pattern.search(file.read_text("utf-8-sig", "replace"))
    except OSError:
        return ""
    return found[1] if found else ""


def output_folder(file: Path, output: Path = OUTPUT) -> Path:
    """`output/2018` for `content/2018/report.yaml`, `output/2018/en` for its edition `report.en.yaml`."""
    edition = file.stem.removeprefix("report").strip(".-_")
    folder = output / (file.resolve().parent.name or "report")
    return folder / edition if edition else folder
