"""The commands, one file per family: read options, call one service, hand the result to a view."""
