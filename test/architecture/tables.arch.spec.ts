import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, sep } from 'node:path';

import { expect } from 'chai';

import { repositoryRoot } from './planted-tree.js';

/** Which context each table belongs to; `platform` is technology that every context stands on. */
const ownerOf: Readonly<Record<string, string>> = {
  ...{ audit: 'platform', outbox: 'platform', lease: 'platform', worker_heartbeat: 'platform' },
  ...{ idempotency: 'platform', demonstration: 'platform', person_access: 'platform' },
  ...{ member: 'identity', session: 'identity', sign_in_address: 'identity', sign_in_attempt: 'identity' },
  ...{ provider: 'capacity', project: 'capacity', rehab_standing: 'capacity', room: 'capacity' },
  ...{ bed_unit: 'capacity', bed_night: 'capacity', client_night: 'capacity', room_night: 'capacity' },
  ...{ out_of_service: 'capacity', out_of_service_revision: 'capacity', availability_report: 'capacity' },
  ...{ accepting_change: 'capacity', published_beds: 'capacity', published_capacity: 'capacity' },
  ...{ expansion_project: 'expansion', expansion_beds_fact: 'expansion' },
  expansion_milestone: 'expansion',
  ...{ partnership: 'referrals', client: 'referrals', client_identity: 'referrals', referral: 'referrals' },
  ...{ referral_consent: 'referrals', referral_contact: 'referrals', unavailability_spell: 'referrals' },
  safe_to_wait_review: 'referrals',
  ...{
    referral_told_apart: 'referrals',
    person_name_turn: 'referrals',
    referral_draft: 'referrals',
    referral_transfer: 'referrals',
  },
  ...{ client_former_name: 'referrals', client_equality: 'referrals' },
  ...{ travel_plan: 'referrals', home_while_away: 'referrals' },
  assessment_appointment: 'referrals',
  ...{ client_restriction: 'referrals', client_restriction_reader: 'referrals' },
  client_restriction_opening: 'referrals',
  ...{ referral_preference: 'referrals', assessment: 'referrals', detox_booking: 'referrals' },
  ...{ admission_rule: 'eligibility', admission_rule_change: 'eligibility' },
  ...{ suitability_request: 'eligibility', suitability_step: 'eligibility' },
  ...{ funding_decision: 'funding', budget: 'funding', budget_entry: 'funding' },
  ...{ funding_request: 'funding', funding_request_step: 'funding' },
  ...{ approval_limit: 'funding', funding_proposal: 'funding', funding_notice: 'funding' },
  ...{ budget_limit_change: 'funding', payer_share: 'funding', outside_entry: 'funding' },
  funding_takeover: 'funding',
  ...{ planned_bed_change: 'capacity', planned_bed_change_person: 'capacity' },
  ...{ match_run: 'matching', suggestion: 'matching' },
  ...{ later_plan: 'matching', later_plan_place: 'matching' },
  ...{ matching_policy_change: 'matching', matching_policy_move: 'matching' },
  ...{ match_comparison: 'matching', matcher_switch: 'matching', match_progress: 'matching' },
  ...{ barrier_study: 'matching', barrier_list: 'matching', barrier_count: 'matching' },
  ...{ offer: 'placements', placement: 'placements', extension: 'placements' },
  ...{ place_allowed_again: 'placements', offer_try: 'placements' },
  ...{ offer_override: 'placements', asked_override: 'placements' },
  ...{ stay_change: 'placements', leave_spell: 'placements' },
  ...{ safety_record: 'placements', stay_repair: 'placements', provider_move: 'placements' },
  ...{ stay_repair_part: 'placements' },
  ...{ drug_alert: 'alerts', drug_alert_partnership: 'alerts', drug_alert_acknowledgement: 'alerts' },
  task_holder: 'tasks',
  ...{ notification: 'notifications', mail: 'notifications', mail_choice: 'notifications' },
  ...{ published_figure: 'measures', published_difference: 'measures' },
  published_withdrawal: 'measures',
  ...{ counted_referral: 'measures', counted_stay: 'measures', counted_bed: 'measures' },
  ...{ count_check: 'measures', nil_return: 'measures', target: 'measures' },
  ...{ forecast_run: 'forecast', forecast_basis: 'forecast', forecast_scenario: 'forecast' },
  scenario_run: 'forecast',
  ...{ published_release: 'publication', published_release_numbers: 'publication' },
  rounding_secret: 'publication',
};
/** The turn of the matcher is a row among the leases. */
const mayAlsoWrite: Readonly<Record<string, readonly string[]>> = { matching: ['lease'] };
/** Health boards are the partnerships': a sheet of beds may name only one of those there are. */
const mayAlsoRead: Readonly<Record<string, readonly string[]>> = {
  'capacity/bed-sheet-repository.ts': ['partnership'],
};

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8');
const filesUnder = (folder: string): readonly string[] =>
  readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
    `${folder}/${path}`.split(sep).join('/'),
  );

