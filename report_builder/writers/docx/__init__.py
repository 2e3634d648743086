"""The Word writer: one document as a real Word file, in the look of the theme or of an office's own template."""

from report_builder.writers.docx.fonts import not_embedded
from report_builder.writers.docx.office import picture_sizes, text_style
from report_builder.writers.docx.package import UnreadablePackage
from report_builder.writers.docx.template import make_template, missing_styles
from report_builder.writers.docx.writer import write_docx

__all__ = [
    "UnreadablePackage",
    "make_template",
    "missing_styles",
    "not_embedded",
    "picture_sizes",
    "text_style",
    "write_docx",
]
