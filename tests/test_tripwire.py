"""Nothing under a mark of secrecy is stored, whichever option of whichever command it is in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PROPOSER, SECRETARY, SUPERIOR, Office, Ran
from test_contract import WRITES, words_of

from pdisc.cli import load_command
from pdisc.commands.shared import WRITING
from pdisc.commands.table import COMMANDS

CANARY = "测试金丝雀"
MARKED = f"{CANARY}的内容 秘　密☆１年"

CLOSED = {
    *(
        "目录编号",
        "目录编号…",
        "目录编号或编号…",
        "公开事项编号",
        "公开事项编号…",
        "回执",
        "设置",
        "表格",
        "--on",
        "--planned",
        "--for",
        "--occurred",
    ),
    *(
        "期次",
        "--out",
        "--from",
        "--to",
        "--scope",
        "--necessity",
        "--accuracy",
        "--secrecy",
        "--privacy",
    ),
    *("--timing", "--every", "--renewal", "--authority", "--rule", "--retention", "--role"),
    *(
        "--until",
        "--drop-channel",
        "--field",
        "--code",
        "--since",
        "--before",
        "--valid-from",
        "--mask",
        "--lifted",
    ),
    *("--content-file", "--catalog", "文件", "--step", "--file"),
    *("意见编号…", "--rectifies", "--received", "--result", "--due"),
    *("--group", "--counts", "--asked"),
    *("点题编号", "点题编号…", "并到", "--asker", "--outcome", "--with"),
}
"""What is no free text: a date, a word of a vocabulary, what the ledger must know, a file."""

FILES = {"--attach", "--evidence"}
SPELLED = {
    "--url": f"https://example.invalid/{MARKED}",
    "--channel": f"网站:{MARKED}",
    "--accept": f"F1={MARKED}",
}
"""How a text is written where the option wants a form."""

WITH = {
    ("opinion settle", "--rectify"): ("--to", SECRETARY, "--due", "2026-12-10"),
    ("review", "--withhold"): ("--basis", "示例依据"),
    ("approve", "--refuse"): ("--basis", "示例依据"),
    ("staff add", "--acting-for"): (
        *("--role", "审批", "--document-number", "测党发〔2026〕1号", "--to", "2026-12-31"),
    ),
}
"""What must stand beside an option for the call to be whole."""

HUNG = ("opening", "5.1.1", "--on", "2026-01-01", "--channel", "公开栏", "--place", "一楼")
ON_WEB = (*HUNG[:5], "网站", "--url", "https://example.invalid/1")
INSTEAD = {
    **{("opening", option): HUNG for option in ("--place", "--title")},
    **{("opening", option): ON_WEB for option in ("--channel", "--url")},
    ("config set", "--reason"): ("config", "set", "since", "2026-01-05"),
}
"""Another form of the call, where the usual one doesn't take the option."""

CLOSED_HERE = {
    ("evidence", "--channel"),
    ("publish", "--channel"),
    ("takedown", "--channel"),
    ("request add", "--via"),
    ("staff close", "姓名"),
    ("config set", "值"),
}
"""Where an option that is free elsewhere must name what the ledger knows, or a word of ours."""

FREE_HERE = {("opinion add", "--from")}
"""Where an option that holds a date elsewhere is free text: who said it."""


def options_of(command: str) -> Iterator[str]:
    """Yield every argument and every option with a value that a writing command takes."""
    name, _, part = command.partition(" ")
    spec = COMMANDS[name]
    spec = (spec.parts or {})[part] if part else spec
    loaded = load_command(spec.function or command.replace(" ", "_"), part or name, spec)
    for param in loaded.params:
        shared = {flag for _, flag, metavar, _ in WRITING if metavar}
        if param.param_type_name == "argument":
            yield str(param.metavar)
        elif not param.is_flag and param.opts[0] not in {"--ledger", "--as"} | shared:
            yield param.opts[0]
    yield from sorted(flag for _, flag, metavar, _ in WRITING if metavar)


PLACES = [
    (command, option)
    for command in WRITES
    if command != "init"
    for option in options_of(command)
    if (command, option) in FREE_HERE
    or (option not in CLOSED | FILES and (command, option) not in CLOSED_HERE)
]


def with_option(words: list[str], option: str, value: str) -> list[str]:
    """Return a command line with an option's value, or an argument, put in or replaced."""
    if not option.startswith("--"):
        assert option == "姓名"
        return [*words[:2], value, *words[3:]]
    while option in words:
        at = words.index(option)
        words = words[:at] + words[at + 2 :]
    return [*words, option, value]


