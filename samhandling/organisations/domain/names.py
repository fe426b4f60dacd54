"""What a municipality is called in full."""

# Three names that custom treats otherwise than the rule.
_UNRULY = {"Falun": "Falu", "Kalmar": "Kalmar", "Orust": "Orust"}


def municipality_name(name: str) -> str:
    """Name and "kommun": "Bjurholms kommun", "Umeå kommun", "Vännäs kommun".

    A name takes the s of the genitive unless it ends in a vowel or in s, x or z. Some municipalities
    call themselves a city (stad); the Local Government Act knows only municipalities.
    """
    if name in _UNRULY:
        return f"{_UNRULY[name]} kommun"
    return f"{name} kommun" if name[-1] in "aeiouyåäösxz" else f"{name}s kommun"
