"""From nodes to the author's vocabulary: pydantic checks the shapes, this tells what is wrong in the editor's terms.

Receives a node and a model; promises the model's value, or located problems with our own rules: none of pydantic's words or
paths through unions comes out. Separate so that `content` stays a plain description of what may be written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from report_builder.content.models import keys_of
from report_builder.diagnostics import Problem
from report_builder.place import LocatedText, Span
from report_builder.source import Mapping, Node
from report_builder.source import Sequence as Items

Model = TypeVar("Model", bound=BaseModel)

TEXT, LIST, KEYS = "text-expected", "list-expected", "keys-expected"
RULES = {
    "string_type": TEXT,
    "is_instance_of": TEXT,
    "list_type": LIST,
    "dict_type": KEYS,
    "model_type": KEYS,
    "model_attributes_type": KEYS,
    "flag": "flag-expected",
    "word": "plain-text-expected",
    "whole": "whole-expected",
    "range": "whole-range",
    "day": "day-expected",
}


NEVER_EMPTY = frozenset({"funds", "chapters", "rows", "columns", "categories", "series", "key_figures"})
"""Lists that say nothing without an item; `notes` and others may be empty."""


def plain(node: Node) -> Any:
    """Dictionaries and lists of located texts, as pydantic wants them."""
    match node:
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}
        case Items():
            return [plain(item) for item in node.items]
        case LocatedText():
            return node


def validate(model: type[Model], node: Node) -> tuple[Model | None, list[Problem]]:
    """`node` as a value of `model`; None with the problems if it is not one."""
    try:
        return model.model_validate(plain(node)), []
    except ValidationError as error:
        found = [_Fault(model, node, details) for details in error.errors(include_url=False)]
    problems: dict[tuple[str, Span], Problem] = {}
    unknown = {
        (fault.owner, str(fault.problem().parameters.get("suggestion"))) for fault in found if fault.kind == "extra_forbidden"
    }
    for fault in found:
        if fault.wrong_branch or (fault.kind == "missing" and (fault.owner, fault.last) in unknown):
            continue  # a misspelt key is one mistake, not a missing and an unknown one
        problem = fault.problem()
        assert problem.span is not None
        problems.setdefault((problem.rule, problem.span), problem)
    return None, list(problems.values())


def empties(node: Node, key: LocatedText | None = None) -> Iterator[Problem]:
    """Keys without a value, spelt another way: `""` or `[]`. Cells may be blank; figures tell it themselves."""
    match node:
        case Mapping():
            for name, value in node.entries:
                if name.text not in ("cells", "figures"):
                    yield from empties(value, name)
        case Items():
            if not node.items and key is not None and key.text in NEVER_EMPTY:
                yield Problem("list-empty", {"key": key.text}, key.span)
            for item in node.items:
                yield from empties(item, key)
        case LocatedText():
            if not node.text.strip() and node.offsets and key is not None:  # without offsets: told by `source`
                yield Problem("empty-value", {"key": key.text}, node.span)


class _Fault:
    """One of pydantic's errors, walked down to its node.

    `owner` is the span of the node that holds the fault. `wrong_branch` is true for what one branch of a union says of a
    value that plainly belongs to another: a list is no text, but that is not what is wrong inside it.
    """

    def __init__(self, model: type[BaseModel], root: Node, details: ErrorDetails) -> None:
        self.kind = details["type"]
        self.last = str(details["loc"][-1]) if details["loc"] else ""
        self.node, self.key = root, None
        self.near = ""  # the last key on the way, for what is said of an item of its list
        self.context = details.get("ctx", {})
        self.path: list[str] = []
        self.model = model
        self.expected = RULES.get(self.kind, self.kind)
        self.wrong_branch = False
        node: Node = root
        for at, step in enumerate(details["loc"]):
            final = at == len(details["loc"]) - 1
            if isinstance(node, Mapping) and isinstance(step, str) and (value := node.get(step)) is not None:
                self.path.append(step)
                self.key, self.near = node.key(step), step
                if final and self.kind == "extra_forbidden":
                    break
                node = value
            elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
                self.path.append("")
                self.key = None
                node = node.items[step]
            elif not (final and self.kind == "missing"):
                self._branch(node, str(step))
        self.node = node
        self.owner = node.span

    def _branch(self, node: Node, step: str) -> None:
        """`step` names a branch of a union, such as `list[RowEntry]`."""
        is_list = step.startswith("list[")
        if isinstance(node, Items):
            self.wrong_branch = self.wrong_branch or not is_list
        elif isinstance(node, LocatedText):
            self.wrong_branch = self.wrong_branch or is_list
        else:
            self.expected = LIST  # all that unions of this vocabulary offer besides a word

    def problem(self) -> Problem:
        span = self.key.span if self.key is not None else self._start(self.node)
        if self.kind == "missing":
            return Problem("missing-key", {"key": self.last}, span)
        if self.kind == "extra_forbidden":
            near = get_close_matches(self.last, known_keys(self.model, self.path[:-1]), 1, 0.6)
            keys = ", ".join(f"`{key}`" for key in known_keys(self.model, self.path[:-1]))
            return Problem("unknown-key", {"key": self.last, "suggestion": near[0] if near else "", "keys": keys}, span)
        key = self.near or span.file  # the whole file, if nothing is around
        here = self._start(self.node)
        if self.expected == TEXT and isinstance(self.node, Mapping) and (colon := self._colon()):
            return Problem("colon-in-text", {}, colon)
        if self.expected in ("block-several", "compute-ways", "compute-names", "meter-share"):
            return Problem(self.expected, {}, here)
        if self.expected in (TEXT, LIST, KEYS):
            return Problem(self.expected, {"key": key}, here)
        text = self.node.text if isinstance(self.node, LocatedText) else ""
        if self.expected == "whole-range":
            bounds = {name: int(self.context[name]) for name in ("low", "high")}
            return Problem(self.expected, {"key": key, "text": text, **bounds}, here)
        if self.expected in ("flag-expected", "plain-text-expected", "whole-expected", "day-expected"):
            return Problem(self.expected, {"key": key, "text": text}, here)
        return Problem("wrong-value", {"key": key, "text": text}, here)

    @staticmethod
    def _start(node: Node) -> Span:
        """The place of a node: a whole text, the first sign of anything longer."""
        span = node.span
        return span if isinstance(node, LocatedText) else Span(span.file, span.start, min(span.start + 1, span.end))

    def _colon(self) -> Span | None:
        """Where a text became a key: `- Dote: una misura` is one key with one value."""
        if not isinstance(self.node, Mapping) or len(self.node.entries) != 1:
            return None
        key, value = self.node.entries[0]
        if not isinstance(value, LocatedText) or (key.text.isidentifier() and key.text.islower()):
            return None
        return Span(key.span.file, key.span.end, key.span.end + 1)


def known_keys(model: type[BaseModel], path: Sequence[str]) -> list[str]:
    """The keys that may stand at `path` below `model`; "" stands for any place of a list."""
    current: type[BaseModel] | None = model
    for step in path:
        if current is None:
            return []
        if step:
            info = next((info for name, info in current.model_fields.items() if step == (info.alias or name)), None)
            current = next(_models(info.annotation), None) if info is not None else current
    return keys_of(current) if current is not None else []


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that an annotation speaks of, within lists, unions and dictionaries."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
