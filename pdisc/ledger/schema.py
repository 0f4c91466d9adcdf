"""The schema of a database, and whether it is that of the version which the database bears."""

import hashlib
import sqlite3

import msgspec

from pdisc.ledger.folder import SCHEMA_VERSION

SCHEMA_SHA256 = "780a5646d9569c0564b1dea5452ba807524b234c6d2008270e51d96981364fe0"
"""The digest of today's schema: one that has it needs no SQLModel to be known."""

STATISTICS = "name LIKE 'sqlite_stat_'"
"""What ANALYZE leaves: harmless, and no part of the schema. Nobody else may make such a table."""


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    """Return every table, index and trigger with its definition, whatever the blanks in it."""
    rows = connection.execute(
        f"SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND NOT {STATISTICS}"
    )
    return {f"{kind} {name}": " ".join(sql.split()) for kind, name, sql in rows}


def schema_sha256(schema: dict[str, str]) -> str:
    """Return the SHA-256 (hex) of a schema, whatever the order of its parts."""
    return hashlib.sha256(msgspec.json.encode(schema, order="sorted")).hexdigest()


def version_of(connection: sqlite3.Connection) -> int:
    """Return the schema version that a database bears, whether it is true or not."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def false_version(connection: sqlite3.Connection) -> str:
    """Return what is wrong with the version that a ledger bears, an empty text where nothing is.

    No program of ours gives a number below 1, nor any but today's to today's schema: each upgrade
    changes the schema and the number in one transaction.
    """
    version = version_of(connection)
    if version == SCHEMA_VERSION:
        return ""
    if version < 1:
        return f"格式的版本号（{version}）不是 pdisc 写的，已被改动"
    if schema_sha256(schema_of(connection)) == SCHEMA_SHA256:
        return f"格式的版本号（第{version}版）已被改动：表结构是第{SCHEMA_VERSION}版的"
    return ""
