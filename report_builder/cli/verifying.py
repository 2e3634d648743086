"""The command `verify`: what each check said of each document, and where the proof lies.

Receives parsed arguments; promises one line for each check, what was found under it, and an exit code: 0 passed, 1 found
something, 2 could not check (a validator broke off, or is not installed where `--strict` asks for all). Separate from the other
commands, which need nothing of it. The clock is read here and nowhere else.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from report_builder.cli.arguments import Arguments
from report_builder.cli.commands import code, shown, tell_problems
from report_builder.cli.progress import progress
from report_builder.diagnostics.words import Words
from report_builder.editions import choose, output_folder
from report_builder.place import SourceMap

if TYPE_CHECKING:
    from report_builder.verify.proof import Proof

MOST = 10  # findings of one check on the screen; the proof has more


def verify(arguments: Arguments, words: Words) -> int:
    file, problems = choose(arguments.report)
    if file is None:
        tell_problems(problems, SourceMap({}), None, arguments, words, sys.stderr)
        return code(problems)
    from report_builder.verify.results import Verdict, Why
    from report_builder.verify.run import Request
    from report_builder.verify.run import verify as run

    output = Path(arguments.output) if arguments.output else output_folder(file)
    with progress(words, silent=arguments.quiet or arguments.json) as tell:
        verified = run(Request(file, output, words.language, moment(os.environ.get("SOURCE_DATE_EPOCH", ""))), tell)
    if not arguments.json or verified.proof is None:
        tell_problems(verified.problems, SourceMap({}), None, arguments, words, sys.stderr)
    if verified.proof is None:
        return code(verified.problems)
    results = verified.proof.results
    lacking = dict.fromkeys(result.tool for result in results if result.why is Why.NOT_INSTALLED)
    refused = bool(lacking) and arguments.strict
    failed = any(result.verdict is Verdict.FAILED for result in results)
    trouble = any(result.why is Why.TROUBLE for result in results) or refused
    if arguments.json:
        sys.stdout.write(verified.data)
    elif failed or trouble or not arguments.quiet:
        for line in told_results(verified.proof, words):
            print(line)
        if lacking:
            print(words.say("refused" if refused else "lacking", tools=", ".join(lacking)))
        for key, name in zip(("proof", *("proof-too",) * len(verified.stored)), verified.stored, strict=False):
            print(words.say(key, file=shown(output / name)))
    return 2 if trouble else max(code(verified.problems), int(failed))


def moment(epoch: str) -> datetime:
    """The time of the verification: now, or what the environment states so that the same proof can be made again.

    What is no moment of a calendar states nothing.
    """
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.now(UTC)


def told_results(proof: Proof, words: Words) -> Iterator[str]:
    """A line for each check of each document, with what it found."""
    from report_builder.verify.results import Verdict
    from report_builder.verify.words import judgement, load, told

    own = load(words.language)
    for file in proof.subject.files:
        yield file.name
        for result in proof.results:
            if result.file != file.name:
                continue
            named = f"{result.tool} {result.version}".strip()
            about = f"{result.standard} ({result.setting})" if result.setting else result.standard
            why = f" – {own.say(f'why-{result.why}')} {result.remark}".rstrip() if result.why else ""
            yield f"  {about:<44} {named:<28} {judgement(result, own)}{why}"
            if result.verdict is not Verdict.FAILED:
                continue
            for finding in result.findings[:MOST]:
                place = f" ({finding.place})" if finding.place else ""
                yield f"    [{finding.rule}] {told(finding, own)}{place}"
            if len(result.findings) > MOST:
                yield f"    {words.say('more-findings', count=len(result.findings) - MOST)}"
