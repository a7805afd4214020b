/** Where a card stands beside what it tells of, so that neither hides the other. Pure. */

/** Pixels from the window's upper left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const GAP = 12;

/** Right of it, left, under, over; where there is room nowhere, inside at its lower end; in the middle of nothing. */
export function beside(box: Box | null, card: Size, room: Size): { left: number; top: number } {
  const held = (value: number, size: number, all: number): number => Math.max(GAP, Math.min(value, all - size - GAP));
  if (!box) return { left: held((room.width - card.width) / 2, card.width, room.width), top: held((room.height - card.height) / 2, card.height, room.height) };
  const top = held(box.top, card.height, room.height);
  const left = held(box.left, card.width, room.width);
  if (box.right + card.width + 2 * GAP <= room.width) return { left: box.right + GAP, top };
  if (box.left >= card.width + 2 * GAP) return { left: box.left - card.width - GAP, top };
  if (box.bottom + card.height + 2 * GAP <= room.height) return { left, top: box.bottom + GAP };
  if (box.top >= card.height + 2 * GAP) return { left, top: box.top - card.height - GAP };
  return { left: held((box.left + box.right - card.width) / 2, card.width, room.width), top: held(box.bottom - card.height - GAP, card.height, room.height) };
}
