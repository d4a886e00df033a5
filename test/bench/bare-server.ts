/**
 * The yardstick of `npm run bench:offers`: Express and mysql2 with nothing between them, running the very statements
 * that the product runs for an offer, in the same transaction. It checks nothing, explains nothing and knows one kind
 * of offer: what is left is what the statements themselves cost. Started with the port and the database's address.
 */
import { createHash, randomUUID } from 'node:crypto';

import express from 'express';
import { createPool, type Connection, type RowDataPacket } from 'mysql2/promise';

// The columns and conditions of the three longest statements, so that both sides ask the same; no code of the product's runs here.
import { bedRowColumns } from '../../src/modules/capacity/adapters/db/bed-row.js';
import { isNamedFor, isRestricted, mayKnow } from '../../src/modules/referrals/adapters/db/client-names.js';
import { referralColumns, referralSource } from '../../src/modules/referrals/adapters/db/referral-row.js';

const [, , port = '0', databaseUrl = '', poolSize = '20'] = process.argv;

const pool = createPool({
  uri: databaseUrl,
  charset: 'utf8mb4_unicode_ci',
  timezone: 'Z',
  dateStrings: ['DATE'],
  supportBigNumbers: true,
  bigNumberStrings: true,
  connectionLimit: Number(poolSize),
});

const one = async (
  connection: Connection,
  statement: string,
  values: readonly unknown[] = [],
): Promise<RowDataPacket> => {
  const [rows] = await connection.query<RowDataPacket[]>(statement, [...values]);
  const row = rows[0];
  if (row === undefined) throw new Error(`No row: ${statement}`);
  return row;
};

const nightsOf = (arrivesOn: string, departsOn: string): string[] => {
  const nights: string[] = [];
  for (let at = Date.parse(arrivesOn); at < Date.parse(departsOn); at += 86_400_000) {
    nights.push(new Date(at).toISOString().slice(0, 10));
  }
  return nights;
};

