import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { MoneyInView, PlaceInView, ReadMoneyInView, ReadPlaceInView } from '../contract/closing.js';
import type { ReadReferral } from '../contract/facts.js';
import type { Detox } from '../domain/referral.js';

/** What looking at a closing needs. */
export interface PreviewClosingDeps {
  readonly readReferral: ReadReferral;
  readonly readPlaceInView: ReadPlaceInView;
  readonly readMoneyInView: ReadMoneyInView;
}

/** What closing a referral would do now. */
export interface ClosingPreview extends MoneyInView {
  readonly referralId: string;
  readonly reference: string;
  readonly clientId: string;
  readonly state: 'open' | 'closed';
  readonly version: number;
  /** What this referral led to; a stay that runs is not let go, and keeps the referral from being closed. */
  readonly place: PlaceInView | null;
  /** What the person has by another referral, which goes with this one only when they have died; null when nothing. */
  readonly otherPlace: PlaceInView | null;
  /** Detox that has not ended yet: the service cannot cancel it, somebody telephones. */
  readonly detox: Detox | null;
}

/** Says what closing a referral would let go, end and leave to be done, and changes nothing. Null outside scope. */
export const makePreviewClosing =
  ({ readReferral, readPlaceInView, readMoneyInView }: PreviewClosingDeps) =>
  async (tx: Tx, scope: Scope, referralId: string, today: IsoDate): Promise<ClosingPreview | null> => {
    const referral = await readReferral(tx, scope, referralId);
    if (referral === null) return null;
    const { clientId, reference, state, version, detox } = referral;
    const place = await readPlaceInView(tx, { referralId });
    const ofPerson = await readPlaceInView(tx, { clientId });
    return {
      referralId,
      reference,
      clientId,
      state,
      version,
      place,
      otherPlace: ofPerson?.placeId === place?.placeId ? null : ofPerson,
      ...(await readMoneyInView(tx, referralId, today)),
      detox: detox !== null && detox.endsOn > today ? detox : null,
    };
  };
