import { parseIsoDate, type IsoDate } from '../../../kernel/iso-date.js';
import type { MeasureId } from './measure.js';

/** What one row of a number is. */
export type RowKind = 'referral' | 'stay' | 'offer' | 'bed' | 'project';

/** Whose rows they can be: of the partnership whose person it is, of the provider whose project it is, of nobody, so of all. */
export type RowOwner = 'partnership' | 'provider' | 'country';

interface MeasureRowsDefinition {
  readonly kinds: readonly RowKind[];
  readonly owners: readonly RowOwner[];
}

const ofReferrals: MeasureRowsDefinition = { kinds: ['referral'], owners: ['partnership'] };
const ofStays: MeasureRowsDefinition = { kinds: ['stay'], owners: ['partnership', 'provider'] };
const ofOffers: MeasureRowsDefinition = { kinds: ['offer'], owners: ['partnership', 'provider'] };
const ofBeds: MeasureRowsDefinition = { kinds: ['bed'], owners: ['provider', 'country'] };

/** What each measure's numbers are made of, and who may look at the rows. */
export const rowsOfMeasure: Readonly<Record<MeasureId, MeasureRowsDefinition>> = {
  'referrals-received': ofReferrals,
  'placements-approved': ofReferrals,
  'placements-started': ofStays,
  // Which start is a person's first in the year tells whoever has a later one that there was another elsewhere.
  'people-started': { kinds: ['stay'], owners: ['partnership'] },
  'placed-out-of-area': ofStays,
  'placements-completed': ofStays,
  'placements-ended-early': ofStays,
  'placements-never-started': ofStays,
  'nights-available': ofBeds,
  'nights-staffed': ofBeds,
  'nights-occupied': { kinds: ['stay'], owners: ['provider'] },
  // The nights of stays, of those of beds.
  occupancy: { kinds: ['stay', 'bed'], owners: ['provider'] },
  'wait-to-assessment': ofReferrals,
  'wait-assessment-to-approval': ofReferrals,
  'wait-approval-to-acceptance': ofReferrals,
  'wait-acceptance-to-admission': ofReferrals,
  'wait-to-admission': ofReferrals,
  'offers-made': ofOffers,
  'offers-declined': ofOffers,
  'offers-lapsed': ofOffers,
  'retained-12-weeks': ofStays,
  'retained-26-weeks': ofStays,
  'retained-52-weeks': ofStays,
  // Whether somebody was referred anew is for their partnership to know, not for where they once stayed.
  're-presented': { kinds: ['stay'], owners: ['partnership'] },
  'satisfaction-10': ofStays,
  'satisfaction-8-or-more': ofStays,
  'naloxone-at-discharge': ofStays,
  'cost-per-placement': ofReferrals,
  'cost-per-week': ofReferrals,
  'availability-fresh': { kinds: ['project'], owners: ['provider', 'country'] },
};

/** What one fact counts for, in one month; as in a cell of the measure. */
export interface CountedRow {
  readonly subjectId: string;
  /** The day it counts on; of what is counted by the month, the first day of it. */
  readonly onDate: IsoDate;
  readonly days: number | null;
  readonly n: number;
  readonly of: number;
  readonly pence: number;
}

/** What a row is of, for whoever may look. */
export interface RowSubject {
  readonly kind: RowKind;
  /** Null for beds and projects, and of somebody who is with another partnership now. */
  readonly person: {
    readonly clientId: string;
    readonly referralId: string;
    readonly reference: string;
    /** Not where the record is restricted and the reader not named for it: what the row counts for is then not told. */
    readonly mayKnow: boolean;
  } | null;
  readonly project: { readonly projectId: string; readonly name: string } | null;
  readonly bedLabel: string | null;
}

/** One row of a number. */
export interface MeasureRow extends CountedRow {
  /** Null where what was counted is there no longer. */
  readonly subject: RowSubject | null;
}

/** What the rows come to. */
export interface RowsTotal {
  readonly rows: number;
  readonly n: number;
  readonly of: number;
  readonly pence: number;
}

/** The last row of a page: after it the next begins. */
export interface RowMark {
  readonly onDate: IsoDate;
  readonly subjectId: string;
}

const mark = /^(\d{4}-\d{2}-\d{2})~([0-9a-f-]{36})$/;

/** A mark as it stands in an address. */
export const rowMarkText = ({ onDate, subjectId }: RowMark): string => `${onDate}~${subjectId}`;

/** The mark in an address; null where there is none, or it is none. */
export const rowMarkOf = (text: string | undefined): RowMark | null => {
  const [, on, subjectId] = mark.exec(text ?? '') ?? [];
  const onDate = on === undefined ? null : parseIsoDate(on);
  return onDate === null || subjectId === undefined ? null : { onDate, subjectId };
};
