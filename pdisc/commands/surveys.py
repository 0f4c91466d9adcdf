"""三满意: what was counted, one tally or a whole sheet, and how satisfied each group is."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from pdisc.commands import options as o
from pdisc.commands.acting import say_registered
from pdisc.commands.form import Form
from pdisc.commands.output import as_document
from pdisc.context import Context
from pdisc.dates.windows import parse_window, printed
from pdisc.errors import PdiscError, UsageError
from pdisc.registers.surveys import SurveyTallied
from pdisc.render import documents, outcome_lists
from pdisc.render import surveys as view
from pdisc.services import outcomes, survey_lookup, survey_sheets, surveys
from pdisc.text import halfwidth
from pdisc.values.voice_kinds import SurveyGroup
from pdisc.voices.surveys import GRADES, MOST_ANSWERS, MOST_ASKED, tallied
from pdisc.words import Audience

WORDS = "、".join(GRADES)
EXAMPLE = "12,3,1,2"

AboutNumber = Annotated[
    str | None, o.named("公开事项编号", "公开事项编号，如 2026-0001；不写就是总的")
]
AboutWindow = Annotated[
    str | None, o.value("--for", "期次", "对哪一期的测评，如 2026-Q3；不和编号一起写")
]
GroupOption = Annotated[
    str | None, o.value("--group", "群体", "测评的是谁：党员、群众 或 社会", SurveyGroup)
]
Counts = Annotated[
    str | None,
    o.value(
        "--counts",
        "份数",
        f"收回的份数：{WORDS}，如 {EXAMPLE}，或 满意12、基本满意3、不满意1、不了解2",
    ),
]
AskedOption = Annotated[str | None, o.value("--asked", "份数", "一共发放多少份")]
SheetFile = Annotated[
    str | None,
    typer.Argument(
        metavar="文件", help="填好的测评表（xlsx）；空表用 pdisc print 测评表", show_default=False
    ),
]


def survey_add(
    context: Context,
    form: Form,
    number: AboutNumber = None,
    window: AboutWindow = None,
    group: GroupOption = None,
    counts: Counts = None,
    asked: AskedOption = None,
) -> None:
    """登记测评: one group's answers, counted on paper."""
    about = _about(form, number, window)
    who = form.choose("--group", "群体", group, SurveyGroup)
    got = counts_in(form, form.need("--counts", f"{WORDS}各几份，如 {EXAMPLE}", counts))
    sent = form.number("--asked", asked, most=MOST_ASKED)
    event = _tallied(form, about, who, got, sent)
    form.done()
    assert event is not None, "what is missing or wrong has been said"
    done = surveys.tally(context.station, context.signing(), event)
    with context.reading() as reading:
        found = survey_lookup.shown(reading, about.number, about.window, context.today)
    said = f"{about.name}：{event.group} " + "、".join(f"{w}{n}" for w, n in got.items())
    say_registered(context, done, said, f"pdisc survey show{about.typed}", groups=found.groups)


class _SurveyOf(NamedTuple):
    """What a tally is about: a disclosure, a window by its key, or everything."""

    number: str | None
    window: str | None

    @property
    def name(self) -> str:
        """How it is called."""
        return printed(self.window) or self.number or "总的测评"

    @property
    def typed(self) -> str:
        """What is to be typed behind a command that is about the same."""
        about = f"--for {self.window}" if self.window else self.number
        return f" {about}" if about else ""


def _tallied(
    form: Form,
    about: _SurveyOf,
    group: SurveyGroup | None,
    counts: Mapping[str, int],
    asked: int | None,
) -> SurveyTallied | None:
    """Return the tally, or None where something of it is missing or can't be, which is noted."""
    if group is None or not counts:
        return None
    number, window = about.number or "", about.window or ""
    try:
        return tallied(group, counts, number=number, window=window, asked=asked)
    except UsageError as error:
        form.wrong(error.message, next_step=error.next_step)
        return None


def _about(form: Form, number: str | None, window: str | None) -> _SurveyOf:
    of, period = form.optional("公开事项编号", number), form.optional("--for", window)
    if of and period:
        form.wrong("编号和 --for 只写一样", next_step="对一件事项的写编号，对一期的写 --for")
    if period:
        try:
            period = parse_window(period).key
        except UsageError as error:
            form.wrong(f"--for：{error.message}", next_step=error.next_step)
    return _SurveyOf(of, period)


_SEPARATORS = r"[、，,；;/\s]+"
_NAMED = re.compile(rf"({'|'.join(sorted(GRADES, key=len, reverse=True))})[:=]?(\d+)", re.ASCII)


def counts_in(form: Form, typed: str) -> dict[str, int]:
    """Return the four counts by word, as 12,3,1,2 or 满意12、基本满意3、不满意1、不了解2.

    Notes what isn't four whole numbers in their order, or each under its word, and returns none.
    """
    if not typed:
        return {}
    parts = [part for part in re.split(_SEPARATORS, halfwidth(typed)) if part]
    found = [_NAMED.fullmatch(part) for part in parts]
    if all(found) and parts:
        named = {each[1]: each[2] for each in found if each}
        fits = len(parts) == len(named) == len(GRADES)
        parts = [named[word] for word in GRADES] if fits else []
    numbers = [int(part) for part in parts if re.fullmatch(r"(?a)\d{1,7}", part)]
    if len(numbers) == len(parts) == len(GRADES) and max(numbers) <= MOST_ANSWERS:
        return dict(zip(GRADES, numbers, strict=True))
    form.wrong(
        f"--counts 应为四个数，依次是{WORDS}，每个从 0 到 {MOST_ANSWERS}，不是“{typed}”",
        next_step=f"写作 {EXAMPLE}，没有的写 0",
    )
    return {}


def survey_show(
    context: Context, form: Form, number: AboutNumber = None, window: AboutWindow = None
) -> None:
    """查看三满意, of one disclosure, of one window, or of all summed."""
    about = _about(form, number, window)
    form.done()
    audience, on = context.audience, context.today
    found: Any
    with context.reading() as reading:
        if audience is Audience.INTERNAL:
            found = survey_lookup.shown(reading, *about, on)
        else:
            found = survey_lookup.cleared(reading, audience, *about, on)
    context.answer(as_document(found), lambda screen: view.show_survey(screen, found, audience))


def survey_import(context: Context, form: Form, file: SheetFile = None) -> None:
    """录入测评表: every row of a filled-in sheet, all or none."""
    named = form.need("文件", "填好的测评表（xlsx）", file)
    form.done()
    sheet = survey_sheets.read_sheet(Path(named).expanduser(), context.today)
    signing = context.signing()
    if sheet.problems:  # the sheet alone is wrong, whatever the ledger holds
        found = surveys.Unfit(())
        with suppress(PdiscError), context.reading() as reading:
            found = surveys.unfit(reading, sheet.rows, signing.on or context.today)
        surveys.refuse(sheet, found)
    entries = outcomes.Entries.of(surveys.take_in(context.station, signing, sheet))
    dry_run = context.options.dry_run
    document = documents.events_document(entries, dry_run=dry_run)
    context.answer(
        {**document, "rows": len(sheet.rows)},
        lambda screen: outcome_lists.show_entries(
            screen, entries, "录入测评表", "pdisc survey show", dry_run=dry_run
        ),
    )
