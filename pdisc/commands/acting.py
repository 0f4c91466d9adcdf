"""What the commands that record something share: looking first, and saying what came of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from pdisc.commands.form import Form
from pdisc.context import Context
from pdisc.render import documents, outcome_lists, views
from pdisc.services import outcomes, registers, target


def act_for(context: Context, form: Form, number: str | None, name: str) -> "target.Target":
    """Return which disclosure is meant, as it looks now; a change before the act is a conflict."""
    wanted = form.need("公开事项编号", "公开事项编号", number)
    if not context.asks:
        form.done()
    with context.reading() as reading:
        looked = target.look(reading, wanted, name)
    return context.seen.get(looked.number, looked)


def say_outcome(context: Context, outcome: "outcomes.Outcome") -> None:
    """Answer with the disclosure as it stands after a step."""
    dry_run = context.options.dry_run
    context.answer(
        documents.outcome_document(outcome, dry_run=dry_run),
        lambda screen: views.show_outcome(screen, outcome, dry_run=dry_run),
    )


def say_outcomes(context: Context, found: "Sequence[outcomes.Outcome]", asked: int) -> None:
    """Answer with one disclosure after an act on one, with all of them after one on several."""
    if asked == 1:
        say_outcome(context, outcomes.of_one(found))
        return
    dry_run, outcome = context.options.dry_run, outcomes.of_all(found)
    context.answer(
        documents.outcomes_document(outcome, dry_run=dry_run),
        lambda screen: outcome_lists.show_outcomes(screen, outcome, dry_run=dry_run),
    )


def say_registered(
    context: Context,
    done: "registers.Registered",
    said: str,
    next_step: str,
    *,
    before: Mapping[str, Any] | None = None,
    **more: Any,
) -> None:
    """Answer with an entry in a register, what to say of it and what to type next.

    What its JSON holds besides stands `before` the entry, or is `more` after it.
    """
    dry_run = context.options.dry_run
    entry = documents.event_document(done, dry_run=dry_run)
    context.answer(
        {**(before or {}), **entry, **more},
        lambda screen: views.show_registered(screen, done, said, next_step, dry_run=dry_run),
    )


def say_entries(
    context: Context,
    done: "Sequence[registers.Registered]",
    said: str,
    next_step: str,
    **more: Any,
) -> None:
    """Answer with one entry in a register, or with several; `more` stands in the JSON as well."""
    if len(done) == 1:
        say_registered(context, done[0], said, next_step, **more)
        return
    dry_run, entries = context.options.dry_run, outcomes.Entries.of(done)
    context.answer(
        {**documents.events_document(entries, dry_run=dry_run), **more},
        lambda screen: outcome_lists.show_entries(
            screen, entries, said, next_step, dry_run=dry_run
        ),
    )
