"""What each of the acts on a disclosure must establish; `pdisc.workflow` says when it may happen."""
