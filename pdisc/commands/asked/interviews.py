"""The table of questions: what each command asks on a terminal, before it is done.

A command that isn't here asks for what its form needs, one text after another.
"""

from collections.abc import Callable, Mapping

from pdisc.commands.asked import (
    answering,
    beginning,
    confirmed,
    filling,
    judging,
    keeping,
    looking,
    petitions,
    plans,
    recording,
)
from pdisc.commands.asked.asker import Asker
from pdisc.dates.typed import parse_date
from pdisc.services import knowing
from pdisc.services.texts import paragraph

INTERVIEWS: Mapping[str, Callable[[Asker], None]] = {
    "init": beginning.init,
    "opening": beginning.opening,
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
    "catalog_confirm": confirmed.catalog_confirm,
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
    "request_show": petitions.request_show,
    "opinion_add": answering.opinion_add,
    "opinion_assign": answering.opinion_assign,
    "opinion_settle": answering.opinion_settle,
    "survey_add": answering.survey_add,
    "survey_import": answering.survey_import,
    "sheet": filling.sheet,
    "catalog_sheet": filling.catalog_sheet,
    "annul": keeping.annul,
    "catalog_add": keeping.catalog_add,
    "workdays_own": keeping.workdays_own,
    "template_set": keeping.template_set,
    "template_drop": keeping.template_drop,
    "template_export": keeping.template_export,
    "show": looking.show,
    "why": looking.why,
    "search": looking.search,
    "print_form": looking.print_form,
    "catalog_show": looking.catalog_show,
    "site": looking.site,
    "calendar": looking.calendar,
    "workdays_plus": looking.workdays_plus,
}
"""By the name of the command's function."""


def explain_late(asker: Asker) -> None:
    """Ask why an entry comes late, where its business date lies too far back."""
    options = asker.context.options
    typed = options.on or asker.given.get("received")
    if typed is None or options.late_reason is not None or not asker.comes_late:
        return
    on = parse_date(typed, asker.today)
    with asker.reading() as reading:
        late = knowing.is_late(reading, on, asker.today)
    if late:
        label = f"{on} 到今天隔得久了，属于补录；补录的原因"
        options.late_reason = asker.ask(label, lambda typed: paragraph("--late-reason", typed))
