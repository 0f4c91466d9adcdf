"""What of a disclosure may be annulled: nothing that its dossier holds."""

from pdisc.errors import Refused
from pdisc.steps.disclosure import Disclosure
from pdisc.words import State


def require_annullable(before: Disclosure, entry: int) -> None:
    """Raise Refused where a publication, or papers that came later, are in the archive already."""
    if before.state is not State.ARCHIVED:
        return
    papers = {
        getattr(file, "added_seq", None) for step in before.steps for file in step.evidence
    } | {getattr(file, "added_seq", None) for x in before.publications for file in x.evidence}
    if entry in papers or any(entry == each.seq for each in before.publications):
        raise Refused(
            f"{before.number} 已归档，卷内的登记不能再作废",
            next_step=f"已公开的内容有错：pdisc correct {before.number} --content 更正后的内容",
        )
