"""解除拦截: a superior's paper that lets a marked extract pass."""

from pdisc.registers.lifts import MarkLifted
from pdisc.services.acting import signing
from pdisc.services.registers import Registered, needs_role, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.words import Role


def lift_mark(
    station: Station, given: Signing, code: str, *, document_number: str, reason: str
) -> Registered:
    """准予公开的摘录: by a superior's paper, an extract that bears a mark may be proposed.

    It needs 审批, and somebody else must propose it; the reviewer still deals with each mark.
    """
    with signing(
        station, given, Target(number=code, name="登记准予公开"), (document_number, reason)
    ) as session:
        needs_role(session, Role.APPROVER, "登记准予公开")
        item = session.item(code)
        event = MarkLifted(code=item.code, document_number=document_number, reason=reason)
        return register(session, event, item.code).telling(LIFTING)


LIFTING = "只有定密的机关同意公开或已经解密的才能登记；本单位无权自行解密，摘录里最好不再留密级标志"
