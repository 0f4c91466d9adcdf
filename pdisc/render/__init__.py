"""What a person or a file receives: they are handed records, never tables of the ledger."""
