"""What each act on a disclosure must establish; `pdisc.workflow` says when it may happen."""
