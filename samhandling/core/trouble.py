"""Trouble that passes: the database is locked, away or full, or the disk is. No fault of the code nor of the visitor.

Answered with 503, words and `Retry-After`. Nothing is half done: every act is one transaction.
"""

import errno
import sqlite3

from django.db import Error, InterfaceError, OperationalError

RETRY_AFTER = 10  # seconds

_OF_SQLITE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,  # too many at once opened the log
}
_READ_ONLY = "25006"  # PostgreSQL, when another server has taken over
_OF_FILES = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE}


def is_trouble(error: BaseException | None) -> bool:
    """Whether the same may go well in a moment, or when somebody has seen to the machine."""
    if isinstance(error, OSError):
        return error.errno in _OF_FILES
    if not isinstance(error, Error):
        return False
    if isinstance(error.__cause__, sqlite3.Error):
        # A missing table is an OperationalError too, and no trouble that passes. The low byte tells the kind.
        return getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF in _OF_SQLITE
    return isinstance(error, OperationalError | InterfaceError) or _state(error) == _READ_ONLY


def is_lock(error: Error) -> bool:
    """Another holds the lock for longer than one waits."""
    return _state(error) == "55P03" or getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def _state(error: Error) -> str:
    """What PostgreSQL calls the error; empty where it said nothing, as when it is not there."""
    return getattr(error.__cause__, "sqlstate", None) or ""
