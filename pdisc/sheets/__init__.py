"""What a page, a slip or a calendar shows, worked out before a format carries it."""
