"""Photos of findings: taken in once, private until somebody releases them, what was hidden burnt in for good."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from threading import BoundedSemaphore
from uuid import UUID, uuid4, uuid5

from geodata.casebook.fieldwork import Fate, ItemReceipt
from geodata.casebook.inviting import Guest
from geodata.casebook.registering import Registering
from geodata.editing import Entry
from geodata.errors import InvalidRecord, NotAllowed, NotFound, PhotoReused, StoreError
from geodata.fieldnotes import FROM_PHONE, sha256_of
from geodata.model import Actor, Deed, Finding, Photo, Rectangle, Tier, Walk
from geodata.picturefolder import PictureFolder
from geodata.pictures import Cleaned, blurred, clean, shrunk
from geodata.store.base import Change, Op, Outcome, Query, Reach

MOST_PHOTOS = 10_000
"""Of one walk."""
MOST_RECTANGLES = 100
_BY = "walker"
_EVERY_TIER = frozenset(Tier)
_CLEANING = BoundedSemaphore(2)
"""A picture of 50 million pixels takes up to 460 MB while it is cleaned; twenty phones send at once."""


class Photographs(Registering):
    """Photos taken in, reviewed and shown."""

    def receive_photo(
        self, guest: Guest, photo_id: UUID, finding_id: UUID, body: bytes, declared_sha256: str | None = None
    ) -> ItemReceipt:
        """Keep a photo, which may come before its finding. Sending it again is harmless; the bytes themselves go.

        The picture is durable before its record, the record before the receipt. Raises: DamagedOnTheWay;
        RefusedPicture; PhotoReused; InvalidRecord; StoreError where it could not be kept, to be sent again.
        """
        sha256 = sha256_of(body, declared_sha256)
        folder = self._folder()
        base, known = self._known_photo(guest, photo_id, finding_id, sha256)
        if known is not None:
            return known
        self._refuse_stray(guest.walk, finding_id)
        with _CLEANING:
            cleaned = clean(body)
        folder.keep(cleaned.content)
        photo = _photo(guest.walk, photo_id, finding_id, sha256, cleaned)
        op_id = uuid4() if base else uuid5(photo_id, sha256)
        receipt = self._store.apply(
            [Op(op_id, photo, base_version=base)],
            by=_BY,
            at=self._clock(),
            reach=Reach(municipalities=frozenset({photo.municipality})),
        )[0]
        # RULE 1: once more after the record, see PictureFolder.remove
        folder.keep(cleaned.content)
        if receipt.outcome in {Outcome.ADDED, Outcome.CHANGED}:
            return ItemReceipt(None, photo_id, Fate.KEPT, receipt.version, sha256)
        # it arrived twice at the same moment: the log says which of the two was kept
        _, known = self._known_photo(guest, photo_id, finding_id, sha256)
        if known is None:
            raise StoreError("the photo could not be kept this time; send it again")
        return known

    def photos_of(
        self, actor: Actor, *, walk_id: UUID | None = None, finding_ids: Iterable[UUID] | None = None
    ) -> tuple[Entry[Photo], ...]:
        """The photos of a walk or of findings, as the actor may see them, by finding."""
        actor.require(Deed.READ)
        where: dict[str, object] = {} if walk_id is None else {"walk_id": walk_id}
        if finding_ids is not None:
            where["finding_id"] = tuple(finding_ids)
        if not where:
            raise InvalidRecord("photos of what? name a walk or findings")
        found = self._shelf.stored(actor, Photo, None, **where)
        entries = (Entry(item.record, item.version, item.changed_at) for item in found)
        return tuple(sorted(entries, key=lambda one: (one.record.finding_id, one.record.id)))

    def picture(self, actor: Actor, photo_id: UUID, *, as_released: bool, side: int | None = None) -> bytes:
        """A photo as JPEG. side: for lists, at most so many pixels wide and high.

        as_released: as everybody may see it, what is hidden burnt in; otherwise for the municipality's people alone.
        Raises: NotFound, also for what is not released; NotAllowed.
        """
        actor.require(Deed.READ)
        photo = self._one(actor, (Photo,), photo_id)
        if not as_released and Tier.MUNICIPALITY not in actor.tiers:
            raise NotAllowed(f"the role {actor.role} sees photos as they were released; ask for that one")
        name = photo.shown_sha256 if as_released else photo.kept_sha256
        if name is None:
            raise NotFound(f"the photo {photo_id} is not released")
        content = self._folder().read(name)
        return content if side is None else shrunk(content, side)

    def guest_picture(self, guest: Guest, photo_id: UUID) -> bytes:
        """A released photo of the guest's own walk. Raises: NotFound."""
        own = Query(_EVERY_TIER, frozenset({guest.walk.municipality}), {"id": photo_id, "walk_id": guest.walk.id})
        found = self._store.find(Photo, own)
        if not found or found[0].record.shown_sha256 is None:
            raise NotFound(f"the photo {photo_id} is not released")
        return self._folder().read(found[0].record.shown_sha256)

    # Review

    def blur(self, actor: Actor, photo_id: UUID, rectangles: Sequence[Rectangle], *, base_version: int) -> Entry[Photo]:
        """Say what is hidden in a photo, in place of what was said before; a released one is burnt anew.

        Raises: EditConflict, InvalidRecord, NotFound, NotAllowed.
        """
        photo = self._reviewed(actor, photo_id)
        if len(rectangles) > MOST_RECTANGLES:
            raise InvalidRecord(f"{len(rectangles)} rectangles; hide at most {MOST_RECTANGLES}, or withdraw the photo")
        hidden = tuple(rectangles)
        shown = None if photo.shown_sha256 is None else self._burnt(photo, hidden)
        return self._decided(actor, photo, base_version, shown, blurred=hidden)

    def release_photo(self, actor: Actor, photo_id: UUID, *, base_version: int) -> Entry[Photo]:
        """Show a photo to all who may see its walk, with what is hidden burnt in. Raises: as `blur`."""
        photo = self._reviewed(actor, photo_id)
        walk = self._one(actor, (Walk,), photo.walk_id)
        return self._decided(
            actor,
            photo,
            base_version,
            self._burnt(photo, photo.blurred),
            tier=walk.tier,
            released_on=photo.released_on or self._shelf.today(actor, photo.municipality),
        )

    def withdraw_photo(self, actor: Actor, photo_id: UUID, *, base_version: int) -> Entry[Photo]:
        """Take a release back: the photo is the municipality's alone again. Raises: as `blur`."""
        photo = self._reviewed(actor, photo_id)
        tier = max(Tier.MUNICIPALITY, photo.tier, key=list(Tier).index)
        return self._decided(actor, photo, base_version, None, tier=tier, released_on=None)

    def discard_photo(self, actor: Actor, photo_id: UUID, *, base_version: int) -> None:
        """Remove a photo that should not be kept at all. Its picture is gone at once; the log still tells of it.

        A phone that sends it again is told that it was kept already. Raises: as `blur`.
        """
        photo = self._reviewed(actor, photo_id)
        self._settle_edit(actor, photo, Op(uuid4(), photo, Change.RETIRE, base_version))
        self._let_go(photo)

    # Looking after the files

    def sweep_pictures(self, actor: Actor) -> int:
        """Remove the files that no photo needs and that are older than a day; returns how many. Harmless again."""
        actor.require(Deed.ADMINISTER)
        if self._pictures is None:
            return 0
        needed = self._needed()
        return self._pictures.sweep(known=lambda one: one in needed or self._is_needed(one), now=self._clock())

    def orphaned_pictures(self, actor: Actor) -> int:
        """How many files `sweep_pictures` would remove."""
        actor.require(Deed.ADMINISTER)
        if self._pictures is None:
            return 0
        return len(self._pictures.orphans(known=self._needed().__contains__, now=self._clock()))

    def _picture_faults(self) -> list[str]:
        """Pictures that photos need and that are missing or damaged, in sentences."""
        photos = [stored.record for stored in self._store.find(Photo, Query(_EVERY_TIER))]
        if self._pictures is None:
            return [f"{len(photos)} photos, and no folder of pictures; name it"] if photos else []
        faults = []
        for photo in photos:
            for name in dict.fromkeys(filter(None, (photo.kept_sha256, photo.shown_sha256))):
                try:
                    self._pictures.read(name)
                except StoreError as error:
                    faults.append(f"photo {photo.id}: {error}")
        return faults

    # Shared by the deeds above

    def _folder(self) -> PictureFolder:
        if self._pictures is None:
            raise StoreError("there is no folder for pictures here; open the store together with one")
        return self._pictures

    def _known_photo(
        self, guest: Guest, photo_id: UUID, finding_id: UUID, sha256: str
    ) -> tuple[int, ItemReceipt | None]:
        """The version that a photo builds on, and the receipt where nothing is left to do. Raises: PhotoReused.

        RULE 2: a photo that was discarded stays so, and one whose file was lost is kept anew.
        """
        log = [
            json.loads(event.body)
            for event in self._store.history(photo_id)
            if event.kind == Photo.kind and event.new_version is not None and event.change is Change.PUT
        ]
        if not log:
            return 0, None
        told = (log[-1]["received_sha256"], log[-1]["walk_id"], log[-1]["finding_id"])
        if told != (sha256, str(guest.walk.id), str(finding_id)):
            raise PhotoReused(f"the photo {photo_id} was kept with another picture; take it in as a new photo")
        standing = self._store.find(Photo, Query(_EVERY_TIER, where={"id": photo_id}))
        if standing and not self._folder().holds(standing[0].record.kept_sha256):
            return standing[0].version, None
        version = standing[0].version if standing else None
        return 0, ItemReceipt(None, photo_id, Fate.ALREADY, version, sha256)

    def _refuse_stray(self, walk: Walk, finding_id: UUID) -> None:
        finding = self._store.find(Finding, Query(_EVERY_TIER, where={"id": finding_id}))
        if finding and finding[0].record.walk_id != walk.id:
            raise InvalidRecord("the photo's finding is not one of this walk; save the finding anew")
        many = self._store.count(Photo, Query(_EVERY_TIER, frozenset({walk.municipality}), {"walk_id": walk.id}))
        if many >= MOST_PHOTOS:
            raise InvalidRecord(f"the walk has {many} photos already; ask for a walk of its own")

    def _reviewed(self, actor: Actor, photo_id: UUID) -> Photo:
        photo = self._one(actor, (Photo,), photo_id)
        actor.require(Deed.REVIEW, photo.municipality)
        return photo

    def _burnt(self, photo: Photo, hidden: Sequence[Rectangle]) -> bytes:
        return blurred(self._folder().read(photo.kept_sha256), hidden)

    def _decided(
        self, actor: Actor, photo: Photo, base_version: int, shown: bytes | None, **changes: object
    ) -> Entry[Photo]:
        """Write what was decided, and keep what is shown from now on. photo: as it was before."""
        folder = self._folder()
        name = None if shown is None else folder.keep(shown)
        changed = Photo(**{**dict(photo), **changes, "shown_sha256": name})
        self._settle_edit(actor, changed, Op(uuid4(), changed, base_version=base_version))
        if shown is not None:
            folder.keep(shown)  # RULE 1 again
        self._let_go(photo)
        return self.entry(actor, Photo, photo.id)

    def _let_go(self, photo: Photo) -> None:
        """Remove the files of a photo as it was before, as far as no photo needs them now."""
        for name in filter(None, (photo.shown_sha256, photo.kept_sha256)):
            self._folder().remove(name, known=self._is_needed)

    def _needed(self) -> frozenset[str]:
        photos = [stored.record for stored in self._store.find(Photo, Query(_EVERY_TIER))]
        return frozenset(name for one in photos for name in (one.kept_sha256, one.shown_sha256) if name)

    def _is_needed(self, name: str) -> bool:
        return any(
            self._store.count(Photo, Query(_EVERY_TIER, where={field: name}))
            for field in ("kept_sha256", "shown_sha256")
        )


def _photo(walk: Walk, photo_id: UUID, finding_id: UUID, sha256: str, cleaned: Cleaned) -> Photo:
    return Photo(
        id=photo_id,
        municipality=walk.municipality,
        provenance=FROM_PHONE,
        tier=max(Tier.MUNICIPALITY, walk.tier, key=list(Tier).index),
        walk_id=walk.id,
        finding_id=finding_id,
        received_sha256=sha256,
        kept_sha256=cleaned.sha256,
        width=cleaned.width,
        height=cleaned.height,
    )
