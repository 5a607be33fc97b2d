"""From the desk to the record: freeze, preview, and the one publish path."""
