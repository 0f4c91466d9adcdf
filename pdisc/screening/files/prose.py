"""The text of a Word file that is to be published; for any other file, what to do instead."""

from pdisc.errors import UsageError
from pdisc.screening.files.box import LIMITS, MB, Box, Unreadable
from pdisc.screening.files.kinds import Kind, is_zip, sniff
from pdisc.screening.office.word_body import Prose, word_body
from pdisc.text import visible

ADVICE = {
    Kind.OLE: "这是旧版文件（doc、wps、xls）：用 Word 或 WPS 打开，另存为 docx 后再用",
    Kind.PDF: "PDF 不能当正文：作为附件用 --attach；要当正文的，用原来的 Word 文件",
    Kind.XLSX: "Excel 表格不能当正文：作为附件用 --attach",
    Kind.ENCRYPTED: "这个文件有密码：去掉密码另存后再用",
    Kind.MARKUP: "这是 RTF 或邮件：用 Word 或 WPS 打开，另存为 docx 后再用",
}
"""What to do with a file that can't be a text, by what it is."""
OTHERWISE = "不能当正文：另存为 docx 或 txt 后再用；要公开文件本身的，作为附件用 --attach"


def prose(data: bytes, name: str) -> Prose:
    """Return the text of a Word file, or raise UsageError with what to do about another one."""
    try:
        return _read(data, name)
    except Unreadable as problem:
        reason = str(problem)
    except Exception:  # a zip can be damaged in ways that its library doesn't foresee
        reason = "文件已损坏：用 Word 或 WPS 打开，另存以后再用"
    raise UsageError(f"正文读不出来：{visible(name)}", next_step=reason)


def _read(data: bytes, name: str) -> Prose:
    if len(data) > LIMITS.file:
        raise Unreadable(f"文件超过{LIMITS.file // MB}MB")
    kind = sniff(data, name, Box(data).names if is_zip(data) else ()).kind
    if kind is Kind.DOCX:
        return word_body(data)
    raise Unreadable(ADVICE.get(kind, f"{kind}{OTHERWISE}"))
