"""过刊补录: past numbers are brought in as files, read, attested by two people, and recorded without being mailed."""
