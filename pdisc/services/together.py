"""Several acts in one transaction, in their order: all of them happen, or none does."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from pdisc.errors import PdiscError, Refused, UsageError
from pdisc.ledger.rehearsal import Rehearsed
from pdisc.services.acting import Session
from pdisc.services.target import Target
from pdisc.values.ranges import in_short
from pdisc.values.watch import Watch, unwatched

R = TypeVar("R")
T = TypeVar("T")


class InTurn(Generic[T, R]):
    """Things to be done one after another, and what each of them is aimed at.

    Where one is refused the others are asked whether they may be done, so that she hears at once
    of all that can't.
    """

    def __init__(
        self,
        session: Session,
        things: Sequence[T],
        *,
        aim: Callable[[T], Target],
        do: Callable[[T], R],
        may: Callable[[T], object],
        watch: Watch = unwatched,
    ) -> None:
        """Take what is to be done, how, and a question that raises what forbids it.

        `watch` is told how far it is.
        """
        self._session = session
        self._things = things
        self._unfit: set[str] = set()
        self._aim = aim
        self._do = do
        self._may = may
        self._watch = watch

    def all_may(self, begin: Callable[[T], object]) -> None:
        """Raise for all of them at once what keeps any from being begun; `begin` raises that.

        Then the others are asked, too, whether they may be done.
        """
        found = list(self._refused(self._things, begin))
        if found:
            stopped = {target.number for target, _ in found}
            others = [each for each in self._things if self._aim(each).number not in stopped]
            raise self._of_all([*found, *self._refused(others, self._may, besides=True)])
        self._at(self._things[0])

    def done(self) -> list[R]:
        """Do each; return what came of it. A rehearsal comes to its end with each of them."""
        results: list[R] = []
        for place, thing in enumerate(self._things):
            self._watch("办理", place, len(self._things))
            try:
                with suppress(Rehearsed):
                    results.append(self._do(self._at(thing)))
            except Refused as error:
                more = self._refused(self._things[place + 1 :], self._may, besides=True)
                raise self._of_all([(self._aim(thing), error), *more]) from error
            except PdiscError as error:
                raise self._named(error) from error
        if len(results) < len(self._things):
            raise Rehearsed
        return results

    def _at(self, thing: T) -> T:
        """Turn to a thing: what is refused now, is refused about it."""
        self._session.act = self._aim(thing)
        return thing

    def _refused(
        self, things: Sequence[T], may: Callable[[T], object], *, besides: bool = False
    ) -> Iterator[tuple[Target, Refused]]:
        """Yield those of these things that are refused; other errors count only by themselves."""
        for thing in things:
            try:
                may(self._at(thing))
            except Refused as error:
                yield self._aim(thing), error
            except PdiscError as error:
                if not besides:
                    raise self._named(error) from error
                self._unfit.add(self._aim(thing).number)

    def _of_all(self, found: Sequence[tuple[Target, Refused]]) -> PdiscError:
        """Return the one refusal of all: of that which is recorded, if any is, else of the first.

        It names the others that can't be done, and what is left to be done without them.
        """
        self._session.act, lead = min(found, key=lambda each: not each[1].kind)
        if len({self._aim(thing).number for thing in self._things}) == 1:
            return lead
        every = dict.fromkeys(self._aim(thing).number for thing in self._things)
        refused = dict.fromkeys(target.number for target, _ in found)
        others = [number for number in refused if number != self._session.act.number]
        able = [number for number in every if number not in self._unfit.union(refused)]
        if not able and len({error.message for _, error in found}) == 1:
            return lead
        self._named(lead)
        if others:
            lead.message += f"；另外办不了的还有 {in_short(others, '、')}"
        if able:
            rest = f"其余的可以先办，编号写：{in_short(able)}"
            lead.next_step = "；".join(part for part in (lead.next_step, rest) if part)
        return lead

    def _named(self, error: PdiscError) -> PdiscError:
        """Return an error that says which of several things it is about, unless it is the call."""
        act, of_the_call = self._session.act, isinstance(error, UsageError)
        if act and len(self._things) > 1 and not (of_the_call or act.number in error.message):
            error.message = f"{act.number}：{error.message}"
        return error
