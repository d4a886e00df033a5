/** One guard taken away from the compiled product, and what must notice. */
export interface PlantedBug {
  readonly name: string;
  /** Each text must stand in its file exactly once, or the bug is out of date. Paths from dist/. */
  readonly changes: readonly { readonly file: string; readonly find: string; readonly put: string }[];
  readonly check: Check;
  /** Invariants of which at least one must be found broken; none for a spec, whose failure is enough. */
  readonly caughtBy: readonly string[];
}

/** The cheapest run that should notice. */
export type Check =
  | {
      readonly kind: 'race';
      /** In test/proof; the proof against double booking unless given. */
      readonly program?: 'budget.js' | 'pathway.js';
      readonly args: readonly string[];
    }
  | { readonly kind: 'spec'; readonly file: string };

const race = (attempts: number, ...args: readonly string[]): Check => ({
  kind: 'race',
  args: ['--attempts', String(attempts), '--beds', '12', '--referrals', '210', '--hasty', ...args],
});

/** Nothing is killed or forgotten: these bugs show without. */
const quietRace = race(800, '--faults', 'none', '--clients', '32', '--apis', '1', '--workers', '1');
/** The second of each has the wrong clock. */
const wrongClocks = race(800, '--faults', 'clocks', '--clients', '32');
/** Fewer at once, where a bug makes every command take two connections, and longer, since it shows in few. */
const narrowRace = race(2_400, '--faults', 'none', '--clients', '12', '--apis', '1', '--workers', '1');

/** Money alone: beds enough, and room for few in each budget. */
const lastPound: Check = { kind: 'race', program: 'budget.js', args: ['--attempts', '1200', '--hasty'] };

/** One thing after another, beside the model; the length of a race and of this are counted alike. */
const wholePathway: Check = { kind: 'race', program: 'pathway.js', args: ['--runs', '10', '--hasty'] };

const ledger = 'src/modules/capacity/adapters/db/bed-night-ledger.js';
const offers = 'src/modules/placements/adapters/db/offer-repository.js';
const unitOfWork = 'src/platform/db/unit-of-work.js';
const hostClock = "'${new Date().toISOString().slice(0, 23).replace('T', ' ')}'";
const ownConnection = "await (await import('../db/transaction.js')).managerOf(tx).connection.query(";

