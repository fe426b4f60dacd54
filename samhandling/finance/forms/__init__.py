"""Forms parse what people write. They decide nothing."""
