"""What the commands that act on a disclosure share: looking first, and saying what came of it."""

from typing import TYPE_CHECKING

from pdisc.commands.form import Form
from pdisc.context import Context, Late

if TYPE_CHECKING:
    from pdisc.render import views
    from pdisc.services import looking
    from pdisc.services.desk import Outcome
else:
    looking = Late("pdisc.services.looking")
    views = Late("pdisc.render.views")


def act_for(context: Context, form: Form, number: str | None, name: str) -> "looking.Act":
    """Return which disclosure is meant, as it looks now; a change before the act is a conflict."""
    wanted = form.need("N", "公开事项编号", number)
    if not context.asks:
        form.done()
    with context.reading() as reading:
        return looking.look(reading, wanted, name)


def say_outcome(context: Context, outcome: "Outcome") -> None:
    """Answer with the disclosure as it stands after a step."""
    dry_run = context.options.dry_run
    context.answer(
        views.outcome_document(outcome, dry_run=dry_run),
        lambda screen: views.show_outcome(screen, outcome, dry_run=dry_run),
    )
