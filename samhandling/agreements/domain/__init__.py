"""The rules of agreements: values in, values out. No clock, no database, no request."""
