"""One module per page: its Ids, its layout, what it loads, and its callbacks. Pages do not know each other."""
