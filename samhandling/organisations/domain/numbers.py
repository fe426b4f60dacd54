"""Organisation numbers."""

from stdnum.exceptions import ValidationError
from stdnum.se import orgnr

from samhandling.lib.written import organisation_digits


def organisation_number(text: str) -> str | None:
    """The number as it is written, "232100-0222", or None when the check digit or the length is wrong.

    A century (16) before it and a VAT number around it are understood.
    """
    try:
        return str(orgnr.format(orgnr.validate(organisation_digits(text))))
    except ValidationError:
        return None
