import { expect } from 'chai';

import { placementPolicy } from '../../../../config/placement-policy.js';
import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import { stay } from '../../../../src/kernel/stay.js';
import type { BedUnit } from '../../../../src/modules/capacity/contract/availability.js';
import { availability, type ClaimedRun } from '../../../../src/modules/capacity/domain/availability.js';
import type { AdmissionRule, RulesByProject } from '../../../../src/modules/eligibility/contract.js';
import { matchRun, type MatchRun, type Waiting } from '../../../../src/modules/matching/domain/match.js';
import type { MatchingPolicy } from '../../../../src/modules/matching/domain/policy.js';
import type { ReferralFacts } from '../../../../src/modules/referrals/domain/referral.js';
import { aReferral, aUnit } from '../../../support/builders.js';

const today = isoDate('2026-11-23');
const day = (n: number) => addNights(today, n);

const waiting = (referralId: string, given: Partial<ReferralFacts> = {}): Waiting => ({
  referral: aReferral({ referralId, ...given }),
  missing: [],
  fundedNights: 84,
  isSpokenFor: false,
});
const withoutMoney = (referralId: string, given: Partial<ReferralFacts> = {}): Waiting => ({
  ...waiting(referralId, given),
  missing: [{ gate: 'funding', why: 'not-decided', whoActs: 'approver' }],
  fundedNights: null,
});
const runOf = (
  people: readonly Waiting[],
  units: readonly BedUnit[],
  {
    rules = new Map(),
    claims = [],
    policy = placementPolicy.matching,
  }: {
    readonly rules?: RulesByProject;
    readonly claims?: readonly ClaimedRun[];
    readonly policy?: MatchingPolicy;
  } = {},
): MatchRun =>
  matchRun({
    today,
    policy,
    waiting: people,
    calendars: availability(units, claims, stay(today, day(600))),
    roomMix: new Map(),
    rules,
  });
const saidOf = ({ suggestions }: MatchRun, referralId: string) =>
  suggestions.find((one) => one.referralId === referralId)!;
const steps = aUnit({ bedId: 'steps', projectId: 'p1', projectName: 'Larch House' });
const ramp = aUnit({ bedId: 'ramp', projectId: 'p2', projectName: 'Rowan Bank', isStepFree: true });
const first = { urgencyBand: 'urgent' } as const;

