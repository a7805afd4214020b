"""The one door to a store, wherever it lies."""

from __future__ import annotations

from pathlib import Path

from geodata.errors import StoreError
from geodata.store.base import Store

FILE_NAME = "lofteskartan.gpkg"


def open_store(address: str | Path, *, create: bool = True) -> Store:
    """Open the store at a path or address, upgrading it where it is older than the program.

    address: a file, a directory that exists (the file lofteskartan.gpkg in it), or "sqlite:///path".
    create: make a store where there is none.  Raises: StoreError, with what is wrong and what mends it.
    """
    from geodata.store.embedded import EmbeddedStore

    text = str(address)
    if "://" in text:
        scheme, _, rest = text.partition("://")
        if scheme != "sqlite":
            raise StoreError(f"{scheme} stores are not known; name a file")
        path = Path(rest.removeprefix("/"))
    else:
        path = Path(address)
    path = path.expanduser().absolute()
    return EmbeddedStore(path / FILE_NAME if path.is_dir() else path, create=create)
