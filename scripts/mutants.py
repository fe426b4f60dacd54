"""Does a test fail when a room is wrong? Faults are planted in it one at a time, and its quick tests run.

`scripts/mutants.py forums`, or with `--sample 60` for so many of them at random and `--shelf services` for one shelf.
The tests are collected once and run once as they are, to see which reach which lines. For each fault the process
forks: the child swaps the code of one file's functions, and runs what reaches the line until something fails.
"""

import argparse
import gc
import os
import pickle
import random
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FunctionType

import coverage
import pytest

from scripts.faults import Fault, faults_of

SHELVES = ("domain", "permissions", "selectors", "services")
QUICK = "not browser and not processes and not walk"
SURVIVED, KILLED, STILLBORN = range(3)  # how a child ends; what hangs is ended by its alarm, and counts as killed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("room")
    parser.add_argument("--shelf", choices=SHELVES, action="append")
    parser.add_argument("--sample", type=int, default=0, help="so many of them at random")
    parser.add_argument("--seed", type=int, default=0, help="another sample")
    asked = parser.parse_args()
    every = [
        fault for shelf in asked.shelf or SHELVES for path in files_of(asked.room, shelf) for fault in faults_of(path)
    ]
    chosen = random.Random(asked.seed).sample(every, min(asked.sample or len(every), len(every)))
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(chosen, Path(folder))
        tests = [f"tests/{asked.room}", "tests/every_room", "--room", asked.room]
        pytest.main(["-qq", "-s", "--no-summary", "-p", "no:cacheprovider", "-m", QUICK, *tests], plugins=[runs])
    print(f"\n{report(runs.ended)}\n{len(chosen)} tried of {len(every)}")
    return 0 if runs.ended else 1


def files_of(room: str, shelf: str) -> Iterator[Path]:
    home = Path("samhandling") / room
    yield from [file] if (file := home / f"{shelf}.py").exists() else sorted((home / shelf).glob("*.py"))


def report(ended: dict[Fault, int]) -> str:
    """Each survivor with its line, and the share killed on each shelf."""
    shelves = defaultdict[str, Counter[int]](Counter)
    for fault, end in ended.items():
        shelves[fault.path.parts[2].removesuffix(".py")][end] += 1
    survivors = sorted(str(fault) for fault, end in ended.items() if end == SURVIVED)
    shares = [
        f"{shelf:<12} {ends[KILLED]} of {ends[KILLED] + ends[SURVIVED]} killed, "
        f"{ends[KILLED] / (ends[KILLED] + ends[SURVIVED] or 1):.0%}"
        for shelf, ends in sorted(shelves.items())
    ]
    return "\n".join([*survivors, *shares])


class Runs:
    """A plugin of pytest, which runs the collected tests in its own way."""

    def __init__(self, faults: list[Fault], folder: Path) -> None:
        self.faults, self.folder = faults, folder
        self.ended: dict[Fault, int] = {}
        self.running: dict[int, Fault | None] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.fork(None, lambda: self.look(session), 0)
        self.await_one()
        lines, seconds = pickle.loads((self.folder / "seen").read_bytes())
        items = {item.nodeid: item for item in session.items if item.nodeid in seconds}
        for number, fault in enumerate(self.faults, start=1):
            names = sorted(reaching(fault, lines.get(str(fault.path.resolve()), {})) & set(items), key=seconds.get)
            limit = 30 + 5 * int(sum(seconds[name] for name in names))
            self.fork(fault, lambda: tried(fault, [items[name] for name in names], session), limit)  # noqa: B023  # now
            if len(self.running) == os.cpu_count():
                self.await_one()
            print(f"\r{number} of {len(self.faults)}", end="", file=sys.stderr)
        while self.running:
            self.await_one()
        return True

    def look(self, session: pytest.Session) -> int:
        """Which tests reach which lines, and how long each takes. What fails as it is tells nothing."""
        seconds, seen = {}, coverage.Coverage(data_file=None, config_file=False, include=["samhandling/*"])
        seen.start()
        for item, following in zip(session.items, [*session.items[1:], None], strict=True):
            seen.switch_context(item.nodeid)
            started, failed = time.monotonic(), session.testsfailed
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed == failed:
                seconds[item.nodeid] = time.monotonic() - started
        seen.stop()
        data = seen.get_data()
        lines = {path: data.contexts_by_lineno(path) for path in data.measured_files()}
        (self.folder / "seen").write_bytes(pickle.dumps((lines, seconds)))
        return SURVIVED

    def fork(self, fault: Fault | None, act: Callable[[], int], limit: int) -> None:
        child = os.fork()
        if child:
            self.running[child] = fault
            return
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = tempfile.mkdtemp(dir=self.folder)
        signal.alarm(limit)
        end = STILLBORN
        try:
            end = act()
        finally:
            os._exit(end)

    def await_one(self) -> None:
        child, status = os.wait()
        if fault := self.running.pop(child):
            self.ended[fault] = KILLED if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def reaching(fault: Fault, lines: dict[int, list[str]]) -> set[str]:
    """Whatever runs the line, or the nearest one above it when the line is only part of a statement."""
    return set(next((lines[line] for line in range(fault.line, 0, -1) if line in lines), ()))


def tried(fault: Fault, items: list[pytest.Item], session: pytest.Session) -> int:
    path = str(fault.path.resolve())
    wrong = dict(codes(compile(fault.source(), path, "exec")))
    right = {place(code): name for name, code in codes(compile(fault.path.read_text(encoding="utf-8"), path, "exec"))}
    for function in gc.get_objects():
        if type(function) is FunctionType and (name := right.get(place(function.__code__))):
            function.__code__ = wrong[name]
    for item, following in zip(items, [*items[1:], None], strict=False):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return KILLED
    return SURVIVED


def place(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def codes(outer: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    """The code of every function, by its name and which of that name it is."""
    names = Counter[str]()
    waiting = [outer]
    while waiting:
        code = waiting.pop(0)
        yield (code.co_qualname, names[code.co_qualname]), code
        names[code.co_qualname] += 1
        waiting += [part for part in code.co_consts if isinstance(part, CodeType)]


if __name__ == "__main__":
    sys.exit(main())
