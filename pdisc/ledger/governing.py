"""Which entries set what all others are held to: an approver's, once somebody is one."""

from datetime import date

from pdisc.registers.items import ItemAdded, ItemChanged
from pdisc.registers.opening import SinceMoved
from pdisc.registers.settings import SettingChanged
from pdisc.registers.staff import Appointed, AppointmentClosed
from pdisc.registers.templates import TemplateDropped, TemplateSet
from pdisc.registers.workdays import NoticeTaken, OwnDaysSet
from pdisc.steps.policy import Policy
from pdisc.values.parts import Event
from pdisc.words import Role

SETTING = (
    *(SinceMoved, ItemChanged, ItemAdded, SettingChanged, NoticeTaken, OwnDaysSet),
    *(TemplateSet, TemplateDropped),
)
"""What sets things for all others; since generation 1 an approver's, once somebody is one."""


def sets_for_all(event: Event, policy: Policy, on: date) -> bool:
    """Say whether an entry sets what all others are held to, or who holds 审批."""
    if isinstance(event, ItemChanged) and event.reason.endswith("审核通过"):
        return event.item != policy.item_in_force.confirmed(("scope",))  # as a review leaves it
    if isinstance(event, Appointed):
        return Role.APPROVER in event.roles
    if isinstance(event, AppointmentClosed):
        held = (term for term in policy.roster.ever(event.name) if not term.ended(on))
        return any(Role.APPROVER in term.roles for term in held)
    return isinstance(event, SETTING)
