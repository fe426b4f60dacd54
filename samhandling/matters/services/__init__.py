"""The verbs about matters."""
