"""One's own account and what keeps it safe, log-in through one's organisation, and the answer to an invitation."""