def holds(folder: Path, text: str) -> list[str]:
    """Return every file of a ledger in which a text stands, in the usual encodings."""
    forms = [text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "gb18030")]
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in forms)
    ]


def last_event(run: Office) -> dict[str, object]:
    found: dict[str, object] = run.ok("log", "--json").json["events"][-1]
    return found


def refused_for_secrecy(run: Office, ran: Ran) -> None:
    """Check that it ended with exit 3, was recorded as that, and left nothing of the text."""
    assert ran.code == 3, ran.out + ran.err
    assert CANARY not in ran.out + ran.err
    last = last_event(run)
    assert (last["kind"], last["event"]["refusal"]) == ("拒绝", "保密")  # type: ignore[index]
    assert holds(run.ledger, CANARY) == []
    assert holds(run.ledger, "秘　密") == []
    assert run.verify()["ok"]


@pytest.mark.parametrize(("command", "option"), PLACES, ids=lambda word: str(word))
def test_a_mark_in_any_free_text_of_any_command_stops_it(
    run: Office, command: str, option: str
) -> None:
    words = words_of(run, command)
    if (command, option) in INSTEAD:
        words = list(INSTEAD[command, option])
    beside = WITH.get((command, option), ())

    ran = run(*with_option(words, option, SPELLED.get(option, MARKED)), *beside)

    refused_for_secrecy(run, ran)


def test_every_option_is_either_free_text_or_known_not_to_be() -> None:
    tried = {option for _, option in PLACES}
    known = {option for command in WRITES for option in options_of(command)}

    elsewhere = {"--unit", "值"}
    assert known - tried - CLOSED - FILES == elsewhere, "both have tests of their own"
    assert {"--content", "--opinion", "--note", "--reason", "--place", "--by"} <= tried


def test_a_mark_in_a_setting_stops_it(run: Office) -> None:
    refused_for_secrecy(run, run("config", "set", "单位名称", MARKED))


def test_a_mark_in_the_operators_name_stops_it_and_the_name_is_not_recorded(run: Office) -> None:
    ran = run(
        "propose", "1.1.1", "--title", "题", "--content", "文", "--as", MARKED, "--by", PROPOSER
    )

    refused_for_secrecy(run, ran)
    assert last_event(run)["operator"] == "（未记录）"


def test_a_new_ledger_with_a_mark_in_its_name_is_not_made(run: Office, tmp_path: Path) -> None:
    ran = run("init", "--unit", MARKED, "--ledger", str(tmp_path / "新台账"))

    assert ran.code == 3
    assert CANARY not in ran.out + ran.err
    assert not (tmp_path / "新台账").exists()


@pytest.mark.parametrize("named", ["正文.txt", "名单.csv", f"{CANARY} 秘密★1年.txt"])
@pytest.mark.parametrize(
    "words",
    [
        ("propose", "1.1.1", "--title", "题", "--attach"),
        ("revise", "N", "--attach"),
        ("correct", "公", "--title", "题", "--attach"),
        ("approve", "审", "--by", SUPERIOR, "--evidence"),
    ],
    ids=lambda words: words[0],
)
def test_a_mark_in_a_file_or_its_name_stops_it_before_the_file_is_kept(
    run: Office, tmp_path: Path, words: tuple[str, ...], named: str
) -> None:
    ready = {"N": "已提出", "公": "已公开", "审": "已审核"}
    number = run.walk(ready[words[1]]) if words[1] in ready else ""
    paper = tmp_path / named
    paper.write_text(f"{CANARY}\n机密★长期\n" if "★" not in named else CANARY, encoding="utf-8")

    ran = run(words[0], number or words[1], *words[2:], str(paper))

    assert ran.code == 3, ran.err
    assert last_event(run)["event"]["refusal"] == "保密"  # type: ignore[index]
    assert holds(run.ledger, CANARY) == []
    assert run.verify()["ok"]


def test_a_text_file_for_the_content_is_screened_like_typed_text(
    run: Office, tmp_path: Path
) -> None:
    text = tmp_path / "正文.txt"
    text.write_text(MARKED, encoding="gb18030")

    refused_for_secrecy(run, run("propose", "1.1.1", "--title", "题", "--content-file", str(text)))


def test_the_record_says_what_was_tried_and_where_and_nothing_else(run: Office) -> None:
    run("propose", "1.1.1", "--title", "题", "--content", f"第一行\n{MARKED}", "--note", "随手记")

    last = last_event(run)
    assert (last["subject"], last["by"], last["note"]) == ("1.1.1", PROPOSER, "")
    assert last["event"] == {
        "kind": "拒绝",
        "act": "提出",
        "refusal": "保密",
        "where": "正文第 2 行",
    }


