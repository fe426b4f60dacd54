"""Many who write: files with rows and events, as `samhandling` itself writes them, until a file says stop.

Each act is one transaction with a file, its row and an event that tells what the file must be. Every third act
removes the oldest file instead. Each writer is a process of its own; it prints its name and how many acts it
committed.
"""

import multiprocessing
import sys
import time
from pathlib import Path

import django

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402  # Django is set up now
from django.db import transaction  # noqa: E402  # Django is set up now

from samhandling.core.audit import record  # noqa: E402  # Django is set up now
from samhandling.core.files import remove_file, store_file  # noqa: E402  # Django is set up now
from samhandling.core.models import StoredFile  # noqa: E402  # Django is set up now

PAUSE = 0.03  # they shall write all the time, and leave the machine to the others too


def main(writers: int, stop: Path) -> None:
    """Django is loaded once and the processes fork from it, before any of them knows the database."""
    context = multiprocessing.get_context("fork")
    started = [context.Process(target=write, args=(f"w{number}", stop)) for number in range(writers)]
    for process in started:
        process.start()
    for process in started:
        process.join()
    sys.exit(max(abs(process.exitcode or 0) for process in started))


def write(writer: str, stop: Path) -> None:
    kept = list[StoredFile]()
    number = 0
    while not stop.exists():
        number += 1
        with transaction.atomic():
            if number % 3:
                kept.append(keep(writer, number))
            else:
                discard(writer, number, kept.pop(0))
        if number == 1:
            Path(f"{stop}.{writer}").touch()
        time.sleep(PAUSE)
    sys.stdout.write(f"{writer} {number}\n")


def keep(writer: str, number: int) -> StoredFile:
    text = f"{writer} {number} ".encode() * (1 + number % 500)
    stored = store_file(upload=SimpleUploadedFile(f"{writer}-{number}.txt", text), user=None)
    record(None, "file.kept", stored, after={"writer": writer, "number": number, "sha256": stored.sha256})
    return stored


def discard(writer: str, number: int, stored: StoredFile) -> None:
    record(None, "file.discarded", stored, after={"writer": writer, "number": number})
    remove_file(stored)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
