"""The parts of the kit, one module for each kind. `templatetags/kit.py` gathers their tags."""
