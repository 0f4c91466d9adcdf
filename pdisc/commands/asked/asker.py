"""Questions about what the ledger holds: each answer is checked against it when it is given."""

from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pdisc.catalog.versions import require_over
from pdisc.commands.asked.one_word import place_of
from pdisc.commands.asked.questions import Questions
from pdisc.commands.spelling import spelled_code, spelled_number
from pdisc.dates.spoken import spelled_window
from pdisc.dates.windows import parse_window, printed
from pdisc.errors import UsageError
from pdisc.services import knowing, lookup, target
from pdisc.values.ranges import listed, numbers_of
from pdisc.words import Act, Timing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdisc.ledger.reading import Reading
    from pdisc.registers.items import CatalogItem
    from pdisc.values.records import DetailRecord


SEVERAL = frozenset({"numbers", "targets"})
"""What a command calls disclosures where it takes more than one."""


class Asker(Questions):
    """What was typed for one command, with what is asked for besides, of this ledger.

    A walk of questions may be run again with the answers given so far, so it does nothing by
    itself: what is to be done once she has said yes stands in `afterwards`.
    """

    _offered: "list[CatalogItem] | None" = None
    """The items that are offered while she types, once they were asked for."""

    @contextmanager
    def reading(self) -> "Iterator[Reading]":
        """Open the ledger for a look."""
        with self.context.reading() as opened:
            yield opened

    def window(
        self,
        label: str,
        code: str,
        offered: Sequence[str],
        *,
        empty: str | None = None,
        over: bool = False,
    ) -> str:
        """Ask for a window: by its place among those that are offered, or as people say it.

        Where it must be `over`, one that isn't full is told as such.
        """
        for place, key in enumerate(offered, 1):
            self.tell(f"  {place} {printed(key)}")

        def check(typed: str) -> str:
            if place := place_of(typed, offered):
                return offered[place - 1]
            key = spelled_window(typed, self.today)
            with self.reading() as reading:
                found = knowing.window_meant(reading, code, key)
            if over:
                require_over(parse_window(found), code, self.today)
            return found

        asked = f"{label}（写前面的数字，或如 三季度）"
        return self.ask(asked, check, empty=empty, told=printed)

    def item(self, *timings: Timing, name: str = "code", listed: bool = False) -> "CatalogItem":
        """Return the catalogue item that is meant; asked for where no code was given.

        Where several may be given (`listed`) it is the first of them.
        """
        if self.has(name):
            code = self.given[name]
            return self._item(code[0] if isinstance(code, list) else code, timings)
        label = "目录编号，或几个字（如 党费）；看全部打 ?"
        found = self.ask(label, lambda typed: self._item(typed, timings), offers=self._offer_items)
        self.given[name] = [found.code] if listed else found.code
        self.tell(f"  {found.code} {found.level3}（{found.timing}，{found.scope}）")
        return found

    def items(self, *timings: Timing, name: str) -> list[str]:
        """Return the codes of one or more items that are meant; asked for where none was given."""
        if self.has(name):
            return [self._item(each, timings).code for each in listed(self.given[name])]

        def check(typed: str) -> "list[CatalogItem]":
            return [self._item(each, timings) for each in listed([typed])]

        label = "目录编号，或几个字，可写几条（看全部打 ?）"
        found = self.ask(label, check, offers=self._offer_items, told=knowing.listed)
        self.given[name] = [each.code for each in found]
        for each in found:
            self.tell(f"  {each.code} {each.level3}（{each.timing}，{each.scope}）")
        return [each.code for each in found]

    def _offer_items(self, typed: str) -> Sequence[tuple[str, str]]:
        """Return the items that may be meant, for her to choose from while she types."""
        if self._offered is None:
            with self.reading() as reading:
                self._offered = knowing.items_for(reading, self.today, ())
        return knowing.offered(self._offered, typed)

    def _item(self, typed: str, timings: tuple[Timing, ...]) -> "CatalogItem":
        code = spelled_code(typed, lambda: self.today)
        with self.reading() as reading:
            if code == "?":
                every = knowing.items_for(reading, self.today, timings)
                raise UsageError("\n".join(f"  {each.code} {each.level3}" for each in every))
            return knowing.item_meant(reading, code, self.today, timings)

    def number(
        self, act: Act | None, *, name: str = "number", public: bool = False
    ) -> "DetailRecord":
        """Return the disclosure that is meant, on which the act may be done now.

        With `public` it must have been published. Where the command takes several, only the first
        is returned; the others are looked at, too.
        """
        return self.numbers(act, name=name, public=public)[0]

    def numbers(
        self, act: Act | None, *, name: str = "numbers", public: bool = False
    ) -> "list[DetailRecord]":
        """Return the disclosures that are meant; more than one where the command takes several."""
        if self.has(name):
            typed = self.given[name]
            return self._numbers(typed if isinstance(typed, list) else [typed], act, public)
        label, offered = self._which(act)

        def check(typed: str) -> "list[DetailRecord]":
            place = place_of(typed, offered)
            found = self._numbers([offered[place - 1] if place else typed], act, public)
            if len(found) > 1 and name not in SEVERAL:
                raise UsageError(f"这里一次办一件，写了{len(found)}件：先写其中一件")
            return found

        found = self.ask(label, check)
        numbers = [each.number for each in found]
        self.given[name] = numbers if name in SEVERAL else numbers[0]
        self.tell("\n".join(f"  {each.number} {each.title}" for each in found))
        return found

    def said_of(self, number: str) -> "dict[int, str]":
        """Return what each entry about a disclosure decided, in words."""
        with self.reading() as reading:
            return {event.seq: event.said for event in lookup.logged(reading, number)}

    def _which(self, act: Act | None) -> tuple[str, list[str]]:
        """Return the question for a number, and those that it may be, which are told."""
        if act is None:
            return "公开事项编号", []
        with self.reading() as reading:
            found = knowing.candidates(reading, act)
        for place, each in enumerate(found, 1):
            self.tell(f"  {place} {each.number} {each.title}（{each.state}）")
        way = f"现在可以{act}的在上面，写编号或前面的数字" if found else f"现在没有可以{act}的"
        return f"公开事项编号（{way}）", [each.number for each in found]

    def _numbers(self, typed: Iterable[str], act: Act | None, public: bool) -> "list[DetailRecord]":
        plain = [spelled_number(each, lambda: self.today) for each in typed]
        again = self.has("drop_channel")
        with self.reading() as reading:
            found = [
                knowing.fitting(reading, each, act, self.today, public=public, again=again)
                for each in numbers_of(plain)
            ]
            for each in found:
                looked = target.look(reading, each.number, str(act or ""))
                self.context.seen.setdefault(each.number, looked)  # as she saw it at first
        return found
