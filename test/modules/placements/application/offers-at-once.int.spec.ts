import { expect } from 'chai';

import { systemActor } from '../../../../src/kernel/actor.js';
import { done, type Outcome, type Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain, Tx } from '../../../../src/kernel/unit-of-work.js';
import { readSuggestions } from '../../../../src/modules/matching/adapters/db/waiting-list-facts.js';
import { chooseOffersAtOnce } from '../../../support/offers-at-once.js';
import {
  startService,
  type MadeOffer,
  type RecordedReferral,
  type RunningService,
} from '../../../support/running-service.js';
import { actorOf, world, type BedName } from '../../../support/small-world.js';

const coordinator = actorOf('coordinator');
const approver = actorOf('approver');

describe('several offers to one person at once', () => {
  let service: RunningService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(async () => {
    await service?.stop();
  });

  const run = <T extends Plain, R extends Refusal>(work: (tx: Tx) => Promise<Outcome<T, R>>) =>
    service.uow.run({ actor: systemActor, requestId: 'at-once' }, work);
  const codeOf = (outcome: Outcome<unknown, Refusal>): string => (outcome.ok ? 'done' : outcome.refusal.code);
  const offer = ({ referralId }: Pick<RecordedReferral, 'referralId'>, bed: BedName) =>
    run((tx) =>
      service.modules.placements.makeOffer(tx, coordinator.home, {
        ...{
          memberId: coordinator.memberId,
          override: { reason: 'Nearer home' },
          referralId,
          bedId: world.beds[bed],
        },
        ...{ arrivesOn: service.today, departsOn: '2027-02-01' as typeof service.today },
      }),
    );
  const accept = ({ offerId, version }: Pick<MadeOffer, 'offerId' | 'version'>, of: 'larch' | 'rowan') =>
    run((tx) =>
      service.modules.placements.acceptOffer(tx, actorOf(`manager@${of}.example`).home, {
        ...{ offerId, expectedVersion: version },
      }),
    );
  /** How each offer of somebody stands, in the order of their slots. */
  const standing = async ({ referralId }: Pick<RecordedReferral, 'referralId'>): Promise<readonly string[]> =>
    (
      await service.dataSource.query(
        'SELECT slot, state FROM offer WHERE referral_id = ? ORDER BY made_at, id',
        [referralId],
      )
    ).map(({ slot, state }: { slot: number; state: string }) => `${slot} ${state}`);
  const count = async (statement: string, values: readonly unknown[] = []): Promise<number> => {
    const [row] = await service.dataSource.query(`SELECT COUNT(*) AS count FROM ${statement}`, [...values]);
    return Number(row.count);
  };
  const heldPence = async (): Promise<number> => {
    const [row] = await service.dataSource.query('SELECT SUM(held_pence) AS held FROM budget');
    return Number(row.held);
  };
  const twoOffers = async () => {
    await chooseOffersAtOnce(service, 2);
    const referral = await service.aReadyReferral();
    const first = await service.anOffer({ referral, bed: 'any' });
    const second = await service.anOffer({ referral, bed: 'rowan1' });
    return { referral, first, second };
  };

  describe('making one', () => {
    it('is refused beside another where nothing was chosen, and that one is named', async () => {
      const first = await service.anOffer({ bed: 'any' });
      expect(await offer(first.referral, 'rowan1')).to.deep.equal({
        ok: false,
        refusal: {
          ...{ code: 'offer-already-open', atMost: 1 },
          open: [{ offerId: first.offerId, expiresAt: first.expiresAt }],
        },
      });
    });

    it('goes as far as was chosen, each at a project of its own, with bed and money held for each', async () => {
      const { referral, first, second } = await twoOffers();
      expect(await standing(referral)).to.deep.equal(['1 offered', '2 offered']);
      expect(await heldPence()).to.equal(first.costPence + second.costPence);
      expect(await count('client_night')).to.equal(0);
      expect(await count(`bed_night WHERE claim_kind = 'hold'`)).to.equal(168);
      expect(codeOf(await offer(referral, 'plain'))).to.equal('project-already-offered');
      await chooseOffersAtOnce(service, 1);
      expect(codeOf(await offer(referral, 'rowan2'))).to.equal('offer-already-open');
      expect(await standing(referral)).to.deep.equal(['1 offered', '2 offered']);
    });

    it('of two at the same moment for the last slot succeeds once, and one slot is free again when its offer ends', async () => {
      await chooseOffersAtOnce(service, 2);
      const referral = await service.aReadyReferral();
      await service.anOffer({ referral, bed: 'any' });
      const outcomes = await Promise.all([offer(referral, 'rowan1'), offer(referral, 'rowan2')]);
      expect(outcomes.map(codeOf).sort()).to.deep.equal(['done', 'project-already-offered']);
      const made = outcomes.find(({ ok }) => ok);
      if (made?.ok !== true) throw new Error('None was made.');
      await service.act('coordinator', (tx) =>
        service.modules.placements.withdrawOffer(tx, coordinator.home, {
          ...{ offerId: made.value.offerId, expectedVersion: 1, reason: 'Too far' },
        }),
      );
      expect(codeOf(await offer(referral, 'rowan1'))).to.equal('done');
      expect((await standing(referral)).filter((one) => one.endsWith('offered'))).to.deep.equal([
        '1 offered',
        '2 offered',
      ]);
    });
  });

  describe('accepting one', () => {
    it('ends the others: beds and money are free, it is recorded, and their providers are told', async () => {
      const { referral, first, second } = await twoOffers();
      const accepted = await accept(first, 'larch');
      expect(codeOf(accepted)).to.equal('done');
      expect(await standing(referral)).to.deep.equal(['1 accepted', '2 superseded']);
      expect(await heldPence()).to.equal(first.costPence);
      expect(await count('client_night')).to.equal(84);
      expect(await count('bed_night WHERE bed_id = ?', [world.beds.rowan1])).to.equal(0);
      expect(
        await count(`audit WHERE action = 'placements.offer-superseded' AND subject_id = ?`, [
          second.offerId,
        ]),
      ).to.equal(1);
      await service.runWorkerOnce();
      const told = await service.dataSource.query(
        `SELECT m.email FROM notification n JOIN member m ON m.id = n.member_id WHERE n.kind = 'offer-superseded'`,
      );
      expect(told.map(({ email }: { email: string }) => email)).to.include('manager@rowan.example');
      expect(await accept(second, 'rowan')).to.deep.equal({
        ok: false,
        refusal: { code: 'offer-superseded' },
      });
    });

    it('by two providers at the same moment books once, and the other is told why', async () => {
      for (let round = 0; round < 4; round += 1) {
        const { referral, first, second } = await twoOffers();
        const outcomes = await Promise.all([accept(first, 'larch'), accept(second, 'rowan')]);
        expect(outcomes.map(codeOf).sort(), `round ${round}`).to.deep.equal(['done', 'offer-superseded']);
        expect(
          await count(`placement WHERE referral_id = ? AND state = 'booked'`, [referral.referralId]),
        ).to.equal(1);
        expect((await standing(referral)).map((one) => one.slice(2)).sort()).to.deep.equal([
          'accepted',
          'superseded',
        ]);
        const [booked] = await service.dataSource.query(
          'SELECT id, version FROM placement WHERE referral_id = ?',
          [referral.referralId],
        );
        const of = outcomes[0].ok ? 'larch' : 'rowan';
        const manager = actorOf(`manager@${of}.example`);
        await run((tx) =>
          service.modules.placements.recordNeverStarted(tx, manager.home, {
            ...{ memberId: manager.memberId, placementId: booked.id, expectedVersion: booked.version },
            reason: 'prison',
          }),
        );
      }
    });

    it('while the other is being declined, or made, leaves one booking and nothing open', async () => {
      const { referral, first, second } = await twoOffers();
      const rowan = actorOf('manager@rowan.example');
      const outcomes = await Promise.all([
        accept(first, 'larch'),
        run((tx) =>
          service.modules.placements.declineOffer(tx, rowan.home, {
            ...{ offerId: second.offerId, expectedVersion: 1, refusedBy: 'provider', reason: 'staffing' },
          }),
        ),
        offer(referral, 'rowan2'),
      ]);
      expect(codeOf(outcomes[0])).to.equal('done');
      expect(await count(`offer WHERE state = 'offered'`)).to.equal(0);
      expect(await count('client_night')).to.equal(84);
      expect(await count(`bed_night WHERE claim_kind = 'hold'`)).to.equal(0);
      expect(await heldPence()).to.equal(first.costPence);
    });

    it('lets one run out as that, whose time was over before', async () => {
      const { referral, second } = await twoOffers();
      await service.dataSource.query(
        `UPDATE offer SET expires_at = made_at WHERE referral_id = ? AND slot = 1`,
        [referral.referralId],
      );
      expect(codeOf(await accept(second, 'rowan'))).to.equal('done');
      expect(await standing(referral)).to.deep.equal(['1 expired', '2 accepted']);
      expect(await heldPence()).to.equal(second.costPence);
    });
  });

  describe('ending what they rest on', () => {
    it('takes them all back when the approval is taken back', async () => {
      const { referral } = await twoOffers();
      await run((tx) =>
        service.modules.funding.revokeApproval(tx, approver.home, {
          ...{ memberId: approver.memberId, referralId: referral.referralId },
          ...{ reason: 'approved_by_mistake', note: null },
        }),
      );
      expect(await standing(referral)).to.deep.equal(['1 withdrawn', '2 withdrawn']);
      expect(await heldPence()).to.equal(0);
    });

    it('takes them all back with the referral, as they were shown, and not where another was made since', async () => {
      const { referral } = await twoOffers();
      const preview = await service.uow.read((tx) =>
        service.modules.referrals.previewClosing(tx, coordinator.home, referral.referralId, service.today),
      );
      const place = preview?.place ?? null;
      expect(place?.others).to.have.length(1);
      const close = (others: readonly { readonly placeId: string; readonly version: number }[]) =>
        run((tx) =>
          service.modules.referrals.closeReferral(tx, coordinator.home, {
            ...{ memberId: coordinator.memberId, referralId: referral.referralId },
            ...{ expectedVersion: preview?.version ?? 0, reason: 'withdrawn_by_person', note: null },
            place: { placeId: place?.placeId ?? '', version: place?.version ?? 0, others },
          }),
        );
      expect(codeOf(await close([]))).to.equal('place-changed-since-shown');
      expect(codeOf(await close(place?.others ?? []))).to.equal('done');
      expect(await standing(referral)).to.deep.equal(['1 withdrawn', '2 withdrawn']);
      expect(await heldPence()).to.equal(0);
      expect(await count('bed_night')).to.equal(0);
    });
  });

  describe('what is suggested', () => {
    const suggested = async ({ referralId }: RecordedReferral) => {
      await service.act('administrator', async (tx) =>
        done(await service.modules.matching.rematch(tx, 'nightly', { isRebuild: true })),
      );
      const [run1] = await service.dataSource.query('SELECT CAST(MAX(id) AS CHAR) AS id FROM match_run');
      const said = await service.uow.read((tx) => readSuggestions(tx, run1.id, [referralId]));
      return said.get(referralId);
    };

    it('is another project while a slot is free, after everybody without an offer, and nothing once all are open', async () => {
      await chooseOffersAtOnce(service, 2);
      const early = await service.aReadyReferral({ urgencyBand: 'urgent', urgencyReason: 'Overdose' });
      const late = await service.aReadyReferral({ urgencyBand: 'soon' });
      await service.anOffer({ referral: early, bed: 'any' });
      const next = await suggested(early);
      expect(next?.place?.projectName).to.equal('Rowan Bank');
      expect(next?.priorityRank).to.equal(2);
      expect((await suggested(late))?.priorityRank).to.equal(1);
      await service.anOffer({ referral: early, bed: 'rowan1' });
      const last = await suggested(early);
      expect(last?.place).to.equal(null);
      expect(last?.explanation?.state).to.equal('offered');
    });
  });
});
