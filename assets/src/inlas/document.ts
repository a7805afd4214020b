/** A sheet as the server is to keep it. */

import { isCounted, type Party, type ProposedParty, type Sheet, type Span, type Told } from "./sheet.ts";

const stated = (told: Told | null): { confidence: "stated" | "guessed"; span: Span | null } => ({
  confidence: told?.confidence === "guessed" ? "guessed" : "stated",
  span: told?.spans[0] ?? null,
});

const orNull = (text: string): string | null => text.trim() || null;

/** What the server is to keep. To be called for a sheet without faults. */
export function documentOf(sheet: Sheet): Record<string, unknown> {
  const party = ({ name, kind, role }: Party): ProposedParty => ({ party: name.trim(), party_kind: kind, role });
  const numbers = new Map(sheet.promises.map((one) => [one.id, Number(one.number)]));
  return {
    municipality: sheet.municipality,
    digest: sheet.digest,
    name: sheet.name,
    proposal: {
      title: { value: sheet.title.trim(), ...stated(sheet.titleTold) },
      municipality: { value: sheet.municipality, ...stated(sheet.municipalityTold) },
      period: { value: { starts_on: sheet.from.trim(), ends_on: sheet.to.trim() }, ...stated(sheet.periodTold) },
      parties: sheet.parties.map(party),
      promises: sheet.promises.map((one) => ({
        number: Number(one.number),
        title: one.title.trim(),
        text: orNull(one.text),
        confidence: stated(one.told).confidence,
        spans: one.told.spans,
        categories: one.categories,
        places: one.places,
      })),
      actions: sheet.actions.map((one) => ({
        title: one.title.trim(),
        text: orNull(one.text),
        confidence: stated(one.told).confidence,
        spans: one.told.spans,
        promise: { value: numbers.get(one.promise), ...stated(one.promiseTold) },
        responsibility: one.wording ? { value: one.wording, ...stated(one.wordingTold) } : null,
        responsible: one.responsible.map(party),
        commitment: one.commitment
          ? {
              value: {
                commitment_kind: one.commitment,
                number: isCounted(one.commitment) ? Number(one.number) : null,
                measure: one.measure,
                due_on: one.commitment === "by_date" ? one.due.trim() : null,
              },
              ...stated(one.commitmentTold),
            }
          : null,
        action_type: one.type,
        categories: one.categories,
        substances: one.substances,
        places: one.places,
        time_bands: one.timeBands,
      })),
      leftovers: [],
    },
  };
}