def test_a_refusal_undoes_what_the_same_act_had_begun(run: Office) -> None:
    number = run.walk("已提出", "1.1.2")
    before = run.ok("catalog", "show", "1.1.2", "--json").json["inferred"]

    run(
        "review",
        number,
        "--opinion",
        MARKED,
        "--by",
        "测试审核丙",
        *(
            word
            for name in ("necessity", "accuracy", "secrecy", "privacy")
            for word in (f"--{name}", "通过")
        ),
    )

    assert run.ok("catalog", "show", "1.1.2", "--json").json["inferred"] == before
    assert run.show(number)["state"] == "已提出"


@pytest.mark.parametrize("json", [(), ("--json",)])
@pytest.mark.parametrize(
    "words",
    [
        ("propose", "1.1.1", "--title", "题", "--content", "文", "--attach", f"/无/{MARKED}.docx"),
        ("propose", "1.1.1", "--title", "题", "--content-file", f"/无/{MARKED}.txt"),
        ("propose", "1.1.1", "--title", "题", "--content", "文", "--scope", MARKED),
        ("propose", "1.1.1", "--title", "题", "--content", "文", MARKED),
        ("propose", "1.1.1", f"--{MARKED}"),
        ("withdraw", MARKED, "--reason", "无"),
        ("review", "2026-0001", "--accept", MARKED),
        ("review", "2026-0001", "--accept", f"绝密\n{CANARY}"),
        ("nil", "2.1.1", "--for", MARKED, "--reason", "无"),
        ("init", "--since", MARKED),
        (MARKED,),
    ],
)
def test_a_slip_that_bears_a_mark_is_not_quoted(
    run: Office, words: tuple[str, ...], json: tuple[str, ...]
) -> None:
    run.propose()
    events = len(run.ok("log", "--json").json["events"])

    ran = run(*words, *json)

    assert ran.code in (2, 4)
    assert CANARY not in ran.out + ran.err
    assert "带有密级标志" in ran.out + ran.err
    assert len(run.ok("log", "--json").json["events"]) == events


def test_a_dry_run_refuses_and_records_nothing(run: Office) -> None:
    before = len(run.ok("log", "--json").json["events"])

    ran = run("propose", "1.1.1", "--title", "题", "--content", MARKED, "--dry-run")

    assert ran.code == 3
    assert len(run.ok("log", "--json").json["events"]) == before


def test_talk_about_secrecy_passes(run: Office) -> None:
    plan = (Path(__file__).parent / "data" / "实施方案原文.txt").read_text(encoding="utf-8")

    number = run.propose("1.1.1", "--content", plan, "--reason", "不涉及党内秘密的事项")

    assert run.show(number)["findings"] == []


# What only a superior's paper lets pass


LIFTED = "测党发〔2026〕8号"


def lift(run: Office, code: str = "1.1.1") -> None:
    run.ok("lift", code, "--document-number", LIFTED, "--reason", "准予公开摘录", "--by", SECRETARY)


def test_an_extract_with_a_lifted_mark_is_kept_as_a_finding_that_the_reviewer_must_deal_with(
    run: Office,
) -> None:
    lift(run)
    number = run.propose("1.1.1", "--content", "摘录：秘密★1年", "--lifted", LIFTED)

    (finding,) = run.show(number)["findings"]
    assert (finding["kind"], finding["state"]) == ("密级标志", "待处理")
    assert LIFTED in finding["excerpt"]
    assert run("review", number, "--by", "测试审核丙", *PASSING).code == 3
    run.ok("review", number, "--by", "测试审核丙", *PASSING, "--accept", "F1=上级已准予公开")


PASSING = tuple(
    word
    for name in ("necessity", "accuracy", "secrecy", "privacy")
    for word in (f"--{name}", "通过")
)


@pytest.mark.parametrize("code", ["1.1.2", "1.1.1"])
def test_a_paper_lifts_marks_only_for_its_item_and_only_if_recorded(run: Office, code: str) -> None:
    if code == "1.1.2":
        lift(run)

    ran = run("propose", code, "--title", "题", "--content", MARKED, "--lifted", LIFTED)

    refused_for_secrecy(run, ran)


