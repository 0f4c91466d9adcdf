"""A request (点题) of which nothing is known: from it the fields of its papers are learnt."""

from datetime import date

from pdisc.sheets.letters import LetterFacts, RequestSheet


def blank_request(on: date) -> RequestSheet:
    """Return a request that was decided, answered and reported, without anybody's word in it."""
    facts = LetterFacts(
        id="",
        via="",
        received_on=on,
        content="",
        unit="",
        receipt="",
        decided_on=on,
        answered_on=on,
        wait_until=on,
        referred_to="—",
    )
    return RequestSheet(
        facts=facts, asker="", contact="", recorded_by="", note="", decide_by=on, answer_by=on
    )
