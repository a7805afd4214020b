/**
 * Which signs are worth drawing: those in the picture that no newer sign covers.
 *
 * Drawing costs by the sign, even for one that ends up wholly under others. On a town seen from afar that is most of
 * them; leaving them out changes next to nothing that can be seen and halves the time of a frame.
 */

/** The part of the world in the picture, in the same units as the positions. */
export interface Section {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Side of the square within which one sign stands for all. */
  readonly cell: number;
}

export class Thinner {
  readonly #positions: Float32Array;
  readonly #drawn: Uint32Array<ArrayBuffer>;
  #taken = new Uint8Array(0);

  /** `positions`: x and y of every row in turn. */
  constructor(positions: Float32Array) {
    this.#positions = positions;
    this.#drawn = new Uint32Array(positions.length / 2);
  }

  /**
   * The rows to draw, in the order given; of those in one cell the last, for it lies on top. The answer is
   * overwritten by the next call.
   */
  thin(rows: Uint32Array, { left, top, width, height, cell }: Section): Uint32Array<ArrayBuffer> {
    // cells lie still in the world, so that moving the picture does not make signs come and go
    const firstColumn = Math.floor(left / cell);
    const firstLine = Math.floor(top / cell);
    const columns = Math.ceil((left + width) / cell) - firstColumn;
    const lines = Math.ceil((top + height) / cell) - firstLine;
    const originX = firstColumn * cell;
    const originY = firstLine * cell;
    const taken = this.#emptied(columns * lines);
    const positions = this.#positions;
    const drawn = this.#drawn;
    const perCell = 1 / cell;
    let at = drawn.length;
    for (let i = rows.length - 1; i >= 0; i--) {
      const row = rows[i]!;
      const column = (positions[2 * row]! - originX) * perCell;
      const line = (positions[2 * row + 1]! - originY) * perCell;
      if (!(column >= 0 && line >= 0 && column < columns && line < lines)) continue;
      const index = (line | 0) * columns + (column | 0);
      if (taken[index] === 1) continue;
      taken[index] = 1;
      drawn[--at] = row;
    }
    return drawn.subarray(at);
  }

  #emptied(size: number): Uint8Array {
    if (this.#taken.length < size) this.#taken = new Uint8Array(size);
    else this.#taken.fill(0, 0, size);
    return this.#taken;
  }
}