def test_whoever_recorded_the_paper_does_not_propose_the_extract(run: Office) -> None:
    run.ok("staff", "add", SECRETARY, "--office", "支部", "--role", "承办")
    lift(run)

    ran = run(
        *("propose", "1.1.1", "--title", "题", "--content", MARKED),
        *("--lifted", LIFTED, "--by", SECRETARY),
    )

    assert ran.code == 3
    assert last_event(run)["event"]["refusal"] == "分离"  # type: ignore[index]
    assert holds(run.ledger, CANARY) == []


def test_one_s_own_paper_is_used_only_by_an_exception_that_is_recorded(run: Office) -> None:
    run.ok("staff", "add", SECRETARY, "--office", "支部", "--role", "承办")
    lift(run)

    run.ok(
        *("propose", "1.1.1", "--title", "题", "--content", MARKED),
        *("--lifted", LIFTED, "--by", SECRETARY, "--waive-separation", "只有一人"),
    )
    run.ok("revise", "2026-0001", "--title", "改", "--lifted", LIFTED, "--by", PROPOSER)

    first, second = run.show("2026-0001")["steps"]
    assert (first["waiver"], second["waiver"]) == ("只有一人", "")


def test_a_paper_lifts_a_new_attachment_only_where_it_is_named_again(
    run: Office, tmp_path: Path
) -> None:
    lift(run)
    number = run.propose("1.1.1", "--content", "摘录：秘密★1年", "--lifted", LIFTED)
    paper = tmp_path / "另一份.txt"
    paper.write_text(MARKED, encoding="utf-8")

    refused_for_secrecy(run, run("revise", number, "--attach", str(paper)))
    run.ok("revise", number, "--attach", str(paper), "--lifted", LIFTED)


def test_only_an_approver_records_such_a_paper(run: Office) -> None:
    ran = run(
        "lift", "1.1.1", "--document-number", LIFTED, "--reason", "示例理由", "--by", PROPOSER
    )

    assert ran.code == 3
    assert last_event(run)["event"]["refusal"] == "职权"  # type: ignore[index]


# The office's own words


def test_a_banned_word_of_the_office_stops_as_a_mark_does(run: Office) -> None:
    run.ok("config", "set", "禁用词", "金丝雀、另一个词", "--by", SECRETARY)

    ran = run("propose", "1.1.1", "--title", "题", "--content", "关于金 丝 雀的情况")

    assert ran.code == 3
    assert last_event(run)["event"]["where"] == "正文"  # type: ignore[index]


def test_masking_something_else_does_not_let_a_word_pass_that_was_banned_since(
    run: Office, tmp_path: Path
) -> None:
    paper = tmp_path / "项目.txt"
    paper.write_text("测试甲负责松花江项目", encoding="utf-8")
    number = run.propose("1.1.1", "--attach", str(paper))
    run.ok("config", "set", "禁用词", "松花江", "--by", SECRETARY)

    assert run("redact", number, "--mask", "测试甲").code == 3
    run.ok("redact", number, "--mask", "测试甲", "--mask", "松花江")
    assert run.show(number)["findings"] == []


def test_a_word_to_be_watched_is_a_finding_that_does_not_show_the_word(run: Office) -> None:
    run.ok("config", "set", "提示词", "金丝雀", "--by", SECRETARY)

    number = run.propose("1.1.1", "--content", "关于金丝雀的情况")

    (finding,) = run.show(number)["findings"]
    assert (finding["kind"], finding["excerpt"]) == ("本单位词", "金**")


def test_the_list_of_banned_words_can_be_changed_and_emptied_later(run: Office) -> None:
    run.ok("config", "set", "禁用词", "金丝雀", "--by", SECRETARY)
    run.ok("config", "set", "禁用词", "金丝雀 百灵", "--by", SECRETARY)

    told = run.ok("config", "set", "禁用词", "无", "--by", SECRETARY, "--json").json

    assert any("原来是“金丝雀 百灵”" in notice for notice in told["notices"])
    run.propose("1.1.1", "--content", "关于金丝雀的情况")


def test_a_banned_word_stops_in_every_setting_but_the_lists_of_words(run: Office) -> None:
    run.ok("config", "set", "禁用词", "金丝雀", "--by", SECRETARY)

    assert run("config", "set", "单位名称", "金丝雀单位", "--by", SECRETARY).code == 3
    run.ok("config", "set", "提示词", "金丝雀", "--by", SECRETARY)


def test_a_decider_who_is_not_in_the_roster_is_told(run: Office) -> None:
    added = ("staff", "add", "测试新人", "--office", "科", "--role", "承办")
    told = run.ok(*added, "--by", "测试无此人", "--json").json

    assert any("不在人员名单里" in notice for notice in told["notices"])
