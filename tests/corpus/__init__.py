"""Annotated texts by which the recognisers are judged: `tuning` may be looked at while rules are written, `held_out` may not.

An annotation says what a careful editor reads out of its text: names as printed, canonical numbers, ISO dates.
"""
