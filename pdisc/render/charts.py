"""Charts as SVG within a page: bars with their figures, no script, nothing outside asked for."""

import sys
from typing import Any

import pygal  # type: ignore[import-untyped]  # it has no types
from lxml import etree
from pygal.style import Style  # type: ignore[import-untyped]  # as above

from pdisc.render.paper import Chart
from pdisc.text import visible

# It leaves a finder of plugins among Python's own, which is of an old kind: each later import of
# anything would warn of it.
sys.meta_path[:] = [each for each in sys.meta_path if type(each).__module__ != "pygal"]

COLOURS = ("#1b4f8a", "#c8c2ba", "#a1160f")
"""Told apart also in grey; the names and figures stand beside them."""

BAR, FRAME, WIDTH = 34, 90, 760
"""Heights of a bar and of what stands around all, and the width, in pixels."""

ROOM = 6
"""Pixels that a letter of Chinese takes more than the drawing reckons with."""

_STYLE = {
    "background": "transparent",
    "plot_background": "transparent",
    "foreground": "#1f1f1f",
    "foreground_strong": "#1f1f1f",
    "foreground_subtle": "#595959",
    "font_family": "inherit",
    "label_font_size": 13,
    "value_font_size": 12,
    "legend_font_size": 13,
    "opacity": "1",
    "transition": "0s",
}


def chart_svg(chart: Chart, place: int) -> str:
    """Return a chart as SVG text for a page on which it is the one of that place, from 0."""
    drawn: Any = pygal.HorizontalStackedBar(
        js=[],
        disable_xml_declaration=True,
        explicit_size=True,
        width=WIDTH,
        height=FRAME + BAR * len(chart.labels),
        legend_at_bottom=True,
        margin_left=20 + ROOM * max(map(len, chart.labels), default=0),
        print_values=True,
        print_zeroes=False,
        range=(0, chart.whole) if chart.whole else None,
        style=Style(colors=COLOURS, value_colors=("#fff", "#1f1f1f", "#fff"), **_STYLE),
        value_formatter=lambda value: str(round(value)),
    )
    drawn.uuid = f"chart-{place}"
    drawn.x_labels = [visible(label) for label in reversed(chart.labels)]
    for name, values in chart.series:
        drawn.add(visible(name), list(reversed(values)))
    return _still(drawn.render(), chart.title)


def _still(svg: bytes, title: str) -> str:
    """Return the drawing without scripts, comments and tooltips, named for who can't see it."""
    root: Any = etree.fromstring(svg)
    for each in root.xpath("//comment() | //*[local-name()='script' or local-name()='desc']"):
        each.getparent().remove(each)
    root.set("role", "img")
    root.set("aria-label", visible(title))
    text: str = etree.tostring(root, encoding="unicode")
    return text
