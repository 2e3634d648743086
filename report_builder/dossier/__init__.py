"""The audit as a document for the managing authority's file: `figures-audit.html` and `figures-audit.json`.

Receives a checked report; promises every relation with the figures that it binds, what is stated and what is computed, the
verdict and the finding that it belongs to, and every figure with where it is written and where it is printed. The page can be
printed and read with a screen reader; the JSON has the same for programs. Separate from the audit, which knows no format.
"""

from report_builder.dossier.page import write_audit

__all__ = ["write_audit"]