describe('why a run says what it says of somebody', () => {
  it('is told by what puts others ahead: the band, the day of receipt, the time of recording', () => {
    const run = runOf(
      [
        waiting('a', { urgencyBand: 'urgent' }),
        waiting('b', { receivedOn: isoDate('2026-10-01') }),
        waiting('c', { recordedAt: new Date('2026-11-01T09:00:00Z') }),
        waiting('d', { recordedAt: new Date('2026-11-01T10:00:00Z') }),
      ],
      [],
    );
    expect(saidOf(run, 'd').explanation.standing).to.deep.equal({
      of: 4,
      aheadByOffer: 0,
      aheadByBand: 1,
      aheadByReceipt: 1,
      aheadByRecording: 1,
      tiedOnDay: 1,
      receivedOn: isoDate('2026-11-01'),
      waitingDays: 22,
    });
  });

  it('puts whoever has an offer, and may have another, behind everybody who has none', () => {
    const offered = { offeredAt: new Set(['p9']) };
    const run = runOf(
      [
        waiting('a', { urgencyBand: 'routine' }),
        waiting('b', { urgencyBand: 'routine' }),
        { ...waiting('c', { urgencyBand: 'urgent' }), ...offered },
        { ...waiting('d', { urgencyBand: 'routine' }), ...offered },
      ],
      [],
    );
    const ahead = (referralId: string) => {
      const { aheadByOffer, aheadByBand, aheadByReceipt } = saidOf(run, referralId).explanation.standing;
      return [aheadByOffer, aheadByBand, aheadByReceipt];
    };
    expect(ahead('c'), 'urgent, with an offer').to.deep.equal([2, 0, 0]);
    expect(ahead('d')).to.deep.equal([2, 1, 0]);
  });

  it('has what each other place would mean: nothing, where others have somewhere else to go', () => {
    const run = runOf(
      [waiting('ann', { ...first, preferredProjectIds: ['p1'] }), waiting('bea')],
      [steps, ramp],
    );
    expect(saidOf(run, 'ann').place?.bedId).to.equal('steps');
    expect(saidOf(run, 'ann').explanation.options).to.have.lengthOf(1);
    expect(saidOf(run, 'ann').explanation.options[0]).to.deep.include({
      bedId: 'ramp',
      misses: ['named-project'],
      loses: 'nobody',
    });
  });

  it('has what each other place would mean: somebody after them without any', () => {
    const run = runOf([waiting('ann', first), waiting('bea', { needsStepFree: true })], [steps, ramp]);
    expect(saidOf(run, 'bea').place?.bedId).to.equal('ramp');
    expect(saidOf(run, 'ann').explanation.options[0]).to.deep.include({
      projectName: 'Rowan Bank',
      loses: 'somebody-after',
      band: 'soon',
      losesReferralId: 'bea',
    });
  });

  it('moves whoever is ahead to another bed as near, so that one more has a place', () => {
    const units = [
      aUnit({ bedId: 'a-ramp', projectId: 'p2', isStepFree: true }),
      aUnit({ bedId: 'b-steps' }),
    ];
    const people = [waiting('ann', first), waiting('bea', { needsStepFree: true })];
    const inOrder = runOf(people, units, { policy: { ...placementPolicy.matching, assignment: 'in-order' } });
    expect(saidOf(inOrder, 'bea').place).to.equal(null);
    expect(inOrder.report.isProven, 'nothing is to be proven').to.equal(null);
    const best = runOf(people, units);
    expect(saidOf(best, 'bea').place?.bedId).to.equal('a-ramp');
    expect(saidOf(best, 'ann').place?.bedId).to.equal('b-steps');
    expect(best.report).to.deep.include({ isProven: true, certificateFaults: [] });
  });

  it('is who holds the beds that fit, as counts, and when the first comes free', () => {
    const people = [
      waiting('ann', { ...first, needsStepFree: true }),
      waiting('bea', { needsStepFree: true, partnershipId: 'another' }),
    ];
    const { explanation, place } = saidOf(runOf(people, [steps, ramp]), 'bea');
    expect(place).to.equal(null);
    expect(explanation.heldBack).to.deep.equal({
      ...{ ownBeds: 1, beds: 1, holders: 1, holdersOfOwn: 0 },
      ...{ kinds: ['step-free'], projectName: 'Rowan Bank' },
    });
    expect(explanation.firstFreeOn, 'when ann leaves').to.equal(day(1 + 84));
    expect(explanation.options[0]?.loses).to.equal('somebody-ahead');
  });

  it('counts the beds where the holders could be instead, which are held as well', () => {
    const people = [
      waiting('ann', { urgencyBand: 'emergency' }),
      waiting('bea', { ...first, needsStepFree: false }),
      waiting('cat', { needsStepFree: true }),
    ];
    const { explanation } = saidOf(runOf(people, [steps, ramp]), 'cat');
    expect(explanation.heldBack).to.deep.include({ ownBeds: 1, beds: 2, holders: 2, holdersOfOwn: 2 });
  });

  it('names the day a bed that is full now comes free', () => {
    const claims: ClaimedRun[] = [
      { bedId: 'steps', fromOn: today, toOn: day(90), kind: 'stay', claimId: 'somebody' },
    ];
    const { explanation } = saidOf(runOf([waiting('ann')], [steps], { claims }), 'ann');
    expect(explanation).to.deep.include({ state: 'no-place', heldBack: null, firstFreeOn: day(90) });
  });

  it('keeps a shared room that is open to both for the first on the list, and says so', () => {
    const room = ['a', 'b'].map((bedId) => aUnit({ bedId, unitType: 'shared', roomId: 'room' }));
    const run = runOf([waiting('woman', { ...first, sex: 'female' }), waiting('man')], room);
    expect(saidOf(run, 'woman').explanation.roomKeptFor).to.equal('female');
    expect(saidOf(run, 'man').explanation).to.deep.include({ state: 'no-place', inRoomsOfOthers: 2 });
    expect(run.report.roomsDecided).to.equal(1);
  });

  describe('for somebody who is not ready', () => {
    it('is the place that would be theirs, and no suggestion', () => {
      const { place, explanation } = saidOf(runOf([withoutMoney('ann')], [steps]), 'ann');
      expect(place).to.equal(null);
      expect(explanation).to.deep.include({ state: 'not-ready', checks: [], options: [] });
      expect(explanation.provisional).to.deep.include({ bedId: 'steps', loses: 'nobody' });
    });

    it('is a place that somebody after them would give up, and none that anybody ahead would', () => {
      const ahead = runOf([withoutMoney('ann', first), waiting('bea')], [steps]);
      expect(saidOf(ahead, 'bea').place?.bedId, 'nothing is kept for them').to.equal('steps');
      expect(saidOf(ahead, 'ann').explanation.provisional).to.deep.include({
        bedId: 'steps',
        loses: 'somebody-after',
        band: 'soon',
      });
      const after = runOf([waiting('ann', first), withoutMoney('bea')], [steps]);
      expect(saidOf(after, 'bea').explanation.provisional).to.equal(null);
      expect(saidOf(after, 'bea').explanation.heldBack?.holders).to.equal(1);
    });
  });

  describe('with something recorded that cannot be used', () => {
    const rule = (given: Partial<AdmissionRule>): AdmissionRule => ({
      ...{ ruleId: 'r1', projectId: 'p1', version: 1, attribute: 'age', operator: 'at_least', value: 30 },
      ...{ unit: null, stage: 'admission', effect: 'exclude', action: null, source: 'a test' },
      ...{ validFrom: isoDate('2020-01-01'), validTo: null },
      ...given,
    });

    it('names each person, and everybody else has their suggestion', () => {
      const run = runOf(
        [
          waiting('family', { children: 2 }),
          waiting('nowhere', { needsWetRoom: true }),
          waiting('no-adult', { adults: 0, sex: 'not_known', prefersMix: 'single_sex' }),
          waiting('ann'),
        ],
        [steps],
      );
      expect(
        run.report.people.map(({ referralId, faults }) => [referralId, ...faults.map(({ kind }) => kind)]),
      ).to.deep.equal([
        ['family', 'children-without-birth-date', 'no-bed-could-fit'],
        ['no-adult', 'not-one-adult', 'wish-needs-sex'],
        ['nowhere', 'no-bed-could-fit'],
      ]);
      expect(saidOf(run, 'ann').place?.bedId, 'who comes first by id').to.equal('steps');
    });

    it('puts somebody last whose urgency the policy does not name', () => {
      const bands = ['urgent', 'soon', 'routine'] as const;
      const { emergency, ...preparationDays } = placementPolicy.matching.preparationDays;
      expect(emergency).to.equal(0);
      const policy = JSON.parse(JSON.stringify({ ...placementPolicy.matching, bands, preparationDays }));
      const run = runOf([waiting('ann', { urgencyBand: 'emergency' }), waiting('bea')], [steps, ramp], {
        policy,
      });
      expect(run.suggestions.map(({ referralId }) => referralId)).to.deep.equal(['bea', 'ann']);
      expect(saidOf(run, 'ann').explanation.faults).to.deep.equal([
        { kind: 'band-not-in-policy', band: 'emergency' },
      ]);
      expect(saidOf(run, 'ann').place?.stay.arrivesOn, 'prepares as long as anybody').to.equal(day(7));
    });

    it('names each bed and each project that nobody can come by', () => {
      const units = [
        steps,
        aUnit({ bedId: 'nobody', projectId: 'p2', label: 'Room 9', maxAdults: 0 }),
        aUnit({ bedId: 'gone', projectId: 'p2', maxAdults: 0, closesOn: isoDate('2026-01-01') }),
        aUnit({ bedId: 'bare', projectId: 'p2', label: 'Room 8', isStepFree: null, hasWetRoom: null }),
      ];
      const rules: RulesByProject = new Map([
        ['p1', [rule({}), rule({ ruleId: 'r2', operator: 'at_most', value: 25 })]],
        ['p2', [rule({}), rule({ ruleId: 'r2', operator: 'at_most', value: 60 })]],
      ]);
      const { report, suggestions } = runOf([waiting('ann')], units, { rules });
      expect(report.places).to.deep.equal([
        {
          ...{ kind: 'rules-exclude-everybody', projectId: 'p1' },
          ...{ projectName: 'Larch House', attribute: 'age' },
        },
        {
          kind: 'bed-takes-nobody',
          bedId: 'nobody',
          bedLabel: 'Room 9',
          projectId: 'p2',
          projectName: 'Larch House',
        },
        {
          kind: 'bed-without-facts',
          bedId: 'bare',
          bedLabel: 'Room 8',
          projectId: 'p2',
          projectName: 'Larch House',
        },
      ]);
      expect(suggestions[0]?.place?.bedId).to.equal('bare');
    });
  });
});
