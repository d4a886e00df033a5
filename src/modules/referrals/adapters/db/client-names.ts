import { createHash } from 'node:crypto';

import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { referenceAsMeant } from '../../../../kernel/reference.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { containing, execute, select, selectOne, type SqlValue } from '../../../../platform/db/sql.js';
import type { Origin } from '../../application/correct-origin.js';
import type { ReferralRepository } from '../../application/ports.js';
import { personNameKey } from '../../domain/person-name.js';
import type { Sex } from '../../domain/referral.js';

/*
 * Every statement that reads or writes the name of a person stands here, so that one rule decides who is told it
 * (docs/adr/0033).
 */

/** Whether the record of the client with this id, a column or a parameter, is restricted. */
export const isRestricted = (clientId: string): string =>
  `EXISTS (SELECT 1 FROM client_restriction x WHERE x.client_id = ${clientId} AND x.lifted_at IS NULL)`;

/** Of SQL: whether the member who looks is named for a client's record, which opening it for some hours does not make them. */
export const isNamedFor = (
  scope: Scope,
  clientId: string,
): { readonly condition: string; readonly values: readonly SqlValue[] } => ({
  condition: `EXISTS (SELECT 1 FROM client_restriction_reader y WHERE y.client_id = ${clientId} AND y.member_id = ?)`,
  values: [scope.kind === 'partnership' ? (scope.memberId ?? '') : ''],
});

/**
 * Whether whoever is in a scope may know whose record that of a client is: everybody in scope, unless it is restricted; then
 * the members named for it, and those who opened it, for a while, by the database's clock. `clientId` is a column.
 */
export const mayKnow = (
  scope: Scope,
  clientId: string,
): { readonly condition: string; readonly values: readonly SqlValue[] } => {
  const reader = isNamedFor(scope, clientId);
  return {
    condition: `(NOT ${isRestricted(clientId)}
      OR ${reader.condition}
      OR EXISTS (SELECT 1 FROM client_restriction_opening z
                  WHERE z.client_id = ${clientId} AND z.member_id = ? AND z.ends_at > UTC_TIMESTAMP(6)))`,
    values: [...reader.values, ...reader.values],
  };
};

interface NameRow {
  readonly given_name: string;
  readonly family_name: string;
}

interface Named {
  readonly givenName: string;
  readonly familyName: string;
}

type Person = Named & { readonly bornOn: IsoDate };

interface KnownRow extends NameRow {
  readonly id: string;
  readonly is_restricted: number;
}

/** Whoever is told a name is told with it, wherever it stands, that it is not to be passed on. */
const byClient = (rows: readonly KnownRow[]): ReadonlyMap<string, string> =>
  new Map(
    rows.map(({ id, given_name, family_name, is_restricted }) => [
      id,
      `${given_name} ${family_name}${is_restricted === 1 ? ' (restricted: tell nobody)' : ''}`,
    ]),
  );

/**
 * The names of clients who are known by name to whoever asks: the caller has just read that they are offered to, or have
 * had a bed with, the provider whose page it is. Of restricted records, those in `caredFor` alone: people with a bed there.
 */
export const readNamesOfKnown = async (
  tx: Tx,
  clientIds: readonly string[],
  caredFor: readonly string[],
): Promise<ReadonlyMap<string, string>> =>
  clientIds.length === 0
    ? new Map()
    : byClient(
        await select<KnownRow>(
          tx,
          `SELECT i.client_id AS id, i.given_name, i.family_name, ${isRestricted('i.client_id')} AS is_restricted
             FROM client_identity i
            WHERE i.client_id IN (?) AND (i.client_id IN (?) OR NOT ${isRestricted('i.client_id')})`,
          [clientIds, caredFor.length === 0 ? [''] : caredFor],
        ),
      );

/** The names of clients in a partnership's scope that its member may know, by client. */
export const readNames = async (
  tx: Tx,
  scope: Scope,
  clientIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (clientIds.length === 0 || scope.kind !== 'partnership') return new Map();
  const known = mayKnow(scope, 'c.id');
  const rows = await select<KnownRow>(
    tx,
    `SELECT c.id, i.given_name, i.family_name, ${isRestricted('c.id')} AS is_restricted
       FROM client c JOIN client_identity i ON i.client_id = c.id
      WHERE c.id IN (?) AND c.partnership_id = ? AND ${known.condition}`,
    [clientIds, scope.partnershipId, ...known.values],
  );
  return byClient(rows);
};

/** People found by what somebody typed, at most. */
const foundAtMost = 200;

/**
 * The clients in a partnership's scope whose reference contains what was typed, as it was meant. Names are
 * not searched: what is searched for stands in an address, and in the logs of whatever stands between.
 */
