"""提出, 修改, 更正 and 脱敏: what a terminal is asked for."""

from collections.abc import Iterable
from pathlib import Path

from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.editor import written
from pdisc.commands.asked.question import END, ask_rest
from pdisc.commands.asked.who import ask_who
from pdisc.commands.spelling import files_meant, spelled_path
from pdisc.errors import PdiscError, UsageError
from pdisc.registers.items import CatalogItem
from pdisc.render import judged
from pdisc.services import knowing, text_files
from pdisc.services.texts import line, paragraph
from pdisc.text import length_of
from pdisc.values.channels import inside, parse_channel, parse_scope
from pdisc.values.ranges import listed
from pdisc.words import Act, FindingState, Role, Scope, State, Timing

BODY = "正文，或者 Word/文本文件的路径"
HOW = f"（正文可以粘贴多段，最后单独打一行“{END}”；打“编辑”在记事本里写）"
EDIT = frozenset({"编辑", "“编辑”"})
"""Typed for the text, it opens an editor."""
TEXT_FILES = ("txt", "docx", "doc", "wps", "md", "pdf", "xlsx", "xls", "rtf", "ofd")
"""How the names end of files in which a text may stand."""
NO_BODY = ("content", "content_file", "attach")


def propose(asker: Asker) -> None:
    """Ask for the item and who, then what it answers, then the texts."""
    item = asker.item()
    ask_who(asker, (Role.PROPOSER,), Act.PROPOSE, frozenset())
    if not asker.has("window", "occurred"):
        _answering(asker, item)
    asker.text("title", "--title", "标题")
    if not asker.has(*NO_BODY):
        ask_body(asker)
    _usual(asker, item)


def _usual(asker: Asker, item: CatalogItem) -> None:
    """Note what is taken out of the catalogue where nothing else was said."""
    scope = parse_scope(asker.given["scope"])[0] if asker.has("scope") else item.scope
    left = inside(item.channels) if scope is Scope.PARTY else item.channels
    by = asker.context.options.by or asker.context.operator
    with asker.reading() as reading:
        office = knowing.office_of(reading, item, by, asker.today)
    for label, name, value in (
        ("公开范围", "scope", item.scope),
        ("公开形式", "channel", "、".join(left)),
        ("承办科室", "office", office),
    ):
        if not asker.has(name):
            guessed = name in item.assumed or f"{name}s" in item.assumed
            source = "目录里推定的" if guessed else "目录里定的"
            moved = name == "office" and office != item.office
            asker.takes(label, value, f"{by}所在的科室" if moved else source)


def _answering(asker: Asker, item: CatalogItem) -> None:
    """Ask which window or occurrence a proposal is for, where more than one may be meant."""
    if item.timing is Timing.PERIODIC:
        _window(asker, item)
    elif item.timing is Timing.OCCASIONAL:
        _occurrence(asker, item)


def _window(asker: Asker, item: CatalogItem) -> None:
    with asker.reading() as reading:
        left, usual = knowing.open_windows(reading, item.code, asker.today)
    if usual is None:
        return
    if left == [usual.key]:
        asker.given["window"] = usual.key
        asker.takes("公开的是哪一期", usual.name, "只有这一期等着公开")
    elif left:
        offered = list(dict.fromkeys([*left, usual.key]))
        asker.given["window"] = asker.window("公开的是哪一期", item.code, offered)


def _occurrence(asker: Asker, item: CatalogItem) -> None:
    with asker.reading() as reading:
        noted = knowing.open_occurrences(reading, item.code, asker.today)
    if noted:
        asker.tell(f"  已经登记的：{'、'.join(map(str, noted))}")
    usual = noted[0] if len(noted) == 1 else asker.today
    day = asker.day("哪一天发生的", empty=usual, come=True)
    asker.given["occurred"] = day.isoformat()


def ask_body(asker: Asker) -> None:
    """Ask for the text, or for a file that holds it; what can't be a text may be attached."""

    answers = asker.answers

    def so_far(text: str) -> None:
        answers.begin(BODY, text)

    def whole(first: str) -> str:
        if first.strip() in EDIT:
            return written(asker.context, so_far, before=answers.before(BODY))
        if _file(first):
            return first
        _refuse_missing(first)
        return ask_rest(asker.context, first, so_far)

    asker.tell(HOW)
    found = asker.ask(BODY, lambda typed: _filled(asker, typed), whole=whole, told=_named)
    if isinstance(found, str):
        asker.given["content"] = paragraph("--content", found)
        return None
    try:
        files = asker.context.station.files
        read = text_files.content_file(str(found), asker.context.stdin, files)
    except PdiscError as error:
        asker.tell(f"{error.message}；{error.next_step}")
        if asker.sure(f"{found.name} 作为附件附上吗"):
            asker.given["attach"] = [str(found)]
            return None
        return ask_body(asker)
    asker.given["content_file"] = str(found)
    asker.tell(f"  读到 {found.name}：{length_of(read.text)}")
    return None


def _filled(asker: Asker, typed: str) -> str | Path:
    """Return the text that an answer is, or the file that it names."""
    if not paragraph("--content", typed):
        raise UsageError("正文是空的")
    _refuse_missing(typed)
    return _file(asker.unmarked(typed)) or typed


def _named(answer: str | Path) -> str | None:
    """Return how a file is told: as it was named."""
    return str(answer) if isinstance(answer, Path) else None


def _refuse_missing(typed: str) -> None:
    """Raise what is wrong with the file that a text of one line looks to be the path of."""
    if _file(typed) is None and _is_named_as_file(typed):
        existing_file(typed)


