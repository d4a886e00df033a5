import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, type SqlValue } from '../../../../platform/db/sql.js';
import type { UrgencyBand } from '../../../referrals/contract/facts.js';
import type { TellPeople, ToldOffer, ToldOfferState, ToldReferral } from '../../application/ports.js';

interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** A partnership reaches what is of its people, a provider what concerns its beds; a referral is no provider's. */
const within = (scope: Scope, table: 'r' | 'o'): Condition => {
  switch (scope.kind) {
    case 'national':
      return { sql: 'TRUE', values: [] };
    case 'partnership':
      return { sql: `${table}.partnership_id = ?`, values: [scope.partnershipId] };
    case 'provider':
      return table === 'o'
        ? { sql: 'o.provider_id = ?', values: [scope.providerId] }
        : { sql: 'FALSE', values: [] };
  }
};

/** Of SQL: whether whoever is in a scope may know whose record that of a client is. `clientId` is a column. */
export type MayKnow = (
  scope: Scope,
  clientId: string,
) => { readonly condition: string; readonly values: readonly SqlValue[] };

/** The client's id, and none where the record is restricted: by it, referrals of one person could be told to be theirs. */
const clientTold = (mayKnow: MayKnow, scope: Scope, table: 'r' | 'o'): Condition => {
  const column = `${table}.client_id`;
  // Who has the person in their beds knows them; it is their partnership's own people who may not.
  if (scope.kind !== 'partnership') return { sql: column, values: [] };
  const { condition, values } = mayKnow(scope, column);
  return { sql: `IF(${condition}, ${column}, NULL)`, values };
};

interface ReferralRow {
  readonly id: string;
  readonly client_id: string | null;
  readonly partnership_id: string;
  readonly partnership_name: string;
  readonly received_on: IsoDate;
  readonly urgency_band: UrgencyBand;
  readonly state: 'open' | 'closed';
  readonly closed_reason: string | null;
}

const readReferrals = async (
  tx: Tx,
  client: Condition,
  { sql, values }: Condition,
  limit: number,
): Promise<readonly ToldReferral[]> => {
  const rows = await select<ReferralRow>(
    tx,
    `SELECT r.id, ${client.sql} AS client_id, r.partnership_id, a.name AS partnership_name, r.received_on, r.urgency_band, r.state,
            r.closed_reason
       FROM referral r JOIN partnership a ON a.id = r.partnership_id
      WHERE ${sql} ORDER BY r.id DESC LIMIT ${limit}`,
    [...client.values, ...values],
  );
  return rows.map((row) => ({
    ...{ referralId: row.id, clientId: row.client_id, partnershipId: row.partnership_id },
    ...{ partnershipName: row.partnership_name, receivedOn: row.received_on },
    ...{ urgencyBand: row.urgency_band, state: row.state, closedReason: row.closed_reason },
  }));
};

interface OfferRow {
  readonly id: string;
  readonly referral_id: string;
  readonly client_id: string | null;
  readonly partnership_id: string;
  readonly partnership_name: string;
  readonly provider_id: string;
  readonly provider_name: string;
  readonly project_id: string;
  readonly project_name: string;
  readonly arrives_on: IsoDate;
  readonly departs_on: IsoDate;
  readonly state: ToldOfferState;
  readonly made_at: Date;
  readonly answer_due_at: Date;
  readonly resolved_at: Date | null;
}

const readOffers = async (
  tx: Tx,
  client: Condition,
  { sql, values }: Condition,
  limit: number,
): Promise<readonly ToldOffer[]> => {
  const rows = await select<OfferRow>(
    tx,
    `SELECT o.id, o.referral_id, ${client.sql} AS client_id, o.partnership_id, a.name AS partnership_name, o.provider_id,
            v.name AS provider_name, o.project_id, p.name AS project_name, o.arrives_on, o.departs_on,
            IF(o.state = 'offered' AND o.expires_at <= UTC_TIMESTAMP(6), 'expired', o.state) AS state, o.made_at,
            o.answer_due_at,
            IF(o.state = 'offered' AND o.expires_at <= UTC_TIMESTAMP(6), o.expires_at, o.resolved_at) AS resolved_at
       FROM offer o JOIN partnership a ON a.id = o.partnership_id JOIN provider v ON v.id = o.provider_id
       JOIN project p ON p.id = o.project_id
      WHERE ${sql} ORDER BY o.id DESC LIMIT ${limit}`,
    [...client.values, ...values],
  );
  return rows.map((row) => ({
    ...{ offerId: row.id, referralId: row.referral_id, clientId: row.client_id },
    ...{ partnershipId: row.partnership_id, partnershipName: row.partnership_name },
    ...{ providerId: row.provider_id, providerName: row.provider_name },
    ...{ projectId: row.project_id, projectName: row.project_name },
    ...{ arrivesOn: row.arrives_on, departsOn: row.departs_on, state: row.state, madeAt: row.made_at },
    ...{ answerDueAt: row.answer_due_at, resolvedAt: row.resolved_at },
  }));
};

const and = (one: Condition, sql: string, values: readonly SqlValue[]): Condition => ({
  sql: `${one.sql} AND ${sql}`,
  values: [...one.values, ...values],
});

/** Ids are in order of making, so an id is the mark of a page. */
const afterMark = (one: Condition, table: 'r' | 'o', after: string | null): Condition =>
  after === null ? one : and(one, `${table}.id < ?`, [after]);

/** What other systems are told of referrals and offers. No table that holds a name or a birthday is read. */
export const makeTellPeople = (mayKnow: MayKnow): TellPeople => {
  const referrals = (tx: Tx, scope: Scope, where: Condition, limit: number) =>
    readReferrals(tx, clientTold(mayKnow, scope, 'r'), where, limit);
  const offers = (tx: Tx, scope: Scope, where: Condition, limit: number) =>
    readOffers(tx, clientTold(mayKnow, scope, 'o'), where, limit);
  return {
    listReferrals: (tx, scope, { after, limit }) =>
      referrals(tx, scope, afterMark(within(scope, 'r'), 'r', after), limit),
    findReferral: async (tx, scope, referralId) =>
      (await referrals(tx, scope, and(within(scope, 'r'), 'r.id = ?', [referralId]), 1))[0] ?? null,
    listOffers: (tx, scope, { after, limit }) =>
      offers(tx, scope, afterMark(within(scope, 'o'), 'o', after), limit),
    findOffer: async (tx, scope, offerId) =>
      (await offers(tx, scope, and(within(scope, 'o'), 'o.id = ?', [offerId]), 1))[0] ?? null,
  };
};