interface Body {
  readonly referralId: string;
  readonly bedId: string;
  readonly arrivesOn: string;
  readonly departsOn: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const makeOffer = async (
  connection: Connection,
  { referralId, bedId, arrivesOn, departsOn }: Body,
  cookie: string,
  key: string,
  requestId: string,
) => {
  const session = await one(
    connection,
    `SELECT m.id, m.email, m.display_name, m.role, m.partnership_id, m.provider_id, m.password_hash, s.csrf_token,
            TIMESTAMPDIFF(SECOND, s.last_seen_at, SYSDATE(6)) AS idle_seconds
       FROM session s JOIN member m ON m.id = s.member_id
      WHERE s.token_hash = ? AND m.disabled_at IS NULL
        AND s.started_at > SYSDATE(6) - INTERVAL 12 HOUR
        AND s.last_seen_at > SYSDATE(6) - INTERVAL 60 MINUTE`,
    [sha256(cookie)],
  );
  const memberId: string = session['id'];
  const partnershipId: string = session['partnership_id'];
  await connection.query(
    'SELECT request_hash, outcome FROM idempotency WHERE actor_id = ? AND idempotency_key = ?',
    [memberId, key],
  );
  await connection.query('START TRANSACTION');
  const home = { kind: 'partnership', partnershipId, memberId } as const;
  const known = mayKnow(home, 'c.id');
  const reader = isNamedFor(home, 'c.id');
  await connection.query(
    `SELECT c.id AS client_id, p.id AS partnership_id, p.name AS partnership_name, c.reference,
            ${isRestricted('c.id')} AS is_restricted, ${known.condition} AS may_know,
            ${reader.condition} AS is_named, w.version
       FROM referral r JOIN client c ON c.id = r.client_id JOIN partnership p ON p.id = r.partnership_id
       LEFT JOIN client_restriction w ON w.client_id = c.id
      WHERE r.id = ? AND r.partnership_id = ?`,
    [...known.values, ...reader.values, referralId, partnershipId],
  );
  await connection.query(
    `UPDATE client SET claims_version = claims_version + 1
      WHERE id = (SELECT r.client_id FROM referral r WHERE r.id = ? AND r.partnership_id = ?)`,
    [referralId, partnershipId],
  );
  const referral = await one(
    connection,
    `SELECT ${referralColumns} ${referralSource} WHERE r.id = ? AND r.partnership_id = ?`,
    [referralId, partnershipId],
  );
  const clientId: string = referral['client_id'];
  const unit = await one(
    connection,
    `SELECT ${bedRowColumns}, p.provider_id, p.name AS project_name, p.health_board, p.turnaround_nights,
            p.accepting_referrals
       FROM bed_unit u JOIN project p ON p.id = u.project_id WHERE u.id = ?
      ORDER BY p.name, u.label, u.id`,
    [bedId],
  );
  const { at } = await one(connection, 'SELECT UTC_TIMESTAMP(6) AS at');
  const funding = await one(
    connection,
    `SELECT d.id, d.referral_id, d.partnership_id, d.route, d.decision, d.decided_on, d.weeks, d.weekly_rate_pence,
            d.expires_on, d.decline_reason, d.decline_note, d.revoked_at, d.revoke_reason, d.revoke_note
       FROM funding_decision d WHERE d.referral_id IN (?) ORDER BY d.recorded_at, d.id`,
    [[referralId]],
  );
  await connection.query(
    'SELECT agreement_id, payer, weekly_pence FROM payer_share WHERE agreement_id IN (?) ORDER BY agreement_id, payer',
    [[funding['id']]],
  );
  await connection.query(
    `SELECT r.rule_id, r.version, r.project_id, r.attribute, r.operator, CAST(r.compared_with AS CHAR) AS compared_with,
            r.unit, r.stage, r.effect, r.action, r.source, r.valid_from, r.valid_to FROM admission_rule r
      WHERE (r.valid_to IS NULL OR r.valid_to > ?) AND r.project_id = ?
      ORDER BY r.project_id, r.attribute, r.rule_id, r.version`,
    [arrivesOn, unit['project_id']],
  );

  const offerId = randomUUID();
  const nights = nightsOf(arrivesOn, departsOn);
  const costPence = Math.round((Number(funding['weekly_rate_pence']) * nights.length) / 7);
  const expiresAt = new Date(new Date(at).getTime() + 86_400_000);
  await connection.query(
    `INSERT INTO offer (id, referral_id, client_id, partnership_id, bed_id, project_id, provider_id,
       funding_decision_id, arrives_on, departs_on, cost_pence, state, made_by, expires_at, decision, version)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[
        offerId,
        referralId,
        clientId,
        referral['partnership_id'],
        bedId,
        unit['project_id'],
        unit['provider_id'],
      ],
      ...[funding['id'], arrivesOn, departsOn, costPence, 'offered', memberId, expiresAt, decision, 1],
    ],
  );
  await connection.query(
    `SELECT id, state, arrives_on, COALESCE(ended_on, departs_on) AS departs_on FROM placement
      WHERE client_id = ? AND (state IN ('booked', 'admitted') OR (state = 'ended' AND referral_id = ?))
      ORDER BY state = 'ended', departs_on DESC LIMIT 1`,
    [clientId, referralId],
  );
  await connection.query('INSERT INTO client_night (client_id, night, claim_id) VALUES ?', [
    nights.map((night) => [clientId, night, offerId]),
  ]);
  await connection.query(
    `UPDATE bed_unit SET claims_version = claims_version + 1
      WHERE id = ? AND opens_on <= ? AND (closes_on IS NULL OR closes_on >= ?)`,
    [bedId, arrivesOn, departsOn],
  );
  await connection.query(
    'SELECT u.room_id, u.version, p.turnaround_nights FROM bed_unit u JOIN project p ON p.id = u.project_id WHERE u.id = ?',
    [bedId],
  );
  await connection.query('SELECT UTC_TIMESTAMP(6) AS at');
  await connection.query(
    `SELECT id, bed_id, departs_on FROM placement
      WHERE state = 'admitted' AND departs_on < ? AND resident_bed_id IN (?)`,
    [arrivesOn, [bedId]],
  );
  await connection.query('INSERT INTO bed_night (bed_id, night, claim_kind, claim_id, room_id) VALUES ?', [
    nights.map((night) => [bedId, night, 'hold', offerId, unit['room_id']]),
  ]);
  await connection.query(
    `UPDATE funding_decision SET claimed_nights = claimed_nights + ?
      WHERE id = ? AND decision = 'approved' AND revoked_at IS NULL AND claimed_nights + ? <= weeks * 7`,
    [nights.length, funding['id'], nights.length],
  );
  const financialYear = Number(arrivesOn.slice(0, 4)) - (arrivesOn.slice(5) < '04-01' ? 1 : 0);
  const budget = [funding['partnership_id'], funding['route'], financialYear];
  await connection.query(
    `UPDATE budget SET held_pence = held_pence + ?
      WHERE partnership_id = ? AND route = ? AND financial_year = ? AND held_pence + spent_pence + ? <= limit_pence`,
    [costPence, ...budget, costPence],
  );
  const { id: budgetId } = await one(
    connection,
    `SELECT id, CAST(limit_pence AS SIGNED) - CAST(held_pence + spent_pence AS SIGNED) AS left_pence
       FROM budget WHERE partnership_id = ? AND route = ? AND financial_year = ?`,
    budget,
  );
  await connection.query(
    'INSERT INTO budget_entry (budget_id, claim_id, kind, amount_pence, step) VALUES (?, ?, ?, ?, ?)',
    [budgetId, offerId, 'hold', costPence, 0],
  );
  const after = JSON.stringify({ referralId, bedId, arrivesOn, departsOn, costPence });
  await connection.query(
    `INSERT INTO audit (actor_id, actor_role, on_behalf_of, action, subject_kind, subject_id, version,
       before_json, after_json, reason, request_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[memberId, session['role'], null, 'placements.offer-made', 'offer', offerId, 1, null, after, null],
      requestId,
    ],
  );
  const payload = JSON.stringify({ offerId });
  await connection.query(
    `INSERT INTO outbox (topic, version, consumer, payload, due_at, wanted_at) VALUES
       (?, ?, ?, ?, COALESCE(?, UTC_TIMESTAMP(6)), due_at), (?, ?, ?, ?, COALESCE(?, UTC_TIMESTAMP(6)), due_at),
       (?, ?, ?, ?, COALESCE(?, UTC_TIMESTAMP(6)), due_at)`,
    [
      ...['placements.offer-made', 1, 'matching.rematch', payload, null],
      ...['placements.offer-made', 1, 'notifications.tell', payload, null],
      ...['placements.offer-fell-due', 1, 'placements.expire-offer', payload, expiresAt],
    ],
  );
  const reply = { offerId, expiresAt: expiresAt.toISOString(), costPence, version: 1 };
  await connection.query(
    'INSERT INTO idempotency (actor_id, idempotency_key, request_hash, outcome) VALUES (?, ?, ?, ?)',
    [memberId, key, sha256(payload), JSON.stringify({ ok: true, value: reply })],
  );
  await connection.query('COMMIT');
  return reply;
};

/** As long as the product's own, so that as much is written. */
const decision = JSON.stringify({
  checks: [
    'rehab_bed',
    'accepting_referrals',
    'sex_designation',
    'adult_at_admission',
    'adults_fit',
    'children_fit',
    'step_free',
    'wet_room',
  ].map((rule) => ({ rule, answer: 'yes', has: false, limit: null })),
  referralVersion: 1,
  bedVersion: 1,
});

const app = express();
app.use(express.json());
app.get('/livez', (_request, response) => {
  response.json({ status: 'alive' });
});
app.post('/api/offers', async (request, response) => {
  const connection = await pool.getConnection();
  try {
    const cookie = (request.headers.cookie ?? '').split('=')[1] ?? '';
    const key = request.get('idempotency-key') ?? '';
    const reply = await makeOffer(connection, request.body, cookie, key, request.get('x-request-id') ?? '');
    response.status(201).json(reply);
  } catch (error) {
    await connection.query('ROLLBACK');
    response.status(500).json({ fault: String(error) });
  } finally {
    connection.release();
  }
});

// Express hands a failure to listen to this callback.
app.listen(Number(port), '127.0.0.1', (error) => {
  if (error === undefined) return;
  console.error(error);
  process.exit(1);
});
