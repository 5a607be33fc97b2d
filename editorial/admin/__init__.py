"""The desk in the browser: forms and pages that call the desk's functions; no rule lives here."""
