"""What sets a paper in the tests. A module of its own: the process that makes papers imports nothing of the pages."""


def set_paper(title: str) -> bytes:
    if title == "trasigt":
        raise ValueError(title)
    return f"papper {title}".encode()
