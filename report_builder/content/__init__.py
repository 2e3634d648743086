"""What an author may write: the vocabulary of the YAML files, as pydantic models and as JSON Schema.

Receives located texts from `reader`; promises that a value of these types has the right shape, and nothing about references,
figures or markup, which `compose` resolves. Every printed text stays a `LocatedText`, so that any character can be traced.
Field names and descriptions are the editors' documentation: the JSON Schema is generated from here.
"""

import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # no other package changes how content is read, nor is looked for