const matchesOf = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name]) => name!)),
];

interface Rule {
  readonly name: string;
  readonly to: { readonly pathNot?: unknown };
}

/** Whose contracts a context may use, from the rules of the layers themselves; its own and the platform's besides. */
const reachOf = (context: string): readonly string[] => {
  const require = createRequire(import.meta.url);
  const { forbidden } = require(join(repositoryRoot, '.dependency-cruiser.cjs')) as {
    forbidden: readonly Rule[];
  };
  const { pathNot } = forbidden.find(({ name }) => name === `direction-of-${context}`)!.to;
  const allowed = (pathNot as readonly string[]).map((path) => /modules\/([a-z]+)\//.exec(path)![1]!);
  return [...allowed, 'platform'];
};

const sqlFiles = filesUnder('src/modules')
  .map((path) => ({ path, found: /^src\/modules\/([^/]+)\/adapters\/db\/.*\.ts$/.exec(path) }))
  .flatMap(({ path, found }) => (found === null ? [] : [{ path, context: found[1]!, text: read(path) }]));

const tablesReadBy = (text: string) => matchesOf(text, /\b(?:FROM|JOIN)\s+([a-z_]+)\b/g);
const tablesWrittenBy = (text: string) =>
  matchesOf(
    text,
    /\b(?:INSERT (?:IGNORE )?INTO|DELETE FROM|UPDATE(?=\s+[a-z_]+\s+(?:[a-z] )?SET))\s+([a-z_]+)\b/g,
  );

describe('a table', () => {
  it('belongs to one context, which is written down', () => {
    const created = filesUnder('migrations').flatMap((path) =>
      path.endsWith('.ts') ? matchesOf(read(path), /CREATE TABLE IF NOT EXISTS ([a-z_]+)/g) : [],
    );
    expect(Object.keys(ownerOf).sort()).to.deep.equal([...new Set(created)].sort());
  });

  it('is written by its own context only', () => {
    const faults = sqlFiles.flatMap(({ path, context, text }) =>
      tablesWrittenBy(text)
        .filter((table) => ownerOf[table] !== context && !(mayAlsoWrite[context] ?? []).includes(table))
        .map((table) => `${path} writes ${table}, which belongs to ${ownerOf[table] ?? 'nobody'}`),
    );
    expect(faults).to.deep.equal([]);
  });

  it('is read by its own context, and by read models of contexts above it', () => {
    const faults = sqlFiles.flatMap(({ path, context, text }) => {
      const decides = /-(?:repository|ledger)\.ts$/.test(path);
      const reach = decides ? [context, 'platform'] : reachOf(context);
      const besides = mayAlsoRead[`${context}/${basename(path)}`] ?? [];
      return tablesReadBy(text)
        .filter((table) => table in ownerOf && !reach.includes(ownerOf[table]!) && !besides.includes(table))
        .map((table) => `${path} reads ${table}, which belongs to ${ownerOf[table]!}`);
    });
    expect(faults).to.deep.equal([]);
  });

  it('is found in statements as they are written here', () => {
    const text = `SELECT a FROM offer o JOIN bed_unit u ON 1 = 1; UPDATE client SET a = 1; DELETE FROM session;
      INSERT INTO lease (a) VALUES (1) ON DUPLICATE KEY UPDATE a = 2`;
    expect(tablesReadBy(text)).to.deep.equal(['offer', 'bed_unit', 'session']);
    expect(tablesWrittenBy(text)).to.deep.equal(['client', 'session', 'lease']);
    expect(sqlFiles.length).to.be.greaterThan(15);
  });
});
