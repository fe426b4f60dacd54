"""Rules about documents: values in, values out."""
