"""What stands for a value in the commands that are shown, and is refused as a value.

The one closed list: a hint, a help text, an example or the manual prints no other stand-in, and
nothing of it ever becomes a fact (tests/test_examples.py holds all that is printed against it).
"""

import re
import unicodedata

PEOPLE = {
    "审核人": "审核",
    "审批人": "审批",
    "承办人": "承办",
    "经办人": "承办",
    "提出人": "承办",
    "档案人员": "档案",
    "档案人": "档案",
    "姓名": "",
    "您的姓名": "",
    "书记姓名": "审批",
    "反馈人": "",
    "操作人": "",
    "决定人": "",
}
"""What stands for a person, and which role it tells of."""

TEXTS = frozenset(
    {
        *("标题", "正文", "内容", "公开的内容", "公开内容", "修改后的内容", "更正后的内容"),
        "变更后的内容",
        *("理由", "退回理由", "退回的理由", "原因", "补录的原因", "依据", "意见", "备注"),
        *("办理结果", "反馈", "整改"),
        *("文号", "批复文号", "文号或会议纪要号", "核对码", "科室", "承办科室", "单位名称"),
        *("上级党组织名称", "地点", "地方", "公开栏位置", "网址", "文件", "文件夹", "换过的文件"),
        *("要遮盖的姓名", "要遮盖的内容", "形式", "公开形式", "期次", "周期", "日期", "设置"),
        *("设置的名称", "值", "新的值", "点题编号", "电话或地址", "上级意见"),
        *("编号", "目录编号", "公开事项编号", "意见编号", "CODE", "N"),
        *("群体", "份数"),
    }
)
"""What stands for any other text."""

PLACEHOLDERS = TEXTS | frozenset(PEOPLE)
"""Every stand-in but the three dots, which stand for anything at all."""

_DOTTED = r"[.⋯。・·]*"
_ADDRESS = r"(?i)(?:https?|ftp):/*(?:www\.)?"
_STOPS = ".⋯。・·,;:!?、，；：！？"
_UNSEEN = {"Zs", "Cf"}
"""Blanks, and signs that take no room."""

_WRAPPING = " \t\r\n\"'`“”‘’<>《》〈〉「」『』【】〔〕[]{}()"


def is_placeholder(text: str) -> bool:
    """Tell whether a text is nothing but a stand-in, whatever quotes or brackets it stands in.

    Full-width signs and the ways in which dots are typed count alike, blanks and signs that nobody
    sees count for nothing, nor does a stop at the end. A stand-in inside a longer text is that
    text's own affair, but for three dots in an address; an empty text is none.
    """
    folded = _folded(text)
    address = re.match(_ADDRESS, folded)
    bare = (folded[address.end() :] if address else folded).strip(_WRAPPING + "/")
    if address and "..." in bare:
        return True
    if text.strip() and re.fullmatch(_DOTTED, bare):
        return True
    return bare.rstrip(_STOPS).strip(_WRAPPING).upper() in PLACEHOLDERS


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    seen = (sign for sign in plain if unicodedata.category(sign) not in _UNSEEN)
    return "".join(seen).strip(_WRAPPING)


def role_meant(text: str) -> str:
    """Return the role that a stand-in for a person tells of; empty where it tells of none."""
    return PEOPLE.get(_folded(text), "")


NOUNS = {
    **dict.fromkeys(
        ("--by", "--as", "--acting-for", "--holder", "--name", "姓名", "操作人"), "姓名"
    ),
    **dict.fromkeys(("--reason", "--return", "--withhold", "--refuse", "--accept"), "理由"),
    **dict.fromkeys(("--waive-separation", "--not-a-mark"), "理由"),
    **dict.fromkeys(("--content", "--content-file", "--proposal-content"), "正文"),
    **dict.fromkeys(("--document-number", "--lifted"), "文号"),
    "目录编号": "目录编号",
    "--code": "编号或核对码",
    **dict.fromkeys(("目录编号或编号", "编号"), "目录编号或公开事项编号"),
    "编号或档号": "公开事项编号或档号",
    **dict.fromkeys(("公开事项编号", "--with"), "公开事项编号"),
    **dict.fromkeys(("点题编号", "并到"), "点题编号"),
    "--contact": "联系方式",
    "--view": "上级意见",
    "--title": "标题",
    "--item": "公开内容",
    "--level1": "一级目录的名称",
    "--level2": "二级目录的名称",
    "核定": "答复",
    "--late-reason": "原因",
    "--basis": "依据",
    "--opinion": "意见",
    "--feedback": "反馈",
    "--rectify": "整改",
    **dict.fromkeys(("--rectifies", "意见编号"), "意见编号"),
    "--note": "备注",
    "--office": "科室",
    "--escalate": "上级党组织名称",
    "--place": "地点",
    "--url": "网址",
    "--still-at": "地方",
    "--mask": "要遮盖的内容",
    "--unit": "单位名称",
    "--save": "文件夹",
    "值": "值",
}
"""How the value of each option and argument that takes a free text is called."""


def refusal(noun: str, text: str) -> str:
    """Return the sentence that refuses a stand-in as a value, without the quotes around it."""
    return f"要写真实的{noun}，不是“{text.strip(_WRAPPING)}”"
