"""A second opinion on what is due: slow, plain loops over days, sharing no code with the program.

Written from docs/decisions/0019 and DESIGN §4 by somebody who had not read the program. `days`
walks the work calendar, `windows` the months, `duties` finds every obligation, `week` the weekly
check.
"""

from .days import (
    NOTICE_2026,
    noticed,
    nth_working_day,
    recorded,
    rules_of,
    works,
)
from .duties import Owed, Said, duties
from .week import Line, weekly
from .windows import spans

__all__ = [
    "NOTICE_2026",
    "Line",
    "Owed",
    "Said",
    "duties",
    "noticed",
    "nth_working_day",
    "recorded",
    "rules_of",
    "spans",
    "weekly",
    "works",
]
