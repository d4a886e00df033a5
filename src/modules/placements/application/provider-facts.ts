import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { PersonFacts, Substance } from '../../referrals/contract/facts.js';

/** Where a page of a list stands: beyond a row, on either side of it. */
export interface PageMark {
  readonly side: 'after' | 'before';
  readonly id: string;
}

/** One page of a list in a fixed order. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

/** The provider a page is about, with how many projects it keeps. */
export interface ProviderFacts {
  readonly name: string;
  readonly projects: number;
}

/**
 * What a provider may know of a person from the offer on: who they are and who comes with them. The name is read apart,
 * by `clientId`, and only while the person is offered to this provider, or has or had a bed with it.
 */
interface PersonInPlace {
  readonly clientId: string;
  readonly reference: string;
  readonly sex: PersonFacts['sex'];
  readonly bornOn: IsoDate;
  readonly adults: number;
  readonly children: number;
  readonly bedLabel: string;
  readonly projectName: string;
  readonly stay: Stay;
  readonly version: number;
}

/** An offer that waits for its answer and is in time by the database's clock, with the person's needs. */
export interface IncomingOfferFacts extends PersonInPlace {
  readonly offerId: string;
  readonly referralId: string;
  readonly projectId: string;
  readonly substance: Substance;
  readonly needsStepFree: boolean;
  readonly needsWetRoom: boolean;
  readonly oldestChildBornOn: IsoDate | null;
  readonly needsDetox: boolean;
  /** Null until a detox is booked. */
  readonly detoxEndsOn: IsoDate | null;
  readonly answerDueAt: Date;
  /** Until when the bed is held. */
  readonly expiresAt: Date;
}

/** Somebody booked or admitted. */
export interface StayFacts extends PersonInPlace {
  readonly placementId: string;
  readonly state: 'booked' | 'admitted';
  readonly admittedOn: IsoDate | null;
  /** The day somebody on leave is expected back; null for whoever is not away. */
  readonly backExpectedOn: IsoDate | null;
  /** Who is booked into the bed next, soonest first arrived; null when nobody is. */
  readonly next: { readonly reference: string; readonly arrivesOn: IsoDate } | null;
  /** Of a booking: who is recorded as here in its bed, however late; null when nobody is. */
  readonly inBed: {
    readonly placementId: string;
    readonly reference: string;
    readonly departsOn: IsoDate;
  } | null;
  /** Since when the funder says that they may not pay; null where no notice stands. */
  readonly fundingNoticeOn: IsoDate | null;
}

/** Somebody who has left. */
export interface LeftFacts extends PersonInPlace {
  readonly placementId: string;
  readonly endedOn: IsoDate;
  readonly reason: string;
}

/** Somebody a provider expects, has, or had until lately: whom a name or a reference may mean. */
export interface PersonAbout {
  readonly placementId: string;
  readonly clientId: string;
  readonly reference: string;
}

/** The names of people whom a provider may know by name, by client. */
export type ReadNames = (
  tx: Tx,
  scope: Scope,
  clientIds: readonly string[],
) => Promise<ReadonlyMap<string, string>>;
