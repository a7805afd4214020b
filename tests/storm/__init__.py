"""Twenty phones on a walk without coverage, then a link, a server and clocks that fail: whether anything is lost."""
