"""首页.html of a dossier: what it is, for somebody who has never heard of this program."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from pdisc.clock import beijing_minute
from pdisc.dossier.bag import PAYLOAD, Content, sha256_of, size_of
from pdisc.events.steps import Archived
from pdisc.render.pages import page_maker
from pdisc.values.channels import scope_name
from pdisc.values.records import DetailRecord, EventRecord


def front_page(
    record: DetailRecord,
    event: Archived,
    entries: Sequence[EventRecord],
    files: Mapping[str, Content],
    *,
    unit: str,
) -> bytes:
    """Return the page, with a link to each of the other files and how all are checked."""
    listed = [
        (name.removeprefix(f"{PAYLOAD}/"), quote(name.removeprefix(f"{PAYLOAD}/")), content)
        for name, content in sorted(files.items())
    ]
    return page_maker("dossier")(
        "index.html",
        unit=unit,
        record=record,
        event=event,
        scope=scope_name(record.scope, record.scope_detail),
        entries=[(each, beijing_minute(each.recorded_at)) for each in entries],
        files=[(name, link, size_of(held), sha256_of(held)) for name, link, held in listed],
    ).encode()
