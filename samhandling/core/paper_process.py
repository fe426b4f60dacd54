"""One paper: `python -m samhandling.core.paper_process` reads what to make, and writes it.

It imports what makes the paper and nothing of the pages, gives way to them, and gives all its memory back.
"""

import os
import pickle
import resource
import sys

MEMORY = 1024**3
SECONDS = 60


def main() -> None:
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    maker, of = pickle.load(sys.stdin.buffer)  # noqa: S301  # from the server that started us
    sys.stdout.buffer.write(maker(*of))


if __name__ == "__main__":
    main()
