"""Evidence, promises and places: everything Löfteskartan knows that needs no screen; usable from a notebook."""
