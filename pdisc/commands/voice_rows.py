"""The rows of those commands by which people's requests, opinions and answers come in."""

from pdisc.commands.spec import Spec

VOICES: dict[str, Spec] = {}
