"""The options that stand on every command, as they were typed."""


class Options:
    """The options that stand on every command, wherever on the line they were typed."""

    def __init__(self) -> None:
        """Begin with nothing typed."""
        self.ledger: str | None = None
        self.operator: str | None = None
        self.json = False
        self.plain = False
        self.by: str | None = None
        self.on: str | None = None
        self.late_reason: str | None = None
        self.note: str | None = None
        self.dry_run = False
        self.waiver: str | None = None
        self.audience: str | None = None
