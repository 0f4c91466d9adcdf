"""Files: what they are, what they say, and the same file without what is masked."""
