"""Limits and settings: each has a value, a unit and a source, and holds from a date on."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

import msgspec

from pdisc.dates.months import day_of_year
from pdisc.errors import NotFound
from pdisc.registers.settings import Setting, SettingChanged

UNIT_NAME = "单位名称"


SHIPPED_SINCE = {
    "年度公开截止": "03-31",
    "更正撤下": "2",
    "换届周期": "36",
    "上次换届": "",
    "日历提醒": "7,1",
    "归档必备材料": "",
}
"""Rules that came after ledgers had begun, and that reading asks for: a ledger that nobody has
upgraded, or that is asked for a day before that, answers by what was shipped."""


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One shipped default of `data/rules.yaml`, with its source in a sentence and in parts."""

    name: str
    value: str
    unit: str
    basis: str
    assumed: bool
    document: str = ""
    clause: str = ""
    in_force: date | None = None

    def setting(self, valid_from: date, value: str | None = None) -> SettingChanged:
        """Return the rule as it begins to hold in a ledger, with another value where one is."""
        return SettingChanged(
            name=self.name,
            value=self.value if value is None else value,
            unit=self.unit,
            basis=self.basis,
            assumed=self.assumed,
            valid_from=valid_from,
            document=self.document,
            clause=self.clause,
            in_force=self.in_force,
        )


class RuleBook:
    """The settings of one ledger, asked by name and by the day on which they must hold."""

    def __init__(self, settings: Iterable[Setting]) -> None:
        """Take all versions of all settings, in the order in which they were recorded."""
        self._versions: dict[str, list[Setting]] = {}
        for setting in settings:
            self._versions.setdefault(setting.name, []).append(setting)

    def names(self) -> tuple[str, ...]:
        """Return every rule's name in the order of the shipped file."""
        return tuple(self._versions)

    def setting(self, name: str, on: date) -> Setting:
        """Return the version of one rule that holds on a day; the first one before its start.

        Raises NotFound for a name that no rule bears.
        """
        versions = self._versions.get(name)
        if not versions:
            near = get_close_matches(name, self._versions, n=1, cutoff=0.4)
            hint = f"，是不是“{near[0]}”？" if near else ""
            raise NotFound(f"没有名为“{name}”的设置{hint}", next_step="pdisc config show")
        held = [version for version in versions if version.valid_from <= on]
        return max(reversed(held), key=lambda version: version.valid_from, default=versions[0])

    def number(self, name: str, on: date) -> int:
        """Return a rule's value as a number (of working days, days, months, characters or MB)."""
        return int(self.text(name, on))

    def text(self, name: str, on: date) -> str:
        """Return a rule's value as it was written."""
        if name not in self._versions and name in SHIPPED_SINCE:
            return SHIPPED_SINCE[name]
        return self.setting(name, on).value

    def flag(self, name: str, on: date) -> bool:
        """Return whether a 是否 rule says 是."""
        return self.setting(name, on).value == "是"


def archive_deadline(published_on: date, rules: RuleBook) -> date:
    """Return the last day for 归档: 归档截止 (月-日) of the year after the first publication."""
    month, day = (int(part) for part in rules.text("归档截止", published_on).split("-"))
    year = published_on.year + 1
    return day_of_year(year, month, day)
