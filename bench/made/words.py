"""Made-up names and sentences. The chance comes in as a value, so that a county is always made the same."""

import json
import random
from importlib.resources import files

_NAMES: dict[str, list[str]] = json.loads(
    files("samhandling.demo").joinpath("facts", "names.json").read_text(encoding="utf-8")
)
TITLES = (
    "Kommunalråd", "Oppositionsråd", "Ledamot", "Kommundirektör", "Skolchef", "Socialchef", "Näringslivschef",
    "Regionråd", "Utvecklingsstrateg", "Ekonomichef", "Samhällsbyggnadschef", "Kanslichef",
)  # fmt: skip
THEMES = (
    "kollektivtrafik", "kompetensförsörjning", "näringsliv", "social välfärd", "klimat och energi", "kultur",
    "digitalisering", "samhällsplanering", "folkhälsa", "besöksnäring", "bredband", "utbildning",
)  # fmt: skip
_WHO = ("Kommunerna", "Parterna", "Regionen", "Delegationen", "Nätverket", "Arbetsutskottet", "Varje part")
_DOES = ("svarar för", "följer upp", "bereder", "samordnar", "redovisar", "utvecklar", "tar fram underlag om")
_WHAT = (
    "det gemensamma arbetet", "planen för nästa år", "hur medlen används", "resultatet för invånarna",
    "de ärenden som rör flera kommuner", "länets behov av kompetens", "trafiken mellan kommunerna",
    "stödet till små företag", "arbetet för jämlik hälsa", "förslag till beslut",
)  # fmt: skip
_WHEN = ("varje år", "inför sommaren", "senast i november", "när någon part begär det", "tillsammans med övriga", "")


def full_name(chance: random.Random) -> tuple[str, str]:
    return chance.choice(_NAMES["given"]), chance.choice(_NAMES["family"])


def sentence(chance: random.Random) -> str:
    words = (chance.choice(_WHO), chance.choice(_DOES), chance.choice(_WHAT), chance.choice(_WHEN))
    return " ".join(word for word in words if word) + "."


def paragraph(chance: random.Random, sentences: int) -> str:
    return " ".join(sentence(chance) for _ in range(sentences))
