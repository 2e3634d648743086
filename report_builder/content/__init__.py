"""What an author may write: the vocabulary of the YAML files, as pydantic models and as JSON Schema.

Receives located texts from `reader`; promises that a value of these types has the right shape, and nothing about references,
figures or markup, which `compose` resolves. Every printed text stays a `LocatedText`, so that any character can be traced.
Field names and descriptions are the editors' documentation: the JSON Schema is generated from here.
"""

import sys
from types import ModuleType

_none = ModuleType(
    "pydantic.plugin._loader", "No other package changes how content is read, nor is looked for, which takes 20 ms."
)
_none.get_plugins = tuple  # type: ignore[attr-defined]
sys.modules.setdefault(_none.__name__, _none)
