"""Setting the stage: three counties' facts, read in and played through the same verbs that people use."""
