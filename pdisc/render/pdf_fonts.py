"""The fonts of a PDF: what GB/T 9704-2012 asks for where the machine has it, else what stands in.

A PDF carries its fonts along, so that it looks the same everywhere; a machine without any Chinese
font can't make one.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

from pdisc.errors import StorageFailed

Face: TypeAlias = Literal["title", "body", "head", "kai", "page"]

LATIN = ("Times New Roman", "Liberation Serif")
"""For letters and digits between Chinese; without either they are of the Chinese font."""

_SONG = ("SimSun", "宋体", "NSimSun", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC")
_SANS = ("Microsoft YaHei", "微软雅黑", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC")
_ANY = (
    *_SONG,
    *_SANS,
    *("WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "AR PL UMing CN", "Droid Sans Fallback"),
)
_WANTED: Mapping[Face, tuple[str, ...]] = {
    "title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    "body": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "华文仿宋", "STFangsong"),
    "head": ("黑体", "SimHei", "STHeiti"),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "华文楷体", "STKaiti"),
    "page": ("宋体", "SimSun", "NSimSun"),
}
"""Each face by the names that its font has in Chinese and in English, what we call it first."""

_NEAR: Mapping[Face, tuple[str, ...]] = {"head": _SANS}
"""What looks most like a face, before any other."""


def chosen(families: Iterable[str]) -> Mapping[Face, str]:
    """Return the font of each face from what the machine has.

    Raises StorageFailed, naming what to install, where it has no Chinese font at all.
    """
    there = {family.casefold(): family for family in families}
    found = {
        face: _first((*wanted, *_NEAR.get(face, ()), *_ANY), there)
        for face, wanted in _WANTED.items()
    }
    missing = next((face for face, font in found.items() if not font), None)
    if missing:
        raise StorageFailed(
            "这台电脑没有中文字体，做不成 PDF",
            next_step="Windows 装 WPS 或 Office 自带的仿宋；Debian 装 fonts-noto-cjk；"
            "或者改存 docx",
        )
    return found


def lacking(families: Iterable[str]) -> tuple[str, ...]:
    """Return the fonts of our forms for which another one has to stand in."""
    there = {family.casefold(): family for family in families}
    return tuple(wanted[0] for wanted in _WANTED.values() if not _first(wanted, there))


def latin(families: Iterable[str]) -> str:
    """Return the font of Latin letters and digits; empty where the Chinese ones have to do."""
    there = {family.casefold(): family for family in families}
    return _first(LATIN, there)


def _first(names: Iterable[str], there: Mapping[str, str]) -> str:
    return next((there[name.casefold()] for name in names if name.casefold() in there), "")
