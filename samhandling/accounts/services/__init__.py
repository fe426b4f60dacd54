"""The verbs of users, their invitations, log-ins and tokens."""
