"""Lines of a paper that are left to the pen and the seal, the same on every table and form."""

FILLED_IN = "填表人：______________　审核人：______________　日期：______年____月____日"
"""Who filled it in, who checked it, and when."""


def filed_by(unit: str) -> str:
    """Return the line over which the office puts its seal."""
    return f"填报单位（盖章）：{unit or '____________________'}"
