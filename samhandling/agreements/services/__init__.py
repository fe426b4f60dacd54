"""What may be done to an agreement. One verb, one function, in the file of what it is done to."""
