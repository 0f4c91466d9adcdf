"""The only place that knows the database: writing through SQLModel, reading through plain SQL."""
