"""Days: as they are typed, worked, counted, repeated, and named as windows."""
