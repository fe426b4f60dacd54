from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "samhandling.finance"
    label = "finance"

    def ready(self) -> None:
        from samhandling.core.history import tell
        from samhandling.core.slots import fill
        from samhandling.finance import history
        from samhandling.finance.selectors.navigation import nav_items

        tell(history.SENTENCES, history.FIELDS, history.WORDS)
        fill("collaboration.nav", nav_items)
