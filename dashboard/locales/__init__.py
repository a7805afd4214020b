"""The catalogues: one module per language, flat keys, the same in each."""
