"""Which acts a disclosure still admits on a day, and which of them comes next."""

from collections.abc import Collection, Container
from datetime import date

from pdisc.dates.windows import parse_window
from pdisc.names import among, face
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.guidance import Signers, Stage, in_files, looked_at, next_command, typed
from pdisc.steps.hanging import rests_until
from pdisc.steps.policy import Policy, Roster
from pdisc.steps.transitions import allowed_acts
from pdisc.values.heard import NOTHING_HEARD, Heard
from pdisc.words import Act, Authority, FindingState, Role, State

BEFORE_PUBLISHING = frozenset({Act.REVISE, Act.REDACT, Act.WITHDRAW})


def possible_acts(before: Disclosure, on: date, policy: Policy) -> tuple[str, ...]:
    """Return what may really be done now: nothing that would then be refused for what is out.

    The approval of what is approved only drops channels, and a correction is a matter of its own.
    """
    return tuple(
        _called(act, before) for act in allowed_acts(before.state) if _may(act, before, on, policy)
    ) + (("更正",) if before.publications else ())


def _called(act: Act, before: Disclosure) -> str:
    return "去掉用不上的形式" if (act, before.state) == (Act.APPROVE, State.APPROVED) else act


def _may(act: Act, before: Disclosure, on: date, policy: Policy) -> bool:
    if act in BEFORE_PUBLISHING:
        return not before.publications
    if act is Act.TAKE_DOWN:
        return bool(before.hanging)
    if act is Act.APPROVE and before.state is State.APPROVED:
        return len(before.channels) > 1
    return act not in (Act.PUBLISH, Act.ARCHIVE) or not _resting(before, on, policy)


def _resting(before: Disclosure, on: date, policy: Policy) -> bool:
    """Tell whether a window has to begin, or a term to end, before the next step."""
    if before.state is State.APPROVED:
        window = parse_window(before.window) if before.window else None
        return window is not None and window.start > on
    notice = before.plan.public_notice
    rest = rests_until(before.publications, on, policy.rules, policy.calendar, public_notice=notice)
    return rest is not None


def to_type(before: Disclosure, on: date, policy: Policy) -> str:
    """Return what to type next for a disclosure; where nothing may be done yet, to look at it."""
    authority = policy.item.authority if policy.item else None
    authors = frozenset(map(face, before.authors))
    signers = signers_on(policy.roster, on, authors=authors, authority=authority)
    stage = stage_of(before, resting=_resting(before, on, policy), heard=policy.heard)
    return next_command(stage, signers) or looked_at(before.number)


def stage_of(
    before: Disclosure,
    *,
    explained: Container[str] = (),
    resting: bool = False,
    heard: Heard = NOTHING_HEARD,
) -> Stage:
    """Return the stage of a disclosure; `explained` are findings that are dealt with just now."""
    waiting = [
        each
        for each in before.findings
        if each.state is FindingState.OPEN and each.id not in explained
    ]
    return Stage(
        number=before.number,
        state=before.state,
        open_channels=before.open_channels,
        waiting=[(each.id, each.kind) for each in waiting],
        masked=before.steps[-1].act is Act.REDACT,
        withheld=before.review is not None and before.review.withhold,
        attached=in_files(before.plan.content, [each.where for each in waiting]),
        taken_down=any(each.taken_down_on for each in before.publications),
        resting=resting,
        heard=heard,
    )


def signers_on(
    roster: Roster, on: date, *, authors: Collection[str], authority: Authority | None
) -> Signers:
    """Return who may take each step of one disclosure on a day.

    Its authors may neither review nor approve it (DESIGN §3).
    """

    def apart(role: Role, at_least: Authority | None = None) -> list[str]:
        held = roster.holders(role, on, at_least=at_least)
        return [name for name in held if not among(name, authors)]

    able, any_approver = apart(Role.APPROVER, authority), apart(Role.APPROVER)
    named = {
        "reviewer": next(iter(apart(Role.REVIEWER)), ""),
        "approver": next(iter(able or any_approver), ""),
        "archivist": next(iter(roster.holders(Role.ARCHIVIST, on)), ""),
    }
    found = {field: typed(name) for field, name in named.items() if name}
    return Signers(**found, upward=bool(any_approver) and not able)
