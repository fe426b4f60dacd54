"""Organisation numbers."""

from stdnum.exceptions import ValidationError
from stdnum.se import orgnr


def organisation_number(text: str) -> str | None:
    """The number as it is written, "232100-0222", or None when the check digit or the length is wrong."""
    try:
        return str(orgnr.format(orgnr.validate(text)))
    except ValidationError:
        return None
