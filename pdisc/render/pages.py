"""Pages of HTML and XML from the templates that are shipped; what people typed is never markup."""

from collections.abc import Callable
from datetime import date
from typing import Any

import jinja2

from pdisc.dates.typed import in_words
from pdisc.shipped import data_text
from pdisc.text import visible


def page_maker(folder: str) -> Callable[..., str]:
    """Return what fills in a shipped template of that folder by its name and its values."""
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: data_text(f"{folder}/{name}")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["words"] = in_words

    def made(template: str, **values: Any) -> str:
        return environment.get_template(template).render(values)

    return made


def _shown(value: Any) -> Any:
    """Return what a page shows of a value: texts without what can't be seen."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return visible(value)
    return value.isoformat() if isinstance(value, date) else value
