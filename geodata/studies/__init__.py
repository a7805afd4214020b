"""Questions that people ask of the whole: pure functions from records and columns to answers that tell their basis.

Between the analyses, which know arrays only, and the casebook, which reads the store: here counts are laid out by area
and month, what is missing stays missing, and every answer says by which method, for when and from where.
"""
