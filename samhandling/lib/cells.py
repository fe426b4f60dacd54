"""What stands in a cell where there should be a value."""

import re

# In English, in Swedish (#SAKNAS!, #REFERENS!), and as LibreOffice numbers them.
_ERROR = re.compile(r"#(?:N/A|[A-ZÅÄÖ0/]{2,20}[!?])|Err:5\d\d")

_UNCALCULATED = "#="


def is_error(text: str) -> bool:
    """ "#REF!", "#N/A" and their kind: the sheet could not calculate the cell."""
    return text.startswith(("#", "Err:")) and bool(_ERROR.fullmatch(text))


def uncalculated(formula: str) -> str:
    """What a formula without a value is read as. Text that begins with "=" is text: our own tables hold such."""
    return f"{_UNCALCULATED}{formula}"


def is_no_value(text: str) -> bool:
    """A formula without a value, or an error: what was meant is not known, so nobody may take the text for it."""
    return text.startswith(_UNCALCULATED) or is_error(text)
