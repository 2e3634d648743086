"""The folder of last year's report: the one place outside its own folder that a report may name.

Receives the report's folder and what its author wrote (`../2018`, or `../2018/report.en.yaml`); promises the file of another
report in a folder right beside, or a located problem. Separate from `folder`, which lets nothing out: the files of that report
pass its guard in their turn.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

from report_builder.diagnostics import Problem
from report_builder.place import LocatedText

BESIDE = re.compile(r"\.\./(?P<folder>(?!\.)[^/\\:\0]{1,200})(?:/(?P<file>report[^/\\:\0]{0,200}\.yaml))?/?")
MAIN = "report.yaml"


def neighbour(root: Path, name: LocatedText, edition: str) -> tuple[Path | None, Problem | None]:
    """The file of the report that `name` means, seen from `root`: if none is named, the same `edition` or the main one."""
    match = BESIDE.fullmatch(name.text)
    if match is None:
        return None, Problem("previous-form", {"name": name.text}, name.span)
    try:
        own = root.resolve()
        folder = own.parent / match["folder"]
        files = [match["file"]] if match["file"] else [edition, MAIN]
        found = next((folder / file for file in files if (folder / file).is_file()), None)
        if found is not None and folder.resolve().parent == own.parent and folder.resolve() != own:
            return found, None
        others = sorted(f"../{file.parent.name}" for file in own.parent.glob(f"*/{MAIN}") if file.parent != own)
    except OSError:  # no permission, a loop of links
        others = []
    near = get_close_matches(name.text, others, 1)
    return None, Problem("previous-unknown", {"name": name.text, "suggestion": near[0] if near else ""}, name.span)
