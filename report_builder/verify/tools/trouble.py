"""The result of a validator that broke off: it never passes for one that found nothing."""

from __future__ import annotations

from report_builder.verify.results import Result, Verdict, Why

NAMELESS = "not valid, and no fault named"  # of a file that a validator refuses without saying why: it has not passed


def broke_off(file: str, standard: str, tool: str, version: str, words: object, *, setting: str = "") -> Result:
    """`words`: an exception, or what the validator wrote."""
    told = str(words).strip() or type(words).__name__
    return Result(file, standard, tool, version, Verdict.NOT_RUN, setting=setting, why=Why.TROUBLE, remark=told)
