"""What goes into an archive folder, and how it is held against its manifest (RFC 8493)."""
