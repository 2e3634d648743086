"""The proof: the finished files of a report, checked by ourselves and by validators, and the page that says so.

Receives built files as they stand in their folder; promises results that name the file, the standard, the tool and its version,
and an accessible page of them. Separate from the writers, with whom it shares no code: a proof of what they wrote must not.
"""
