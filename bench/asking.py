"""One page to ask for, and who asks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ask:
    """One page, and who asks: with a session, with a token, or a visitor with neither.

    `is_wide`: it asks for every county to be looked through, so its work grows with the nation by its own wish.
    """

    page: str
    address: str
    session: str = ""
    token: str = ""
    is_wide: bool = False

    @property
    def headers(self) -> dict[str, str]:
        headers = {"Accept-Language": "sv"}
        if self.session:
            headers["Cookie"] = f"sessionid={self.session}"
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        return headers
