"""What requests and opinions must know of a disclosure, taken from it as its journal tells it."""

from datetime import date

from pdisc.steps.disclosure import Disclosure
from pdisc.values.channels import is_hanging
from pdisc.voices.opinions import Disclosed
from pdisc.words import Act, State


def disclosed_of(then: Disclosure, on: date) -> Disclosed:
    """Return what the loop must know of a disclosure, as of a business date."""
    out = min((each.on for each in then.publications), default=None)
    hanging = (
        is_hanging(each.channel)
        and each.on <= on
        and (each.taken_down_on is None or each.taken_down_on > on)
        and (each.until is None or each.until >= on)
        for each in then.publications
    )
    notices = tuple((x.on, x.until) for x in then.publications if x.until and x.on <= on)
    return Disclosed(
        number=then.number,
        published_on=out if out is not None and out <= on else None,
        live=_is_live(then, on),
        hanging=any(hanging),
        notices=notices if then.plan.public_notice else (),
        corrects=then.corrects or "",
    )


def _is_live(then: Disclosure, on: date) -> bool:
    """Say whether a disclosure was on its way or out on a day: neither withdrawn nor refused."""
    known = [step.state for step in then.steps if step.on <= on]
    gone = not known or known[-1] in (State.WITHDRAWN, State.REFUSED)
    return not gone and (then.state is not State.ARCHIVED or bool(then.publications))


def filed_seq(then: Disclosure | None) -> int | None:
    """Return by which entry a disclosure was filed (归档), or None where it wasn't."""
    filed = (step.seq for step in (then.steps if then else ()) if step.act is Act.ARCHIVE)
    return max(filed, default=None)
