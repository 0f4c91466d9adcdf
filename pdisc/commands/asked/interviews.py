"""The table of questions: what each command asks on a terminal, before it is done.

A command that isn't here asks for what its form needs, one text after another.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from pdisc.commands.asked import judging, petitions, plans, recording
from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.who import ask_who
from pdisc.context import Context
from pdisc.dates.typed import parse_date
from pdisc.errors import PdiscError, UsageError
from pdisc.services import knowing
from pdisc.services.texts import paragraph

INTERVIEWS: Mapping[str, Callable[[Asker], None]] = {
    "propose": plans.propose,
    "revise": plans.revise,
    "correct": plans.correct,
    "redact": plans.redact,
    "review": judging.review,
    "approve": judging.approve,
    "publish": judging.publish,
    "archive": judging.archive,
    "withdraw": judging.withdraw,
    "takedown": judging.takedown,
    "nil": recording.nil,
    "occurred": recording.occurred,
    "defer": recording.defer,
    "waive": recording.waive,
    "urge": recording.urge,
    "catalog_set": recording.catalog_set,
    "catalog_retire": recording.catalog_retire,
    "catalog_confirm": recording.catalog_confirm,
    "catalog_changed": recording.catalog_noted,
    "catalog_reconfirm": recording.catalog_noted,
    "staff_add": recording.staff_add,
    "staff_close": recording.staff_close,
    "config_set": recording.config_set,
    "reassign": recording.reassign,
    "evidence": recording.evidence,
    "lift": recording.lift,
    "screen": recording.screened,
    "request_add": petitions.add,
    "request_decide": petitions.decide,
    "request_answer": petitions.answer,
    "request_supplement": petitions.supplement,
    "request_extend": petitions.extend,
    "request_join": petitions.join,
    "request_refer": petitions.refer,
}
"""By the name of the command's function."""


def asked(
    command: str, context: Context, given: Mapping[str, Any], *, writes: bool
) -> dict[str, Any]:
    """Return what was typed for a command, with what a person at the terminal added to it.

    Of a command that `writes` without an interview of its own only who she is is asked.
    """
    asker = Asker(context, given)
    interview = INTERVIEWS.get(command)
    if interview is None:
        with suppress(PdiscError):  # what is wrong with the ledger the command itself says
            if writes:
                ask_who(asker, (), "办理", frozenset())
        return asker.given
    _check_day(context)
    interview(asker)
    _explain_late(asker)
    return asker.given


def _check_day(context: Context) -> None:
    """Raise UsageError for a business date that is none, before anything is asked."""
    if context.options.on is None:
        return
    try:
        parse_date(context.options.on, context.today)
    except UsageError as error:
        raise UsageError(f"--on：{error.message}", next_step=error.next_step) from error


def _explain_late(asker: Asker) -> None:
    """Ask why an entry comes late, where its business date lies too far back."""
    options = asker.context.options
    if options.on is None or options.late_reason is not None:
        return
    on = parse_date(options.on, asker.today)
    with asker.reading() as reading:
        late = knowing.is_late(reading, on, asker.today)
    if late:
        label = f"{on} 到今天隔得久了，属于补录；补录的原因"
        options.late_reason = asker.ask(label, lambda typed: paragraph("--late-reason", typed))
