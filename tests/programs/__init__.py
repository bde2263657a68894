"""Go programs with what they print, as recorded from the real toolchain."""