const protecting = 'src/modules/publication/domain/protect.js';
const released = 'src/modules/publication/domain/released.js';
const releases: Check = { kind: 'spec', file: 'test/modules/publication/domain/released.spec.js' };
const measureStatements = 'src/modules/measures/adapters/db/measure-statements.js';

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'bed-nights without their unique key',
    changes: [
      {
        file: 'migrations/20261122_0910-identity-and-capacity.js',
        find: 'PRIMARY KEY (bed_id, night),',
        put: 'row_id BIGINT AUTO_INCREMENT PRIMARY KEY, KEY (bed_id, night),',
      },
    ],
    check: quietRace,
    caughtBy: ['I1', 'I2'],
  },
  {
    name: 'an acceptance that leaves the other offers open',
    changes: [
      {
        file: 'src/modules/placements/application/accept-offer.js',
        find: 'const ended = await supersede(deps, tx, offer);',
        put: 'const ended = [];',
      },
    ],
    check: { kind: 'spec', file: 'test/modules/placements/application/offers-at-once.int.spec.js' },
    caughtBy: [],
  },
  {
    name: 'the version left out of a guarded update',
    changes: [
      {
        file: offers,
        find: "WHERE id = ? AND version = ? AND state = 'offered' AND expires_at > UTC_TIMESTAMP(6)",
        put: "WHERE id = ? AND ? > 0 AND state = 'offered' AND expires_at > UTC_TIMESTAMP(6)",
      },
    ],
    check: quietRace,
    caughtBy: ['I13', 'I17'],
  },
  {
    name: 'the inbox off: a message is taken as often as it comes',
    changes: [
      {
        file: 'src/platform/outbox/outbox.js',
        find: 'UPDATE outbox SET done_at = UTC_TIMESTAMP(6) WHERE id = ? AND done_at IS NULL',
        put: 'UPDATE outbox SET done_at = UTC_TIMESTAMP(6) WHERE id = ?',
      },
    ],
    check: quietRace,
    caughtBy: ['I19'],
  },
  {
    name: 'a job that comes early takes the place of the one in time',
    changes: [
      {
        file: 'src/platform/outbox/outbox.js',
        find: 'AND wanted_at <= UTC_TIMESTAMP(6)`, [id]',
        put: 'AND wanted_at IS NOT NULL`, [id]',
      },
    ],
    // No race shows it: an offer whose message was eaten is found by the sweep.
    check: { kind: 'spec', file: 'test/platform/outbox/outbox.int.spec.js' },
    caughtBy: [],
  },
  {
    name: 'expiry by the clock of the process',
    changes: [
      {
        file: offers,
        find: "AND version = ? AND state = 'offered' AND expires_at > UTC_TIMESTAMP(6)`",
        put: `AND version = ? AND state = 'offered' AND expires_at > ${hostClock}\``,
      },
      {
        file: offers,
        find: "AND state = 'offered' AND expires_at <= UTC_TIMESTAMP(6)`, [offerId]",
        put: `AND state = 'offered' AND expires_at <= ${hostClock}\`, [offerId]`,
      },
    ],
    check: wrongClocks,
    caughtBy: ['I8'],
  },
  {
    name: 'messages written outside the transaction',
    changes: [
      {
        file: 'src/platform/outbox/outbox.js',
        find: 'await execute(tx, `INSERT INTO outbox',
        put: `${ownConnection}\`INSERT INTO outbox`,
      },
    ],
    check: narrowRace,
    caughtBy: ['I19'],
  },
  {
    name: 'the record written outside the transaction',
    changes: [
      {
        file: 'src/platform/db/audit-writer.js',
        find: 'await execute(tx, `INSERT INTO audit',
        put: `${ownConnection.replace('../db/', './')}\`INSERT INTO audit`,
      },
    ],
    check: narrowRace,
    caughtBy: ['I13', 'I18'],
  },
  {
    name: 'a repository that forgets the scope',
    changes: [
      {
        file: 'src/modules/placements/adapters/db/in-scope.js',
        find: '{ condition: `${alias}.provider_id = ?`, values: [scope.providerId] }',
        put: "{ condition: 'TRUE', values: [] }",
      },
    ],
    check: quietRace,
    caughtBy: ['I16'],
  },
  {
    name: 'inclusive dates: the night of departure is taken',
    changes: [
      {
        file: 'src/kernel/stay.js',
        find: 'return dateRange(of.arrivesOn, of.departsOn);',
        put: 'return dateRange(of.arrivesOn, addNights(of.departsOn, 1));',
      },
    ],
    check: { kind: 'spec', file: 'test/kernel/stay.spec.js' },
    caughtBy: [],
  },
  {
    name: 'a stay that ends early keeps its first night left',
    changes: [
      {
        file: ledger,
        find: 'await letGo(tx, claimId, newDepartsOn, everTo, bedId);',
        put: 'await letGo(tx, claimId, addNights(newDepartsOn, 1), everTo, bedId);',
      },
    ],
    check: quietRace,
    caughtBy: ['I3'],
  },
  {
    name: 'a repeat with the same key does it again',
    changes: [
      {
        file: unitOfWork,
        find: 'AND idempotency_key = ?',
        put: 'AND idempotency_key = ? AND FALSE',
      },
      { file: unitOfWork, find: 'INSERT INTO idempotency', put: 'INSERT IGNORE INTO idempotency' },
    ],
    check: quietRace,
    caughtBy: ['I18'],
  },
  {
    name: 'answers not kept under their key',
    changes: [
      {
        file: unitOfWork,
        find: 'await storeOutcome(runner, context, claim, outcome);',
        put: ';',
      },
    ],
    check: quietRace,
    caughtBy: ['I18'],
  },
  {
    name: 'a refusal that keeps what it had done so far',
    changes: [
      {
        file: unitOfWork,
        find: 'if (!outcome.ok)\n                await runner.rollbackTransaction();',
        put: 'if (!outcome.ok)\n                await runner.commitTransaction();',
      },
    ],
    check: quietRace,
    caughtBy: ['I3', 'I6'],
  },
  {
    name: 'nights of the person not written',
    changes: [
      {
        file: ledger,
        find: 'const insertClientNights = (tx, clientId, claimId, nights) =>',
        put: 'const insertClientNights = async (tx, clientId, claimId, nights) => true ||',
      },
    ],
    check: quietRace,
    caughtBy: ['I3', 'I5'],
  },
  {
    name: 'shared rooms without their guard',
    changes: [
      { file: ledger, find: 'AND (sex = ? OR occupants = 0)', put: 'AND (sex = ? OR TRUE)' },
      {
        file: 'src/modules/eligibility/domain/evaluate.js',
        find: "sex === 'not_known' ? 'unknown' : other === undefined ? 'yes' : 'no'",
        put: "sex === 'not_known' ? 'unknown' : 'yes'",
      },
    ],
    check: quietRace,
    caughtBy: ['room-mix', 'I3'],
  },
  {
    name: 'budgets without their limit',
    changes: [
      {
        file: 'src/modules/funding/adapters/db/budget-ledger.js',
        find: 'AND held_pence + spent_pence + ? <= limit_pence',
        put: 'AND ? >= 0',
      },
      {
        file: 'migrations/20261122_0920-pathway.js',
        find: 'CHECK (held_pence + spent_pence <= limit_pence)',
        put: 'CHECK (held_pence >= 0)',
      },
    ],
    check: quietRace,
    caughtBy: ['I9'],
  },
  {
    name: 'a limit that forgets what is spent',
    changes: [
      {
        file: 'src/modules/funding/adapters/db/budget-ledger.js',
        find: 'AND held_pence + spent_pence + ? <= limit_pence',
        put: 'AND held_pence + ? <= limit_pence',
      },
      {
        file: 'migrations/20261122_0920-pathway.js',
        find: 'CHECK (held_pence + spent_pence <= limit_pence)',
        put: 'CHECK (held_pence >= 0)',
      },
    ],
    check: lastPound,
    caughtBy: ['I9'],
  },
  {
    name: 'no night kept for the turnaround',
    changes: [
      {
        file: ledger,
        find: 'const turnaroundFrom = (departsOn, nights) => nights === 0',
        put: 'const turnaroundFrom = (departsOn, nights) => nights >= 0',
      },
    ],
    check: quietRace,
    caughtBy: ['I1', 'I3'],
  },
  {
    name: 'money for nights nobody slept is kept',
    changes: [
      {
        file: 'src/modules/placements/application/discharge.js',
        find: 'await releaseUnslept(deps, tx, placement, slept);',
        put: ';',
      },
    ],
    check: quietRace,
    caughtBy: ['I10'],
  },
  {
    name: 'nights nobody slept are kept from the decision that paid for them',
    changes: [
      {
        file: 'src/modules/placements/application/discharge.js',
        find: 'await giveBackNights(deps, tx, placement, slept);',
        put: ';',
      },
    ],
    check: quietRace,
    caughtBy: ['I20'],
  },
  {
    name: 'a second place offered to somebody who has one',
    changes: [
      {
        file: 'src/modules/placements/application/make-offer.js',
        find: 'if (standing !== null)',
        put: 'if (standing === undefined)',
      },
    ],
    check: quietRace,
    caughtBy: ['I21'],
  },
  {
    name: 'a closure that takes nights people have',
    changes: [
      {
        file: ledger,
        find: "claim_id = IF(claim_kind = 'turnaround', VALUES(claim_id), claim_id),",
        put: 'claim_id = VALUES(claim_id),',
      },
      {
        file: ledger,
        find: "claim_kind = IF(claim_kind = 'turnaround', VALUES(claim_kind), claim_kind)",
        put: 'claim_kind = VALUES(claim_kind)',
      },
    ],
    check: quietRace,
    caughtBy: ['I2', 'I3'],
  },
  {
    name: 'a bed put back in service loses the nights gone by',
    changes: [
      {
        file: ledger,
        find: "'DELETE FROM bed_night WHERE claim_id = ? AND night >= ?', [claimId, fromOn]",
        put: "'DELETE FROM bed_night WHERE claim_id = ? AND night >= ?', [claimId, everFrom]",
      },
    ],
    check: quietRace,
    caughtBy: ['I3'],
  },
  {
    name: 'an expired offer keeps its money',
    changes: [
      {
        file: 'src/modules/placements/application/resolve-offer.js',
        find: 'await budgets.void(tx, offerId);',
        put: ';',
      },
    ],
    check: quietRace,
    caughtBy: ['I10'],
  },
  {
    name: 'an approval that never runs out',
    changes: [
      {
        file: 'src/modules/funding/domain/funding.js',
        find: 'on < decision.expiresOn',
        put: "on < '9999-12-31'",
      },
    ],
    check: wholePathway,
    caughtBy: ['model'],
  },
  {
    name: 'a funder who says no and leaves the offer standing',
    changes: [
      {
        file: 'src/modules/funding/application/decide-funding.js',
        find: "if (decision === 'declined' && !answersRequestAlone)",
        put: "if (decision === 'put off')",
      },
    ],
    check: wholePathway,
    caughtBy: ['model'],
  },
  {
    name: 'a relapse that leaves the assessment counting',
    changes: [
      {
        file: 'src/modules/placements/application/record-never-started.js',
        find: 'await deps.lapseAssessments(tx, referralId);',
        put: ';',
      },
    ],
    check: wholePathway,
    caughtBy: ['model'],
  },
  {
    name: 'a newer price that an old offer is accepted at',
    changes: [
      {
        file: 'src/modules/placements/domain/weigh-acceptance.js',
        find: 'return approvedPence === costPence',
        put: 'return approvedPence >= 0',
      },
    ],
    // The model meets it in few runs of many: the money of another price is seldom approved while an offer is open.
    check: { kind: 'spec', file: 'test/modules/placements/application/one-place-a-person.int.spec.js' },
    caughtBy: [],
  },
  {
    name: 'a referral that takes the approval of its partnership along to another',
    changes: [
      {
        file: 'src/modules/referrals/application/transfer-referral.js',
        find: 'await deps.endApproval(tx, { memberId, referralId, note });',
        put: ';',
      },
    ],
    check: wholePathway,
    caughtBy: ['model'],
  },
  {
    name: 'nobody is told how an offer ended',
    changes: [
      {
        file: 'src/composition/subscriptions.js',
        find: 'offerResolvedV1,\n        placementStartedV1,',
        put: 'placementStartedV1,',
      },
    ],
    check: wholePathway,
    caughtBy: ['I19'],
  },
  {
    name: 'an arrival under notice of the funder that nobody knows of',
    changes: [
      {
        file: 'src/modules/placements/application/admit.js',
        find: 'noticeOn !== null && command.knowsOfNotice !== true',
        put: 'noticeOn === undefined',
      },
    ],
    check: wholePathway,
    caughtBy: ['model'],
  },
  {
    name: 'who goes on to another provider keeps the nights approved where they were',
    changes: [
      {
        file: 'src/modules/placements/application/provider-move.js',
        find: 'await giveBackNights(deps, tx, first, until);',
        put: ';',
      },
    ],
    check: wholePathway,
    caughtBy: ['model', 'I20'],
  },
  {
    name: 'a takeover that leaves the money of the same nights with whoever paid before',
    changes: [
      {
        file: 'src/modules/placements/application/take-over-stay.js',
        find: 'await releaseUnslept(deps, tx, placement, arrivesOn < nights.arrivesOn ? { arrivesOn, departsOn: nights.arrivesOn } : null);',
        put: ';',
      },
    ],
    check: wholePathway,
    caughtBy: ['model', 'I10'],
  },
  {
    name: 'an arrival that never was keeps the money of its nights spent',
    changes: [
      {
        file: 'src/modules/placements/application/repair-stay.js',
        find: 'await releaseUnslept(deps, tx, placement, paidAsBefore(plan), shares);',
        put: ';',
      },
    ],
    check: { kind: 'spec', file: 'test/modules/placements/application/repair-stay.int.spec.js' },
    caughtBy: [],
  },
  {
    name: 'the day by UTC, an hour of every summer night late',
    changes: [
      {
        file: 'src/kernel/iso-date.js',
        find: 'const wallMs = instant.getTime() + londonOffsetMs(instant.getTime());\n    return fromUtcMs(wallMs);',
        put: 'return fromUtcMs(instant.getTime());',
      },
    ],
    check: wholePathway,
    caughtBy: ['model'],
  },
  {
    name: 'nothing hidden beside the few',
    changes: [
      {
        file: protecting,
        find: "hidden.set(key, 'would-tell-another');",
        put: 'void key;',
      },
    ],
    check: releases,
    caughtBy: [],
  },
  {
    name: 'what a partnership knows of its own left out of protecting',
    changes: [
      {
        file: released,
        find: 'insiders: ownNumbers(apart.values.keys(), { areas }),',
        put: 'insiders: [],',
      },
    ],
    check: releases,
    caughtBy: [],
  },
  {
    name: 'a rounded number taken for one that may be anything',
    changes: [
      {
        file: protecting,
        find: 'return [Math.max(least, to - roundTo + 1 - value), Math.min(most, to + roundTo - 1 - value)];',
        put: 'return [least, most];',
      },
    ],
    check: releases,
    caughtBy: [],
  },
  {
    name: 'a new version protected as numbers of its own',
    changes: [
      {
        file: released,
        find: 'earlier.find((version) => version.get(name)?.value === value)?.get(name)?.key ?? ',
        put: '',
      },
    ],
    check: releases,
    caughtBy: [],
  },
  {
    name: 'a release published beside one it was not protected beside',
    changes: [
      {
        file: 'src/modules/publication/application/decide-release.js',
        find: "return refuse({ code: 'released-meanwhile' });",
        put: 'void 0;',
      },
    ],
    check: { kind: 'spec', file: 'test/modules/publication/adapters/releases.http.spec.js' },
    caughtBy: [],
  },
  {
    name: 'a table as at a day that keeps what was put right before it',
    changes: [
      {
        file: measureStatements,
        find: ' AND ${alias}.superseded_at > ${instant(asAt)}`',
        put: '`',
      },
    ],
    check: { kind: 'spec', file: 'test/modules/measures/counted.int.spec.js' },
    caughtBy: [],
  },
  {
    name: 'arrivals counted in beds that do not count',
    changes: [
      {
        file: measureStatements,
        find: 'AND f.is_start AND f.is_rehab`;\n};\n/** Of each person',
        put: 'AND f.is_start`;\n};\n/** Of each person',
      },
    ],
    check: { kind: 'spec', file: 'test/modules/measures/counted.int.spec.js' },
    caughtBy: [],
  },
];
