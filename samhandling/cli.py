"""`samhandling`: what the people who run the system need, in few words. Everything else is `samhandling manage`."""

import argparse
import os
import resource
import socket
import sys
from collections.abc import Callable, Sequence

from django.core.management import call_command, execute_from_command_line

from samhandling.core.papers import forget_papers

OPEN_FILES = 65_536
WHAT_TO_DO = """
    Samhandling is at {address}    (Ctrl-C stops it)

    Open it in a browser. The start page shows the counties and the people you can be; one click logs you in.
      Coordinator       see what is late and vacant in Västerbotten, and who has answered next term’s draft
      Director          comment on the draft for Vindeln, and appoint who sits for the municipality
      Finance officer   try another way to share a cost
      Citizen           without logging in: find your municipality on the map, and who sits for it
    What you do is kept until you delete the database in var/. The pages are in Swedish; “In English” is at the top.
"""


class CannotStart(Exception):
    """Something outside the program stands in the way; the words tell what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samhandling.config.settings")
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["manage"]:  # Django reads the rest itself, options and all
        execute_from_command_line(["samhandling manage", *given[1:]])
        return 0
    options = _parser().parse_args(given)
    act: Callable[[argparse.Namespace], None] = options.act
    try:
        act(options)
    except CannotStart as obstacle:
        print(obstacle, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="samhandling", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, act: Callable[[argparse.Namespace], None], what: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what)
        made.set_defaults(act=act)
        return made

    command("setup", setup, "make or update the database and what every installation holds; may be run again")
    command("tick", tick, "do what time asks for, send waiting mail, seal what happened; run it every minute")
    made = command("check", check, "look for mistakes in the settings, in the whole database and among the files")
    made.add_argument("--seal", default="", help="a seal that was noted earlier and must still be there")
    made = command("backup", backup, "write the database and the files into one archive, while people work")
    made.add_argument("target", help="the archive to make, or a folder to put one in, named after the moment")
    made = command("restore", restore, "put a backup where nothing is yet, and look through all of it")
    made.add_argument("source", help="the archive")
    made.add_argument("--verify", action="store_true", help="only read the archive through; restore nothing")
    for made in (
        command("serve", serve, "serve the pages"),
        command("demo", demo, "load three counties into a database of their own and serve them with demo log-ins"),
    ):
        made.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        made.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
        made.add_argument("--workers", type=int, default=2, help="processes, one for each core (2)")
    commands.add_parser("manage", help="Django's own commands: `samhandling manage migrate --plan`")
    return parser


def setup(_options: argparse.Namespace) -> None:
    execute_from_command_line(["samhandling", "setup"])


def tick(_options: argparse.Namespace) -> None:
    execute_from_command_line(["samhandling", "tick"])


def check(options: argparse.Namespace) -> None:
    """What is amiss with the settings is told and counts, and the data are looked through all the same."""
    is_production = os.environ.get("SAMHANDLING_MODE") == "production"
    of_settings = ["check", *(["--deploy", "--fail-level=WARNING"] if is_production else [])]
    codes = [_exit_code(of_settings), _exit_code(["check_database", f"--seal={options.seal}"])]
    sys.exit(max(codes))


def _exit_code(command: Sequence[str]) -> int:
    try:
        execute_from_command_line(["samhandling", *command])
    except SystemExit as ended:  # Django's way to say that a command has told what stands in the way
        return int(ended.code or 0)
    return 0


def backup(options: argparse.Namespace) -> None:
    execute_from_command_line(["samhandling", "backup", "--", options.target])


def restore(options: argparse.Namespace) -> None:
    verify = ["--verify"] if options.verify else []
    execute_from_command_line(["samhandling", "restore", *verify, "--", options.source])


def serve(options: argparse.Namespace) -> None:
    """Hand this process over to the web server."""
    require_free_port(options.host, options.port)
    execute_from_command_line(["samhandling", "collectstatic", "--no-input", "--verbosity=0"])
    forget_papers()
    _allow_many_connections()
    sys.stdout.flush()
    os.execv(
        sys.executable,
        [
            sys.executable, "-m", "granian", "samhandling.config.asgi:application",
            "--interface=asginl", f"--host={options.host}", f"--port={options.port}", f"--workers={options.workers}",
            "--backlog=4096", "--backpressure=4096", "--workers-kill-timeout=5", "--respawn-failed-workers",
            "--no-ws", "--log-level=warning",
        ],
    )  # fmt: skip


def _allow_many_connections() -> None:
    """A slow visitor costs an open connection and no more; the usual 1,024 of them are soon used up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


def demo(options: argparse.Namespace) -> None:
    """A second run keeps what was done in the first. `var/demo.sqlite3` may be deleted to begin again."""
    require_free_port(options.host, options.port)
    address = f"http://{'localhost' if options.host == '127.0.0.1' else options.host}:{options.port}"
    os.environ["SAMHANDLING_MODE"] = "demo"
    os.environ.setdefault("SAMHANDLING_URL", address)
    os.environ.setdefault("SAMHANDLING_LOG_LEVEL", "WARNING")
    print("Making a database for the demo alone …", flush=True)
    execute_from_command_line(["samhandling", "setup"])
    print("Loading three counties: their agreements, forums and money, with made-up people …", flush=True)
    call_command("load_demo")
    print(WHAT_TO_DO.format(address=address), flush=True)
    serve(options)


def require_free_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise CannotStart(
                f"Cannot listen on {host}, port {port}: {taken.strerror}.\n"
                f"Choose another port: `make demo PORT={port + 1}`, or `--port {port + 1}`."
            ) from taken
