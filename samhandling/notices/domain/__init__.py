"""What a happening tells and whom, and when mail may leave. Values in, values out."""
