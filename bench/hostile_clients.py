"""`python -m bench.hostile_clients`: what people notice of slow lines and of a rush for papers.

Twenty requests a second are answered, health checks and the public start page in turn, first in quiet and then while
50 visitors send their bodies byte by byte, 50 read a large file slowly and 20 want a paper each: without a proxy, and
behind the shipped one. Server, proxy, crowd and load share the cores. Memory is the server's and of what it starts.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.asking import Ask
from bench.load import Answer, Client
from bench.report import percentile
from bench.serving import Place, free_port, served, wait_for

COUNTY = "24"
RATE = 20
PAPERS = 20
CADDYFILE = Path(__file__).resolve().parents[1] / "deploy" / "Caddyfile"
CADDY = Path(sys.executable).with_name("caddy")
MEGABYTE = 1024 * 1024


@dataclass(slots=True)
class Found:
    """One phase: what was answered, the largest memory seen, and when the papers came."""

    answers: list[Answer]
    memory: float
    papers: list[float] = field(default_factory=list)

    def times_of(self, page: str) -> str:
        times = [answer.latency for answer in self.answers if answer.page == page]
        return f"{percentile(times, 0.5):>7.0f} {percentile(times, 0.95):>7.0f} {max(times):>7.0f}"

    @property
    def failed(self) -> int:
        return sum(answer.status != 200 for answer in self.answers)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.hostile_clients", description=__doc__)
    parser.add_argument("--seconds", type=int, default=20, help="of each phase (20)")
    seconds = parser.parse_args().seconds
    with ExitStack() as stack:
        place = Place("county", "", Path(stack.enter_context(tempfile.TemporaryDirectory())))
        place.run("bench.nation", COUNTY)
        wanted = json.loads(place.run("bench.hostile_targets", COUNTY, str(PAPERS * 2)))
        server = stack.enter_context(served(place))
        proxy = stack.enter_context(shipped_proxy(place.folder, server.port))
        print(f"{'':<34}    p50     p95     max  ms   failed   memory   papers")
        for number, (name, port) in enumerate({"without a proxy": server.port, "behind the proxy": proxy}.items()):
            crowd = {**wanted, "papers": wanted["papers"][number * PAPERS :][:PAPERS]}
            for phase in ("in quiet", "among the crowd"):
                found = measured(port, server.process, wanted["start"], seconds, crowd if "crowd" in phase else None)
                show(f"{name}, {phase}", found)


def measured(
    port: int, server: "subprocess.Popen[bytes]", start: str, seconds: int, wanted: dict[str, object] | None
) -> Found:
    asks = [Ask("/healthz", "/healthz"), Ask("start page", start)]
    with watched_memory(server.pid) as memory, crowd_on(port, seconds, wanted) as came:
        answers = Client(port).at_rate(asks, rate=RATE, seconds=seconds)
    return Found(answers, max(memory), came)


@contextmanager
def crowd_on(port: int, seconds: int, wanted: dict[str, object] | None) -> Iterator[list[float]]:
    came: list[float] = []
    if wanted is None:
        yield came
        return
    crowd = subprocess.Popen(
        [sys.executable, "-m", "bench.hostile_crowd", str(port), str(seconds)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert crowd.stdin is not None
    crowd.stdin.write(json.dumps(wanted))
    crowd.stdin.close()
    yield came
    assert crowd.stdout is not None
    came.extend(json.loads(crowd.stdout.read()))
    crowd.wait()


@contextmanager
def watched_memory(root: int) -> Iterator[list[float]]:
    """Megabytes of the process and all that it has started, looked at four times a second."""
    seen: list[float] = []
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.25):
            seen.append(memory_of(root) / MEGABYTE)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def memory_of(process: int) -> int:
    """What processes share is counted once: the proportional set size."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:  # it has just ended
        return 0
    own = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return (int(own[1]) * 1024 if own else 0) + sum(memory_of(int(child)) for child in children)


@contextmanager
def shipped_proxy(folder: Path, upstream: int) -> Iterator[int]:
    """deploy/Caddyfile as it is shipped, but for its address, its certificate and where the server is."""
    port = free_port()
    text = CADDYFILE.read_text(encoding="utf-8")
    for shipped, own in (
        ("\n{\n", "\n{\n\tadmin off\n"),
        ("\nsamverkan.example.se {", f"\nhttp://127.0.0.1:{port} {{"),
        ("127.0.0.1:8000 127.0.0.1:8001", f"127.0.0.1:{upstream}"),
        ("Host samverkan.example.se", "Host 127.0.0.1"),
    ):
        assert shipped in text, shipped
        text = text.replace(shipped, own)
    configuration = folder / "Caddyfile"
    configuration.write_text(text, encoding="utf-8")
    log = folder / "caddy.log"
    with log.open("wb") as written:
        caddy = subprocess.Popen(
            [CADDY, "run", "--adapter", "caddyfile", "--config", configuration], stdout=written, stderr=written,
            env={"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)},
        )  # fmt: skip
    try:
        wait_for(port, caddy, log)
        yield port
    finally:
        caddy.terminate()
        caddy.wait()


def show(name: str, found: Found) -> None:
    for page in ("/healthz", "start page"):
        print(f"{name + ', ' + page:<44}{found.times_of(page)}", end="")
        print(f"{found.failed:>9} {found.memory:>6.0f} MB" if page == "/healthz" else "", end="")
        if found.papers and page == "start page":
            print(f"   {len(found.papers)} papers, the last after {max(found.papers):.1f} s", end="")
        print(flush=True)


if __name__ == "__main__":
    main()
