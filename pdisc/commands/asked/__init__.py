"""What a terminal is asked for before a command is done, and how each answer is checked."""