def _is_named_as_file(typed: str) -> bool:
    """Say whether a line of a text looks as if it were to be the path of a file."""
    ends = tuple(f".{kind}" for kind in TEXT_FILES)
    return "\n" not in typed.strip() and spelled_path(typed).lower().endswith(ends)


def _file(typed: str) -> Path | None:
    """Return the file that an answer names; None for a text."""
    if "\n" in typed.strip():
        return None
    try:
        path = Path(spelled_path(typed)).expanduser()
        return path if path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None


CHANGES = ("标题", "正文", "附件", "公开范围", "公开形式", "属于哪一期", "计划公开日期", "科室")


def revise(asker: Asker) -> None:
    """Ask which disclosure, who, and what of it is to be changed."""
    record = asker.number(Act.REVISE)
    ask_who(asker, (Role.PROPOSER,), Act.REVISE, frozenset())
    said = (*NO_BODY, "title", "scope", "channel", "planned", "window", "occurred", "office")
    if asker.has(*said, "public_notice", "reason", "lifted"):
        return
    asker.tell(f"  {record.number} {record.title}（{record.state}）")
    if record.state is State.RETURNED:
        told = asker.said_of(record.number)
        asker.show(lambda screen: judged.show_returned(screen, record, told))
    for change in asker.several("改哪一项", CHANGES):
        _changed(asker, record.code, change)


def _changed(asker: Asker, code: str, change: str) -> None:
    """Ask for one of the changes of a plan."""
    given = asker.given
    if change == "标题":
        asker.text("title", "--title", "新的标题")
    elif change == "正文":
        ask_body(asker)
    elif change == "附件":
        asker.tell("换附件时，不用换的也要一起附上")
        given["attach"] = _files(asker)
    elif change == "公开范围":
        given["scope"] = asker.ask("公开范围（社会、党内，或 党内:本单位）", _scope)
        asker.text("reason", "--reason", "改范围的理由", long=True)
    elif change == "公开形式":
        given["channel"] = asker.ask("公开形式（如 会议、文件）", _channels)
    elif change == "属于哪一期":
        given["window"] = asker.window("属于哪一期", code, ())
    elif change == "计划公开日期":
        given["planned"] = asker.day("计划公开日期").isoformat()
    else:
        asker.text("office", "--office", "科室")


def _scope(typed: str) -> str:
    parse_scope(typed)
    return typed


def _channels(typed: str) -> list[str]:
    return [parse_channel(line("--channel", part)) for part in listed([typed])]


def ask_file(asker: Asker, label: str) -> str:
    """Ask for a file that exists."""
    return str(asker.ask(label, existing_file, told=str))


def ask_file_if_any(asker: Asker, label: str) -> str | None:
    """Ask for a file that exists; None for a bare return."""
    none: list[Path] = []
    found = asker.ask(label, lambda typed: [existing_file(typed)], empty=none, told=_all_named)
    return str(found[0]) if found else None


def _files(asker: Asker) -> list[str]:
    """Ask for files that exist, one after another, until a bare return."""
    found = ask_files(asker, "附件文件的路径")
    none: list[Path] = []
    label = "还有的话，再写一个（没有就回车）"
    while more := asker.ask(label, existing_files, empty=none, told=_all_named):
        found = [*found, *map(str, more)]
    return found


def ask_files(asker: Asker, label: str) -> list[str]:
    """Ask for a file that exists, or for several by a pattern."""
    return list(map(str, asker.ask(label, existing_files, told=_all_named)))


def _all_named(files: Iterable[Path]) -> str:
    return "、".join(map(str, files))


def existing_files(typed: str) -> list[Path]:
    """Return the paths of the files that are meant, or raise what is wrong with them."""
    return list(map(existing_file, files_meant(typed)))


def existing_file(typed: str) -> Path:
    """Return the path of a file that exists, or raise what is wrong with it."""
    path = Path(spelled_path(typed)).expanduser()
    text_files.read_bytes(path, 1)
    return path


def correct(asker: Asker) -> None:
    """Ask which disclosure is put right, who, and by what text."""
    record = asker.number(None, public=True)
    ask_who(asker, (Role.PROPOSER,), "更正", frozenset())
    if not asker.has(*NO_BODY):
        asker.show(lambda screen: judged.show_plan(screen, record))
        ask_body(asker)


MASK_ALL, MASK_WORDS = "遮盖审查发现的全部内容", "遮盖自己写明的内容（如姓名）"
STRIP = "取出附件里隐藏的内容"


def redact(asker: Asker) -> None:
    """Ask which disclosure, who, and what is to be masked; what waits is shown first."""
    record = asker.number(Act.REDACT)
    ask_who(asker, (Role.PROPOSER, Role.REVIEWER), Act.REDACT, frozenset())
    if asker.has("everything", "mask", "strip_hidden"):
        return
    waiting = [each for each in record.findings if each.state is FindingState.OPEN]
    for each in waiting:
        asker.tell(f"  {each.id} {each.kind} {each.where} {each.excerpt}")
    ways = (MASK_ALL, MASK_WORDS, STRIP)
    for way in asker.several("怎样脱敏", ways if waiting else ways[1:]):
        if way == MASK_WORDS:
            asker.given["mask"] = asker.ask("要遮盖的内容，几个用顿号分开", _words)
        else:
            asker.given["everything" if way == MASK_ALL else "strip_hidden"] = True


def _words(typed: str) -> list[str]:
    words = [line("--mask", part) for part in listed([typed])]
    if any(len(word) < 2 for word in words):
        raise UsageError("每个至少写两个字：一个字会把别的内容也遮掉")
    return words