export const findClients = async (tx: Tx, scope: Scope, typed: string): Promise<readonly string[]> => {
  const meant = referenceAsMeant(typed);
  if (scope.kind !== 'partnership' || meant === null) return [];
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM client WHERE partnership_id = ? AND reference LIKE ? ORDER BY id DESC LIMIT ${foundAtMost}`,
    [scope.partnershipId, containing(meant)],
  );
  return rows.map(({ id }) => id);
};

const isNamed = (row: NameRow, { givenName, familyName }: Named): boolean =>
  personNameKey(row.given_name) === personNameKey(givenName) &&
  personNameKey(row.family_name) === personNameKey(familyName);

/** What two open referrals of one person have in common, whoever recorded them: a unique key decides between them. */
export const personKey = ({ givenName, familyName, bornOn }: Person): string =>
  createHash('sha256')
    .update(JSON.stringify([personNameKey(givenName), personNameKey(familyName), bornOn]))
    .digest('hex');

/** One of 256 rows by the key, which is not kept: nobody can tell from a row whose turn it was. */
export const takeName = async (tx: Tx, person: Person): Promise<void> => {
  const turn = Number.parseInt(personKey(person).slice(0, 2), 16);
  const row = await selectOne(tx, 'SELECT turn FROM person_name_turn WHERE turn = ? FOR UPDATE', [turn]);
  if (row === null) throw new Error(`No turn ${turn}.`);
};

/**
 * The key of whoever has an open referral follows their name and birth; of a restricted record there is none, since meeting it
 * would tell another partnership that there is one. False when another partnership holds that key.
 */
export const writePersonKey = async (tx: Tx, clientId: string): Promise<boolean> => {
  const row = await selectOne<NameRow & { readonly born_on: IsoDate; readonly is_restricted: number }>(
    tx,
    `SELECT i.given_name, i.family_name, c.born_on, ${isRestricted('c.id')} AS is_restricted
       FROM client c JOIN client_identity i ON i.client_id = c.id WHERE c.id = ?`,
    [clientId],
  );
  if (row === null) throw new Error(`No client ${clientId}.`);
  const key =
    row.is_restricted === 1
      ? null
      : personKey({ givenName: row.given_name, familyName: row.family_name, bornOn: row.born_on });
  try {
    await execute(tx, 'UPDATE referral SET person_key = ? WHERE open_client_id = ?', [key, clientId]);
    return true;
  } catch (error) {
    if (duplicateKeyOf(error) === 'referral_one_open_per_person') return false;
    throw error;
  }
};

/** Somebody of a partnership by name and birth; whether their record is one whoever asks may know goes with it. */
export const findPerson: ReferralRepository['findPerson'] = async (tx, scope, person) => {
  if (scope.kind !== 'partnership') return null;
  const known = mayKnow(scope, 'c.id');
  // The index finds those born on that day; the names decide here, since the database's order takes many for one.
  const born = await select<
    NameRow & {
      readonly client_id: string;
      readonly reference: string;
      readonly sex: Sex;
      readonly referral_id: string | null;
      readonly has_died: number;
      readonly may_know: number;
      readonly partnership_name: string;
    }
  >(
    tx,
    `SELECT c.id AS client_id, c.reference, c.sex, i.given_name, i.family_name, r.id AS referral_id,
            c.death_recorded_at IS NOT NULL AS has_died, ${known.condition} AS may_know,
            p.name AS partnership_name
       FROM client c JOIN client_identity i ON i.client_id = c.id JOIN partnership p ON p.id = c.partnership_id
       LEFT JOIN referral r ON r.open_client_id = c.id
      WHERE c.born_on = ? AND c.partnership_id = ?
      ORDER BY r.id IS NULL, c.death_recorded_at IS NULL, c.id`,
    [...known.values, person.bornOn, scope.partnershipId],
  );
  const row = born.find((one) => isNamed(one, person));
  return row === undefined
    ? null
    : {
        clientId: row.client_id,
        reference: row.reference,
        sex: row.sex,
        openReferralId: row.referral_id,
        hasDied: row.has_died === 1,
        askInstead: row.may_know === 1 ? null : row.partnership_name,
      };
};

/** The open referrals of this name and birth with other partnerships. A restricted record is not told of. */
export const findOpenElsewhere: ReferralRepository['findOpenElsewhere'] = async (
  tx,
  scope,
  person,
  toldApartFrom,
) => {
  if (scope.kind !== 'partnership') return [];
  // Those recorded before the key was have none: the index finds who was born on that day, the names decide here.
  const born = await select<
    NameRow & {
      readonly referral_id: string;
      readonly partnership_id: string;
      readonly partnership_name: string;
    }
  >(
    tx,
    `SELECT i.given_name, i.family_name, r.id AS referral_id, p.id AS partnership_id, p.name AS partnership_name
       FROM client c JOIN client_identity i ON i.client_id = c.id
       JOIN referral r ON r.open_client_id = c.id
       JOIN partnership p ON p.id = r.partnership_id
      WHERE c.born_on = ? AND r.partnership_id <> ? AND NOT ${isRestricted('c.id')}
        AND NOT EXISTS (SELECT 1 FROM referral_told_apart t WHERE t.referral_id = ? AND t.other_referral_id = r.id)
        AND NOT EXISTS (SELECT 1 FROM referral_told_apart t WHERE t.referral_id = r.id AND t.other_referral_id = ?)
      ORDER BY r.id`,
    [person.bornOn, scope.partnershipId, toldApartFrom ?? '', toldApartFrom ?? ''],
  );
  return born
    .filter((one) => isNamed(one, person))
    .map((row) => ({
      referralId: row.referral_id,
      partnershipId: row.partnership_id,
      partnershipName: row.partnership_name,
    }));
};

/** Every other open referral of this referral's person, wherever it is, with whether whoever asks may know whose it is. */
export const findOpenTwins: ReferralRepository['findOpenTwins'] = async (tx, scope, referralId) => {
  const known = mayKnow(scope, 'c.id');
  const born = await select<
    NameRow & {
      readonly own_given_name: string;
      readonly own_family_name: string;
      readonly referral_id: string;
      readonly reference: string;
      readonly partnership_id: string;
      readonly partnership_name: string;
      readonly may_know: number;
    }
  >(
    tx,
    `SELECT i.given_name, i.family_name, j.given_name AS own_given_name, j.family_name AS own_family_name,
            r.id AS referral_id, c.reference, p.id AS partnership_id, p.name AS partnership_name,
            ${known.condition} AS may_know
       FROM referral o JOIN client a ON a.id = o.client_id JOIN client_identity j ON j.client_id = a.id
       JOIN client c ON c.born_on = a.born_on AND c.id <> a.id
       JOIN client_identity i ON i.client_id = c.id
       JOIN referral r ON r.open_client_id = c.id
       JOIN partnership p ON p.id = r.partnership_id
      WHERE o.id = ?
        AND NOT EXISTS (SELECT 1 FROM referral_told_apart t WHERE t.referral_id = o.id AND t.other_referral_id = r.id)
        AND NOT EXISTS (SELECT 1 FROM referral_told_apart t WHERE t.referral_id = r.id AND t.other_referral_id = o.id)
      ORDER BY r.id`,
    [...known.values, referralId],
  );
  return born
    .filter((one) => isNamed(one, { givenName: one.own_given_name, familyName: one.own_family_name }))
    .map((row) => ({
      referralId: row.referral_id,
      reference: row.reference,
      partnershipId: row.partnership_id,
      partnershipName: row.partnership_name,
      mayKnow: row.may_know === 1,
    }));
};

/** A person, with the name that stands apart. */
export const insertClient: ReferralRepository['insertClient'] = async (
  tx,
  { clientId, reference, partnershipId },
  referral,
) => {
  await execute(
    tx,
    'INSERT INTO client (id, reference, sex, born_on, partnership_id, version) VALUES (?, ?, ?, ?, ?, 1)',
    [clientId, reference, referral.sex, referral.bornOn, partnershipId],
  );
  await execute(tx, 'INSERT INTO client_identity (client_id, given_name, family_name) VALUES (?, ?, ?)', [
    clientId,
    referral.givenName,
    referral.familyName,
  ]);
};

/** What a referral began with, the name among it; the caller has read the referral in its scope. */
export const readOrigin: ReferralRepository['readOrigin'] = async (tx, referralId) => {
  const row = await selectOne<
    NameRow & {
      readonly source: Origin['source'];
      readonly route: Origin['route'];
      readonly received_on: IsoDate;
    }
  >(
    tx,
    `SELECT i.given_name, i.family_name, r.source, r.route, r.received_on
       FROM referral r JOIN client_identity i ON i.client_id = r.client_id WHERE r.id = ?`,
    [referralId],
  );
  return row === null
    ? null
    : {
        givenName: row.given_name,
        familyName: row.family_name,
        source: row.source,
        route: row.route,
        receivedOn: row.received_on,
      };
};

/** Keeps the name there is as a former one, at the version the client has, and puts another in its place. */
export const replaceName = async (
  tx: Tx,
  clientId: string,
  { givenName, familyName }: Named,
  memberId: string,
): Promise<void> => {
  await execute(
    tx,
    `INSERT INTO client_former_name (client_id, client_version, given_name, family_name, replaced_by)
       SELECT c.id, c.version, i.given_name, i.family_name, ?
         FROM client c JOIN client_identity i ON i.client_id = c.id WHERE c.id = ?`,
    [memberId, clientId],
  );
  await execute(tx, 'UPDATE client_identity SET given_name = ?, family_name = ? WHERE client_id = ?', [
    givenName,
    familyName,
    clientId,
  ]);
};

/** Puts a person's birth and sex right, and moves their version on. */
export const writeBirthAndSex = async (
  tx: Tx,
  clientId: string,
  { sex, bornOn }: { readonly sex: Sex; readonly bornOn: IsoDate },
): Promise<void> => {
  await execute(tx, 'UPDATE client SET sex = ?, born_on = ?, version = version + 1 WHERE id = ?', [
    sex,
    bornOn,
    clientId,
  ]);
};
