"""One function per thing a person does: load the state, decide, commit, answer with a record."""
