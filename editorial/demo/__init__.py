"""A working newsroom to try the desk in, built through the same functions as everything else; never for production."""
