"""Pure calculation: whole öre in, whole öre out, and every sum exact."""
