"""A question is raised, travels between forums and parties, and becomes a recommendation that every party answers."""
