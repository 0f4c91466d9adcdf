"""测评表 as a sheet to be filled in: its columns, in the order in which they stand, and its words.

What the template prints is what `survey import` looks for (DESIGN §6, 领域要点 §4).
"""

import msgspec

from pdisc.errors import Problem
from pdisc.registers.surveys import SurveyTallied
from pdisc.values.voice_kinds import SurveyGroup
from pdisc.voices.surveys import GRADES

ABOUT, GROUP, ASKED = "事项编号或期次", "群体", "发放份数"
COLUMNS = (ABOUT, GROUP, *GRADES, ASKED)
"""The headings."""

HEADING_WITHIN = 8
"""Within how many rows the headings must stand."""

SHEET, NOTES = "测评表", "填表说明"
"""How the two sheets of the template are called."""

EXPLAINED = (
    "一行填一个群体：党员、群众、社会各填各的，没有测评的群体不写。",
    f"“{ABOUT}”写公开事项的编号，如 2026-0001，或者期次，如 2026年三季度；"
    "对党务公开总的测评，这一格空着。",
    "“满意、基本满意、不满意、不了解”写收回的份数，没有的写 0，不要空着；"
    "只写数字，不写公式、单位和文字。",
    f"“{ASKED}”写一共发出多少份，不知道的可以空着；不能少于收回的份数。",
    "不记名：不要写姓名，也不要加别的列。",
    "不要合并单元格，不要隐藏行和列，不要另做一张同样的表。",
    "填好以后存成 xlsx，录入：pdisc 测评 录入 文件",
    "满意率＝（满意＋基本满意）÷（全部－不了解）；知晓率＝（全部－不了解）÷全部；"
    "回收率＝全部÷发放份数。",
)
"""What the sheet of explanations says, line by line."""

GROUPS = tuple(map(str, SurveyGroup))


class SurveyRow(msgspec.Struct, frozen=True):
    """One row of the sheet that says what it must: where it stands, and what it tallies."""

    row: int
    event: SurveyTallied


class SurveySheet(msgspec.Struct, frozen=True):
    """What a file says: the rows that will do, and the problems of all others."""

    rows: tuple[SurveyRow, ...]
    problems: tuple[Problem, ...]
