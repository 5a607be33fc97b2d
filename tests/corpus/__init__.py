"""Annotated texts by which recognisers are judged; rules may be written with an eye on `tuning`, never on `held_out`.

An annotation says what a careful editor reads out of its text: names as printed, canonical numbers, ISO dates.
"""
