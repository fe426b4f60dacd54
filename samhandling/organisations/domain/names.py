"""What a municipality is called in full, and where a person's first name ends."""

from samhandling.lib.swedish import search_key

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


# What a family name may begin with. Written small it is no first name; of those that are written large too, neither
# is any of the latter ("De Geer"), while Van and Ben are.
_PARTICLES = frozenset(
    (
        *("af", "al", "av", "bin", "ben", "da", "dal", "de", "del", "della", "den", "der", "des", "di", "dos", "du"),
        *("el", "ibn", "la", "las", "le", "los", "te", "ten", "ter", "van", "vom", "von", "zu", "zum", "zur"),
        *("Af", "De", "Du", "Von"),
    )
)
# Where a name stands in a list of seats, in both languages of our own lists.
_NOBODY = frozenset(
    (
        *("vakant", "vakans", "vakant plats", "ej tillsatt", "vacant", "vacant seat", "nn", "n.n.", "n n"),
        *("en person som har raderats", "a person who has been erased"),
    )
)


def split_name(full_name: str) -> tuple[str, str]:
    """First name and last name. The last word is the last name, and the particles before it belong to it.

    "Berg, Anna Maria" and "Anna Maria Berg" are the same person, and so are "Otter, Carl von" and "Carl von Otter".
    """
    family, comma, given = full_name.partition(",")
    words = [*given.split(), *family.split()] if comma else full_name.split()
    if not comma:
        starts_at = max(len(words) - 1, 0)
        particles = [place for place in range(1, starts_at) if words[place] in _PARTICLES]
        starts_at = particles[0] if particles else starts_at
    else:
        starts_at = len(given.split())
        while starts_at > 1 and words[starts_at - 1] in _PARTICLES:
            starts_at -= 1
    return " ".join(words[:starts_at]), " ".join(words[starts_at:])


def names_nobody(name: str) -> bool:
    """True of "vakant", which a list of seats has where a name would stand."""
    return search_key(name) in _NOBODY
