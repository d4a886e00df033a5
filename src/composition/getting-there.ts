import { placementPolicy } from '../../config/placement-policy.js';
import type { Scope } from '../kernel/actor.js';
import type { AppendAudit } from '../kernel/audit.js';
import type { IdSource } from '../kernel/ids.js';
import type { Tx } from '../kernel/unit-of-work.js';
import { readOpenPlaces } from '../modules/placements/adapters/db/places-of-referrals.js';
import { readGettingThere } from '../modules/referrals/adapters/db/getting-there-latest.js';
import { gettingThereRepository } from '../modules/referrals/adapters/db/getting-there-repository.js';
import { referralRepository } from './referral-reads.js';
import { makeRecordHome, makeRecordTravel } from '../modules/referrals/application/getting-there.js';

const readOpenPlace = async (tx: Tx, scope: Scope, referralId: string) =>
  (await readOpenPlaces(tx, scope, [referralId])).get(referralId) ?? null;

/** The day on which a person arrives, as their partnership arranges it. */
export const createGettingThere = ({
  newId,
  audit,
}: {
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}) => {
  const { find: readReferral } = referralRepository;
  const deps = { readReferral, gettingThere: gettingThereRepository, newId, audit };
  return {
    readReferral,
    readOpenPlace,
    readArrivesOn: async (tx: Tx, scope: Scope, referralId: string) => {
      const place = await readOpenPlace(tx, scope, referralId);
      return place === null || place.state === 'admitted' ? null : place.arrivesOn;
    },
    readGettingThere,
    recordTravel: makeRecordTravel(deps),
    recordHome: makeRecordHome(deps),
    arrivalPolicy: placementPolicy.arrival,
  };
};
