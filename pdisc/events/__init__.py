"""What can stand in the journal: one frozen value per kind of entry."""
