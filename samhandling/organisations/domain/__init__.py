"""Pure rules of the address book: names, numbers, merging, retention and reading files of people."""
