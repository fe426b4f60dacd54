"""Pure rules: how forums are put together, who may sit when, and what a forum may produce."""
