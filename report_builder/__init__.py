"""report_builder: one set of structured content and figures, printed as PDF, Word and web page that say the same.

The way through the house, each stage a room of its own (docs/architecture.md)::

    content/*.yaml -> source -> reader -> Report -> compose -> Document -> writers -> files
"""

__version__ = "0.1.0"
