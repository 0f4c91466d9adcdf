"""Looking up and printing: what a terminal is asked where nothing was said that it takes."""

from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.petitions import ask_request
from pdisc.papers.forms import DISCLOSURE, FORMS
from pdisc.services import explaining, knowing
from pdisc.services.texts import line
from pdisc.text import halfwidth
from pdisc.words import Timing


def show(asker: Asker) -> None:
    """Ask which disclosure, the newest being shown."""
    tell_newest(asker)
    asker.number(None)


def tell_newest(asker: Asker) -> None:
    """Show the newest disclosures, to choose a number from."""
    with asker.reading() as reading:
        found = reading.records()[-knowing.MOST :]
    for each in reversed(found):
        asker.tell(f"  {each.number} {each.title or each.item}（{each.state}）")


def search(asker: Asker) -> None:
    """Ask for the words."""
    asker.given["words"] = asker.ask("要找的词（几个词用空格分开）", _words)


def _words(typed: str) -> list[str]:
    return line("词", typed).split()


def print_form(asker: Asker) -> None:
    """Ask which form, and for the number without which there is none."""
    if not asker.has("form_name"):
        asker.given["form_name"] = asker.choose("打印什么", tuple(FORMS))
    form = FORMS.get(asker.given["form_name"])
    if form is None or not form.needed or asker.has("targets"):
        return
    if form.needed == DISCLOSURE:
        tell_newest(asker)
        asker.numbers(None, name="targets")
    else:
        asker.given["targets"] = [ask_request(asker).id]


def catalog_show(asker: Asker) -> None:
    """Ask which item."""
    asker.item(*Timing)


def why(asker: Asker) -> None:
    """Ask what is to be explained: by its number or code, or by words of an item's name."""
    tell_newest(asker)
    label = "哪一件、哪一条（编号，或目录里的几个字）"
    asker.given["name"] = asker.ask(label, lambda typed: _explained(asker, typed))


def _explained(asker: Asker, typed: str) -> str:
    plain = halfwidth(line("编号", typed))
    with asker.reading() as reading:
        if not any(sign.isdigit() for sign in plain):
            return knowing.item_meant(reading, plain, asker.today, ()).code
        explaining.explained(reading, plain, asker.today)
    return plain


def site(asker: Asker) -> None:
    """Ask for the folder."""
    asker.given["out"] = _path(asker, "网页写到哪个文件夹", "党务公开网页")


def calendar(asker: Asker) -> None:
    """Ask for the file."""
    asker.given["out"] = _path(asker, "日历写到哪个文件", "党务公开.ics")


def _path(asker: Asker, label: str, usual: str) -> str:
    return asker.ask(f"{label}（回车就是 {usual}）", lambda typed: line("路径", typed), empty=usual)


def workdays_plus(asker: Asker) -> None:
    """Ask from which day, and how many working days later."""
    if not asker.has("start"):
        asker.given["start"] = asker.day("从哪一天起（当天不算）", empty=asker.today).isoformat()
    if not asker.has("days"):
        asker.text("days", "天数", "多少个工作日")
