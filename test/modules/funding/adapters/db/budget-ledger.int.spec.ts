import { expect } from 'chai';
import fc from 'fast-check';

import { systemActor } from '../../../../../src/kernel/actor.js';
import { financialYear } from '../../../../../src/kernel/financial-year.js';
import { addNights, isoDate } from '../../../../../src/kernel/iso-date.js';
import { pence } from '../../../../../src/kernel/money.js';
import { done, type Outcome, type Refusal } from '../../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../../src/kernel/unit-of-work.js';
import { mariadbBudgetLedger as ledger } from '../../../../../src/modules/funding/adapters/db/budget-ledger.js';
import { startService, type RunningService } from '../../../../support/running-service.js';
import { world } from '../../../../support/small-world.js';

/** Goes over 31 March, so that two budgets move: eight nights in one year and six in the next. */
const nights = { arrivesOn: isoDate('2027-03-24'), departsOn: isoDate('2027-04-07') };
const years = [financialYear(2026), financialYear(2027)] as const;
const limitPence = 100_000;

type Move =
  | { readonly kind: 'hold'; readonly shares: readonly [number, number] }
  | { readonly kind: 'post' | 'void'; readonly claim: number }
  | { readonly kind: 'release'; readonly claim: number; readonly slept: number };

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    kind: fc.constant('hold' as const),
    shares: fc.tuple(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 60_000 })),
  }),
  fc.record({ kind: fc.constantFrom('post' as const, 'void' as const), claim: fc.nat(9) }),
  fc.record({
    kind: fc.constant('release' as const),
    claim: fc.nat(9),
    slept: fc.integer({ min: 0, max: 14 }),
  }),
);

describe('the entries of a budget', function () {
  this.timeout(120_000);
  let service: RunningService;
  before(async () => {
    service = await startService();
    await service.dataSource.query(
      `UPDATE budget SET limit_pence = ? WHERE partnership_id = ? AND route = 'ward5'`,
      [limitPence, world.partnerships.glasgow.id],
    );
  });
  after(() => service?.stop());

  const run = <T extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<T, R>>) =>
    service.uow.run({ actor: systemActor, requestId: 'entries' }, work);
  let steps = 0;
  let claims = 0;
  const newClaim = (): string => {
    claims += 1;
    return `01900000-0099-7000-8000-${String(claims).padStart(12, '0')}`;
  };

  /** Held and spent of both budgets, which must be what their entries add up to, and within the limit. */
  const expectAddsUp = async (): Promise<void> => {
    const rows: Record<string, string>[] = await service.dataSource.query(
      `SELECT b.limit_pence AS allowed, b.held_pence AS held, b.spent_pence AS spent,
              COALESCE(SUM(CASE e.kind WHEN 'hold' THEN 1 WHEN 'release' THEN 0 ELSE -1 END
                           * CAST(e.amount_pence AS SIGNED)), 0) AS h,
              COALESCE(SUM(CASE e.kind WHEN 'post' THEN 1 WHEN 'release' THEN -1 ELSE 0 END
                           * CAST(e.amount_pence AS SIGNED)), 0) AS s
         FROM budget b LEFT JOIN budget_entry e ON e.budget_id = b.id GROUP BY b.id`,
    );
    for (const { allowed, held, spent, h, s } of rows) {
      expect([held, spent].map(Number)).to.deep.equal([h, s].map(Number));
      expect(Number(held) + Number(spent)).to.be.at.most(Number(allowed));
    }
  };

  it('add up to what the budget says of itself after any sequence, within the limit, both years together', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 4, maxLength: 14 }), async (moves) => {
        const held: string[] = [];
        const posted: string[] = [];
        for (const one of moves) {
          if (one.kind === 'hold') {
            const claimId = newClaim();
            const outcome = await run((tx) =>
              ledger.hold(tx, {
                ...{ claimId, partnershipId: world.partnerships.glasgow.id },
                shares: years.map((year, index) => ({
                  payer: 'ward5',
                  year,
                  pence: pence(one.shares[index] ?? 0),
                })),
              }),
            );
            if (outcome.ok) held.push(claimId);
            else expect(outcome.refusal.code).to.equal('budget-exhausted');
          } else if (one.kind === 'release') {
            const claimId = posted[one.claim % Math.max(1, posted.length)];
            if (claimId === undefined) continue;
            steps += 1;
            const used =
              one.slept === 0
                ? null
                : { arrivesOn: nights.arrivesOn, departsOn: addNights(nights.arrivesOn, one.slept) };
            await run(async (tx) => {
              await ledger.release(tx, { claimId, nights, used, step: steps });
              return done(true);
            });
          } else {
            const [claimId] = held.splice(one.claim % Math.max(1, held.length), 1);
            if (claimId === undefined) continue;
            await run(async (tx) => {
              await ledger[one.kind](tx, claimId);
              return done(true);
            });
            if (one.kind === 'post') posted.push(claimId);
          }
          await expectAddsUp();
        }
        // So that the next sequence finds money left.
        for (const claimId of held) {
          await run(async (tx) => {
            await ledger.void(tx, claimId);
            return done(true);
          });
        }
        for (const claimId of posted) {
          steps += 1;
          await run(async (tx) => {
            await ledger.release(tx, { claimId, nights, used: null, step: steps });
            return done(true);
          });
        }
        await expectAddsUp();
      }),
      { numRuns: 12, seed: 20261122 },
    );
  });
});
