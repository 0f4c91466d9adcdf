"""The options and arguments that several families of commands use; each keeps its own by itself."""

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from pdisc.commands.completion import by_kind, words
from pdisc.render.formats import choices as formats
from pdisc.words import Authority, Retention, Scope, ScopeDetail


def value(flag: str, metavar: str, text: str, offered: Iterable[str] = ()) -> Any:
    """Return an option that takes a text; the shell offers words, else what its kind may be."""
    known = words(*offered) if offered else by_kind(metavar)
    return typer.Option(flag, metavar=metavar, help=text, autocompletion=known)


def named(metavar: str, text: str, offered: Iterable[str] = ()) -> Any:
    """Return an argument; the shell offers words, else what its kind may be."""
    known = words(*offered) if offered else by_kind(metavar)
    return typer.Argument(metavar=metavar, help=text, show_default=False, autocompletion=known)


SCOPES = (*Scope, *(f"{Scope.PARTY}:{detail}" for detail in ScopeDetail))

Code = Annotated[str | None, named("目录编号", "目录编号，如 1.2.1")]
Codes = Annotated[list[str] | None, named("目录编号…", "目录编号，可多个")]
Number = Annotated[str | None, named("公开事项编号", "公开事项编号，如 2026-0001")]
Numbers = Annotated[
    list[str] | None,
    named("公开事项编号…", "公开事项编号，可多个，也可写 2026-0003..2026-0009"),
]
ChannelOption = Annotated[
    list[str] | None, value("--channel", "形式", "公开形式，可多次；平台写作 网站:党建网")
]
Window = Annotated[
    str | None, value("--for", "期次", "属于哪一期，如 2026-Q3、2026年三季度 或 三季度")
]
OfficeOption = Annotated[str | None, value("--office", "科室", "承办科室")]
Reason = Annotated[str | None, value("--reason", "理由", "理由")]
Basis = Annotated[str | None, value("--basis", "依据", "依据")]
DocumentNumber = Annotated[str | None, value("--document-number", "文号", "文号")]
From = Annotated[str | None, value("--from", "日期", "自哪一天起")]


def _format() -> Any:
    return value("--format", "格式", formats.in_words(), formats.FORMATS)


Format = Annotated[str | None, _format]
"""Made when a command is loaded, since it tells what stands in a list then."""

Out = Annotated[str | None, value("--out", "文件", "写到文件")]
ExitCodeOption = Annotated[
    bool, typer.Option("--exit-code", help="有需要注意的内容时，退出码为 20")
]

RetentionOption = Annotated[
    str | None, value("--retention", "期限", "保管期限：永久、30年 或 10年", Retention)
]
AuthorityOption = Annotated[
    str | None,
    value("--authority", "权限", "支部书记、支部委员会、支部党员大会 或 上级党组织", Authority),
]
OnDay = Annotated[str | None, value("--on", "日期", "按哪一天的情况，算上至今录入的；不写就是今天")]
To = Annotated[str | None, value("--to", "日期", "到哪一天")]
