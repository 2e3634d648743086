"""Markdown with mentions of figures → inlines and blocks, every character traced to the author's file.

Receives located prose and a context (figures, dates, glossary, ids); promises document nodes and located problems, and
never renders a template: a mention stays one character until it becomes a `Number` or a date. Separate from `compose` because
it knows nothing of sections, captions or numbering: references are left without text, footnotes without number.
"""

from report_builder.markup.context import Context, Glossary, Mentions
from report_builder.markup.links import is_web_address
from report_builder.markup.reading import read_blocks, read_inlines

__all__ = ["Context", "Glossary", "Mentions", "is_web_address", "read_blocks", "read_inlines"]
