/**
 * The server's Arrow stream, read into columns without copying where the layout allows it.
 *
 * The contract is one record batch with uncompressed buffers; anything else is refused with the column's name.
 */
import { tableFromIPC } from "@uwdata/flechette";

import type { Coded, Columns, Evidence } from "./evidence.ts";
import { derive } from "./evidence.ts";

/** The answer could not be fetched or is not the evidence that was agreed upon. */
export class EvidenceError extends Error {
  override name = "EvidenceError";
}

interface Batch {
  readonly length: number;
  readonly nullCount: number;
  readonly values: ArrayLike<number>;
  readonly dictionary?: { toArray(): ArrayLike<string> };
}

/** Fetches and decodes; throws EvidenceError when the server refuses or the answer is damaged. */
export async function fetchEvidence(address: string, signal?: AbortSignal): Promise<Evidence> {
  const answer = await fetch(address, { credentials: "same-origin", ...(signal ? { signal } : {}) });
  if (!answer.ok) throw new EvidenceError(`evidence: the server answered ${answer.status}`);
  return decodeEvidence(await answer.arrayBuffer());
}

/** Throws EvidenceError when a column is missing, has nulls or another type than agreed. */
export function decodeEvidence(bytes: ArrayBuffer): Evidence {
  const table = tableFromIPC(bytes, { useDate: false });
  const metadata: ReadonlyMap<string, string> = table.schema.metadata ?? new Map<string, string>();
  const length = table.numRows;

  function batch(name: string): Batch | null {
    const column = table.getChild(name);
    if (!column) throw new EvidenceError(`evidence has no column ${name}`);
    if (column.data.length > 1) throw new EvidenceError(`evidence column ${name} came in several batches`);
    const only = column.data[0] as unknown as Batch | undefined;
    if (only && only.nullCount > 0) throw new EvidenceError(`evidence column ${name} has ${only.nullCount} nulls`);
    return only ?? null;
  }

  function numbers<T extends ArrayLike<number>>(name: string, make: new (n: number) => T): T {
    const values = batch(name)?.values ?? new make(0);
    if (!(values instanceof make)) throw new EvidenceError(`evidence column ${name} is not ${make.name}`);
    // buffers are padded to eight bytes
    return (values as unknown as { subarray(from: number, to: number): T }).subarray(0, length);
  }

  function coded<T extends Uint8Array | Int16Array>(name: string, make: new (n: number) => T): Coded<T> {
    const values = numbers(name, make);
    return { values, codes: Array.from(batch(name)?.dictionary?.toArray() ?? []) };
  }

  const columns: Columns = {
    length,
    version: metadata.get("version") ?? "",
    municipality: metadata.get("municipality") ?? "",
    kind: coded("kind", Uint8Array),
    category: coded("category", Uint8Array),
    lon: numbers("lon", Float32Array),
    lat: numbers("lat", Float32Array),
    day: numbers("observed_date", Int32Array),
    minute: numbers("observed_minute", Uint16Array),
    area: coded("area", Int16Array),
    source: coded("source", Uint8Array),
    status: coded("status", Uint8Array),
    severity: numbers("severity", Uint8Array),
    safe: bits(batch("safe"), length),
    light: numbers("light", Uint8Array),
    numbers: table.getChild("row") ? numbers("row", Uint32Array) : null,
  };
  return derive(columns);
}

/** Arrow packs booleans eight to a byte, lowest bit first; one byte each is quicker to filter by. */
function bits(batch: Batch | null, length: number): Uint8Array {
  const packed = batch?.values ?? [];
  const flags = new Uint8Array(length);
  for (let row = 0; row < length; row++) flags[row] = (packed[row >> 3]! >> (row & 7)) & 1;
  return flags;
}
