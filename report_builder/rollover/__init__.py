"""Next year's report: begun from last year's, and how far it has come.

Receives a finished report; promises a new folder with its structure, prose and looks, in which every figure waits to be
confirmed (`begin`), and of any report how much of it is this year's already (`status`). Separate because nothing of it has a
part in a build: what a report says of its predecessor is read by `reader` and judged by `checks`.
"""

from report_builder.rollover.begin import Begun, begin
from report_builder.rollover.status import FileStatus, Status, status

__all__ = ["Begun", "FileStatus", "Status", "begin", "status"]
