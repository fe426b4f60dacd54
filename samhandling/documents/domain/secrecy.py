"""The marking that reminds of secrecy. It decides nothing: each time somebody asks, disclosure is tried anew."""

from samhandling.documents.enums import Openness, SecrecyRefusal

LAW = "offentlighets- och sekretesslagen (2009:400)"


def why_not_mark(
    openness: Openness, *, is_marked: bool, is_disposed: bool, knows_it_has_been_public: bool
) -> SecrecyRefusal | None:
    """Anything with content may be marked, once. What has been public takes open eyes: it cannot be called back."""
    if is_disposed:
        return SecrecyRefusal.GONE
    if is_marked:
        return SecrecyRefusal.ALREADY_MARKED
    if openness is Openness.PUBLIC and not knows_it_has_been_public:
        return SecrecyRefusal.NOT_WARNED
    return None


def openness_when_marked(openness: Openness) -> Openness:
    """What is published leaves the public at once. Lifting the marking does not bring it back: publishing does."""
    return Openness.SHARED if openness is Openness.PUBLIC else openness
