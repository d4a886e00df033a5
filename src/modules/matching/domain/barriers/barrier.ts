import type { BedUnit } from '../../../capacity/contract/availability.js';
import type { AdmissionRule } from '../../../eligibility/contract.js';
import type { Gate } from '../readiness.js';
import type { MatchInput, Waiting } from '../waiting.js';

/** One thing that can stand between people and a place, and how the list looks without it. */
export interface Barrier {
  /** Never used for anything else: results are kept under it. */
  readonly key: string;
  readonly name: string;
  /** What is taken as if, for everybody at once. */
  readonly asIf: string;
  readonly whoCouldAct: string;
  /** The same people and beds without the barrier; nothing else differs. */
  readonly relax: (input: MatchInput) => MatchInput;
}

/** Everybody who waits, changed. */
export const withPeople = (input: MatchInput, change: (person: Waiting) => Waiting): MatchInput => ({
  ...input,
  waiting: input.waiting.map(change),
});

/** Somebody to whom one gate is open. */
export const past = (gate: Gate, person: Waiting): Waiting => ({
  ...person,
  missing: person.missing.filter((missing) => missing.gate !== gate),
});

/** Every bed, changed; its nights stay as they are. */
export const withBeds = (input: MatchInput, change: (unit: BedUnit) => BedUnit): MatchInput => ({
  ...input,
  calendars: input.calendars.map((calendar) => ({ ...calendar, unit: change(calendar.unit) })),
});

/** Without what projects ask about these matters. */
export const withoutRules = (
  input: MatchInput,
  attributes: readonly AdmissionRule['attribute'][],
): MatchInput => ({
  ...input,
  rules: new Map(
    [...input.rules].map(([projectId, rules]) => [
      projectId,
      rules.filter(({ attribute }) => !attributes.includes(attribute)),
    ]),
  ),
});
