import { expect } from 'chai';

import { checkInvariants, hearersOf } from './check-invariants.js';
import type { AuditFact, Facts, MessageFact } from './facts.js';
import { checkHistory, type Attempt } from './history.js';

const at = (second: number): string => `2026-11-23 10:00:${String(second).padStart(2, '0')}.000000`;

const step = (
  second: number,
  subjectKind: string,
  subjectId: string,
  version: number,
  after: Readonly<Record<string, unknown>> = {},
  action = 'some.step',
): AuditFact => ({
  ...{ at: at(second), actorId: 'member', action, subjectKind, subjectId, version, after },
  requestId: `request-${subjectId}-${version}`,
});

/** One message for each consumer that must hear of it. */
const message = (
  id: number,
  topic: string,
  payload: Readonly<Record<string, unknown>>,
): readonly MessageFact[] =>
  (hearersOf[topic] ?? []).map((consumer, index) => ({
    ...{ id: String(10 * id + index), topic, consumer, payload, isDone: true, isLate: false },
  }));

/**
 * A small world in which everything is as it should be: Ann has an offer for bed 1, Bob is booked into bed 2 after an
 * accepted offer and pays for it, bed 2 keeps a night clear after him and is closed for a night later on.
 */
const soundWorld = (): Facts => ({
  beds: [
    {
      id: 'bed-1',
      projectId: 'p',
      roomId: 'room',
      opensOn: '2020-01-01',
      closesOn: null,
      turnaroundNights: 0,
    },
    {
      id: 'bed-2',
      projectId: 'q',
      roomId: 'room',
      opensOn: '2020-01-01',
      closesOn: null,
      turnaroundNights: 1,
    },
  ],
  clients: [
    { id: 'ann', sex: 'female', version: 1 },
    { id: 'bob', sex: 'male', version: 1 },
  ],
  referrals: [
    { id: 'ref-a', state: 'open', version: 1 },
    { id: 'ref-b', state: 'open', version: 1 },
  ],
  choices: [{ offersAtOnce: 2 }],
  offers: [
    {
      ...{
        id: 'offer-a',
        referralId: 'ref-a',
        clientId: 'ann',
        bedId: 'bed-1',
        fundingDecisionId: 'yes-a',
        costPence: 200,
        slot: 1,
        state: 'offered',
      },
      ...{ arrivesOn: '2026-12-01', departsOn: '2026-12-03', madeAt: at(1), expiresAt: at(50) },
      ...{ resolvedAt: null, version: 1 },
    },
    {
      ...{
        id: 'offer-b',
        referralId: 'ref-b',
        clientId: 'bob',
        bedId: 'bed-2',
        fundingDecisionId: 'yes-b',
        costPence: 200,
        slot: 1,
        state: 'accepted',
      },
      ...{ arrivesOn: '2026-12-03', departsOn: '2026-12-05', madeAt: at(2), expiresAt: at(50) },
      ...{ resolvedAt: at(5), version: 2 },
    },
  ],
  placements: [
    {
      ...{
        id: 'place-b',
        offerId: 'offer-b',
        referralId: 'ref-b',
        clientId: 'bob',
        bedId: 'bed-2',
        fundingDecisionId: 'yes-b',
        state: 'booked',
      },
      ...{ arrivesOn: '2026-12-03', departsOn: '2026-12-05', endedOn: null, version: 1 },
      ...{ nightsToOn: null, readyToOn: null },
    },
  ],
  periods: [
    { id: 'shut', bedId: 'bed-2', fromOn: '2026-12-10', toOn: '2026-12-11', state: 'planned', version: 1 },
  ],
  extensions: [],
  stayChanges: [],
  repairParts: [],
  bedNights: [
    { bedId: 'bed-1', night: '2026-12-01', kind: 'hold', claimId: 'offer-a', turnaroundOf: null },
    { bedId: 'bed-1', night: '2026-12-02', kind: 'hold', claimId: 'offer-a', turnaroundOf: null },
    { bedId: 'bed-2', night: '2026-12-03', kind: 'stay', claimId: 'place-b', turnaroundOf: null },
    { bedId: 'bed-2', night: '2026-12-04', kind: 'stay', claimId: 'place-b', turnaroundOf: null },
    { bedId: 'bed-2', night: '2026-12-05', kind: 'turnaround', claimId: 'place-b', turnaroundOf: null },
    { bedId: 'bed-2', night: '2026-12-10', kind: 'out_of_service', claimId: 'shut', turnaroundOf: null },
  ],
  clientNights: [
    { clientId: 'bob', night: '2026-12-03', claimId: 'place-b' },
    { clientId: 'bob', night: '2026-12-04', claimId: 'place-b' },
  ],
  roomNights: [
    { roomId: 'room', night: '2026-12-01', sex: 'female', occupants: 1 },
    { roomId: 'room', night: '2026-12-02', sex: 'female', occupants: 1 },
    { roomId: 'room', night: '2026-12-03', sex: 'male', occupants: 1 },
    { roomId: 'room', night: '2026-12-04', sex: 'male', occupants: 1 },
    { roomId: 'room', night: '2026-12-20', sex: 'male', occupants: 0 },
  ],
  decisions: [
    { id: 'yes-a', fundedNights: 7, claimedNights: 0 },
    { id: 'yes-b', fundedNights: 2, claimedNights: 2 },
  ],
  budgets: [{ id: 'budget', financialYear: 2026, limitPence: 1_000, heldPence: 400, spentPence: 0 }],
  entries: [
    { id: 1, budgetId: 'budget', financialYear: 2026, claimId: 'offer-a', kind: 'hold', amountPence: 200 },
    { id: 2, budgetId: 'budget', financialYear: 2026, claimId: 'offer-b', kind: 'hold', amountPence: 200 },
  ],
  audit: [
    step(0, 'client', 'ann', 1),
    step(0, 'client', 'bob', 1),
    step(0, 'referral', 'ref-a', 1),
    step(0, 'referral', 'ref-b', 1),
    step(1, 'offer', 'offer-a', 1),
    step(2, 'offer', 'offer-b', 1),
    step(5, 'offer', 'offer-b', 2, { state: 'accepted' }),
    step(5, 'placement', 'place-b', 1, { state: 'booked', arrivesOn: '2026-12-03', departsOn: '2026-12-05' }),
    step(6, 'out_of_service', 'shut', 1, { fromOn: '2026-12-10', toOn: '2026-12-11' }),
  ],
  messages: [
    ...message(1, 'referrals.referral-changed', { referralId: 'ref-a' }),
    ...message(2, 'referrals.referral-changed', { referralId: 'ref-b' }),
    ...message(3, 'placements.offer-made', { offerId: 'offer-a' }),
    ...message(4, 'placements.offer-fell-due', { offerId: 'offer-a' }),
    ...message(5, 'placements.offer-made', { offerId: 'offer-b' }),
    ...message(6, 'placements.offer-fell-due', { offerId: 'offer-b' }),
    ...message(7, 'placements.offer-resolved', { offerId: 'offer-b' }),
    ...message(8, 'capacity.availability-changed', { projectId: 'q' }),
  ],
});

const brokenIn = (facts: Facts): readonly string[] => [
  ...new Set(checkInvariants(facts).map(({ invariant }) => invariant)),
];

/** The same world with one row of a table changed. */
const changed = <Table extends keyof Facts>(
  table: Table,
  index: number,
  change: Partial<Facts[Table][number]>,
): Facts => {
  const world = soundWorld();
  return {
    ...world,
    [table]: world[table].map((row, place) => (place === index ? { ...row, ...change } : row)),
  };
};

/** Bob lives in his bed; and another stay is there, his but for what differs. */
const twoStays = (other: Partial<Facts['placements'][number]>): Facts => {
  const world = soundWorld();
  const stays = world.placements.flatMap((place): typeof world.placements => [
    { ...place, state: 'admitted' },
    { ...place, id: 'place-c', offerId: 'offer-c', state: 'admitted', ...other },
  ]);
  return { ...world, placements: stays };
};

const without = (table: keyof Facts, index: number): Facts => {
  const world = soundWorld();
  return { ...world, [table]: world[table].filter((_, place) => place !== index) };
};

describe('the checker of invariants', () => {
  it('finds nothing where everything is as it should be', () => {
    expect(checkInvariants(soundWorld())).to.deep.equal([]);
  });

  const faults: readonly (readonly [string, string, Facts])[] = [
    [
      'two people in one bed',
      'I1',
      changed('offers', 0, { bedId: 'bed-2', arrivesOn: '2026-12-02', departsOn: '2026-12-04' }),
    ],
    [
      'somebody in the bed on the night it is kept clear',
      'I1',
      changed('offers', 0, { bedId: 'bed-2', arrivesOn: '2026-12-05', departsOn: '2026-12-06' }),
    ],
    [
      'two in one bed for a while, though no longer',
      'I1',
      changed('offers', 0, {
        ...{ bedId: 'bed-2', arrivesOn: '2026-12-04', departsOn: '2026-12-05' },
        ...{ state: 'withdrawn', resolvedAt: at(9) },
      }),
    ],
    ['a person in a closed bed', 'I2', changed('periods', 0, { fromOn: '2026-12-03', toOn: '2026-12-04' })],
    ['a stay after the bed has gone', 'I2', changed('beds', 1, { closesOn: '2026-12-04' })],
    ['a night nobody wrote', 'I3', without('bedNights', 3)],
    ['a turnaround nobody wrote', 'I3', without('bedNights', 4)],
    ['a night left behind', 'I3', changed('offers', 0, { departsOn: '2026-12-02' })],
    ['a night under another claim', 'I3', changed('bedNights', 0, { claimId: 'offer-b' })],
    ['a night of a person nobody wrote', 'I3', without('clientNights', 0)],
    ['a room that counts wrong', 'I3', changed('roomNights', 0, { occupants: 2 })],
    ['a person with two offers', 'I4', changed('offers', 1, { clientId: 'ann', resolvedAt: at(9) })],
    ['a person in two beds', 'I5', changed('placements', 0, { clientId: 'ann', arrivesOn: '2026-12-02' })],
    ['a held bed without money', 'I6', without('entries', 0)],
    ['money held at another price', 'I6', changed('offers', 0, { costPence: 300 })],
    [
      'an offer that ended twice',
      'I7',
      {
        ...soundWorld(),
        audit: [...soundWorld().audit, step(7, 'offer', 'offer-b', 3, { state: 'declined' })],
      },
    ],
    ['an acceptance after its time', 'I8', changed('offers', 1, { expiresAt: at(4) })],
    ['an offer that ran out early', 'I8', changed('offers', 1, { state: 'expired' })],
    ['a budget above its limit', 'I9', changed('budgets', 0, { limitPence: 300 })],
    ['a budget that does not add up', 'I10', changed('budgets', 0, { heldPence: 200 })],
    [
      'a hold that ended twice',
      'I10',
      {
        ...soundWorld(),
        entries: [
          ...soundWorld().entries,
          {
            id: 3,
            budgetId: 'budget',
            financialYear: 2026,
            claimId: 'offer-b',
            kind: 'void',
            amountPence: 200,
          },
        ],
      },
    ],
    ['a version without a record', 'I13', changed('offers', 1, { version: 3 })],
    [
      'a record of nothing',
      'I13',
      { ...soundWorld(), audit: [...soundWorld().audit, step(8, 'offer', 'ghost', 1)] },
    ],
    ['a step nobody may take', 'I17', changed('audit', 6, { after: { state: 'offered' } })],
    ['a row that is elsewhere than its record', 'I17', changed('placements', 0, { state: 'admitted' })],
    ['a message nobody sent', 'I19', without('messages', 6)],
    [
      'a message sent twice',
      'I19',
      {
        ...soundWorld(),
        messages: [...soundWorld().messages, ...message(9, 'placements.offer-made', { offerId: 'offer-a' })],
      },
    ],
    [
      'a step that only one of two consumers was told of',
      'I19',
      {
        ...soundWorld(),
        messages: soundWorld().messages.filter(
          ({ topic, consumer }) => topic !== 'placements.offer-made' || consumer !== 'notifications.tell',
        ),
      },
    ],
    [
      'a step told to somebody who does not hear of it',
      'I19',
      {
        ...soundWorld(),
        messages: soundWorld().messages.map((one) =>
          one.topic === 'placements.offer-fell-due' ? { ...one, consumer: 'matching.rematch' } : one,
        ),
      },
    ],
    ['a message that is late', 'I19', changed('messages', 3, { isLate: true, isDone: false })],
    [
      'two effects of one message',
      'I19',
      {
        ...soundWorld(),
        audit: [
          ...soundWorld().audit,
          { ...step(9, 'match_run', '1', 1), requestId: 'message-4' },
          { ...step(9, 'match_run', '2', 1), requestId: 'message-4' },
        ],
      },
    ],
    ['more nights than were approved', 'I20', changed('decisions', 1, { fundedNights: 1 })],
    ['nights of an approval that nobody counted', 'I20', changed('decisions', 1, { claimedNights: 0 })],
    ['nights kept of an approval that nobody has', 'I20', changed('decisions', 0, { claimedNights: 2 })],
    ['one offer more than are chosen', 'I4', changed('offers', 0, { slot: 3 })],
    [
      'an offer that stood on beside the one accepted',
      'I21',
      changed('offers', 0, {
        ...{ clientId: 'bob', slot: 2 },
        ...{ state: 'superseded', resolvedAt: at(30) },
      }),
    ],
    ['a person with an offer and a booking', 'I21', changed('offers', 0, { clientId: 'bob' })],
    ['a referral that led to two stays', 'I21', twoStays({ state: 'ended', bedId: 'bed-1' })],
    [
      'somebody who arrived elsewhere and never left',
      'I22',
      twoStays({ followsId: 'place-b', bedId: 'bed-1' }),
    ],
    [
      'somebody who went on and did not',
      'I22',
      changed('placements', 0, { state: 'ended', endReason: 'transferred' }),
    ],
    ['a bed with two residents', 'I21', twoStays({ referralId: 'ref-a', clientId: 'ann' })],
    [
      'two sexes in a room',
      'room-mix',
      changed('offers', 0, { arrivesOn: '2026-12-03', departsOn: '2026-12-04' }),
    ],
  ];
  for (const [what, invariant, facts] of faults) {
    it(`notices ${what} (${invariant})`, () => {
      expect(brokenIn(facts)).to.include(invariant);
    });
  }

  describe('where somebody came late, stayed longer and left early', () => {
    /** Bob came a night late, had a night more paid for, and left again after his first: a night of three was slept. */
    const leftEarly = (released: readonly number[]): Facts => {
      const world = soundWorld();
      const release = (id: number, claimId: string, amountPence: number) => ({
        ...{ id, budgetId: 'budget', financialYear: 2026, claimId, kind: 'release', amountPence },
      });
      const [late = 0, early = 0, extension = 0] = released;
      const gaveBack = [
        release(6, 'offer-b', late),
        release(7, 'offer-b', early),
        release(8, 'longer', extension),
      ].filter(({ amountPence }) => amountPence > 0);
      return {
        ...world,
        extensions: [
          {
            id: 'longer',
            placementId: 'place-b',
            departsOnBefore: '2026-12-05',
            departsOnAfter: '2026-12-06',
            madeAt: '2026-11-22 10:00:00.000000',
          },
        ],
        placements: world.placements.map((placement) => ({
          ...placement,
          ...{ state: 'ended', arrivesOn: '2026-12-04', departsOn: '2026-12-06', endedOn: '2026-12-05' },
        })),
        budgets: world.budgets.map((budget) => ({
          ...budget,
          ...{ heldPence: 200, spentPence: 301 - late - early - extension },
        })),
        entries: [
          ...world.entries,
          {
            id: 3,
            budgetId: 'budget',
            financialYear: 2026,
            claimId: 'offer-b',
            kind: 'post',
            amountPence: 200,
          },
          {
            id: 4,
            budgetId: 'budget',
            financialYear: 2026,
            claimId: 'longer',
            kind: 'hold',
            amountPence: 101,
          },
          {
            id: 5,
            budgetId: 'budget',
            financialYear: 2026,
            claimId: 'longer',
            kind: 'post',
            amountPence: 101,
          },
          ...gaveBack,
        ],
      };
    };
    const money = (facts: Facts): readonly string[] =>
      brokenIn(facts).filter((invariant) => ['I6', 'I9', 'I10'].includes(invariant));

    it('finds nothing when the money of the nights nobody slept came back', () => {
      expect(money(leftEarly([100, 0, 101]))).to.deep.equal([]);
    });

    it('notices money that did not come back, or came back twice', () => {
      expect(money(leftEarly([0, 0, 101]))).to.deep.equal(['I10']);
      expect(money(leftEarly([100, 0, 0]))).to.deep.equal(['I10']);
      expect(money(leftEarly([100, 100, 101]))).to.deep.equal(['I10']);
    });

    it('notices a budget that kept as spent what came back', () => {
      const facts = leftEarly([100, 0, 101]);
      const budgets = facts.budgets.map((budget) => ({ ...budget, spentPence: 301 }));
      expect(money({ ...facts, budgets })).to.deep.equal(['I10']);
    });
  });

  describe('on a bed out of service', () => {
    const shutFor = (fromOn: string, toOn: string, bedNights: Facts['bedNights']): Facts => {
      const world = changed('periods', 0, { fromOn, toOn });
      return {
        ...world,
        bedNights: [...world.bedNights.filter(({ claimId }) => claimId !== 'shut'), ...bedNights],
        audit: world.audit.map((row) =>
          row.subjectId === 'shut' ? { ...row, after: { fromOn, toOn } } : row,
        ),
      };
    };
    const night = (on: string, turnaroundOf: string | null) => ({
      ...{ bedId: 'bed-2', night: on, kind: 'out_of_service', claimId: 'shut', turnaroundOf },
    });
    const overTurnaround = (): Facts => {
      const facts = shutFor('2026-12-05', '2026-12-07', [
        night('2026-12-05', 'place-b'),
        night('2026-12-06', null),
      ]);
      return { ...facts, bedNights: facts.bedNights.filter(({ kind }) => kind !== 'turnaround') };
    };

    it('is content where it lies over a turnaround and remembers whose', () => {
      expect(checkInvariants(overTurnaround())).to.deep.equal([]);
    });

    it('is content with somebody who left on the day they came, amid the nights it is closed since', () => {
      const [fromOn, toOn] = ['2026-12-02', '2026-12-05'];
      const facts = shutFor(fromOn, toOn, [
        night('2026-12-02', null),
        night('2026-12-03', 'place-b'),
        night('2026-12-04', null),
      ]);
      const found = checkInvariants({
        ...facts,
        bedNights: facts.bedNights.filter(({ claimId }) => claimId !== 'place-b'),
        placements: facts.placements.map((row) => ({ ...row, state: 'ended', endedOn: '2026-12-03' })),
        audit: [
          ...facts.audit.filter(({ subjectId }) => subjectId !== 'shut'),
          step(6, 'placement', 'place-b', 2, { state: 'ended', endedOn: '2026-12-03' }),
          step(9, 'out_of_service', 'shut', 1, { fromOn, toOn }),
        ],
      });
      const aboutTheBed = found.filter(({ text }) => /^(Bed|Bed-night) /.test(text));
      expect(aboutTheBed).to.deep.equal([]);
    });

    it('notices a turnaround that was forgotten, and one that was made up (I3)', () => {
      const facts = overTurnaround();
      const withUnder = (turnaroundOf: string | null, on: string): Facts => ({
        ...facts,
        bedNights: facts.bedNights.map((row) => (row.night === on ? { ...row, turnaroundOf } : row)),
      });
      expect(brokenIn(withUnder(null, '2026-12-05'))).to.deep.equal(['I3']);
      expect(brokenIn(withUnder('place-b', '2026-12-06'))).to.deep.equal(['I3']);
    });

    const shortened = (fromOn: string, toOn: string, nights: Facts['bedNights']): Facts => {
      const facts = shutFor(fromOn, toOn, nights);
      return {
        ...facts,
        periods: facts.periods.map((period) => ({ ...period, version: 2 })),
        audit: [
          ...facts.audit.map((row) =>
            row.subjectId === 'shut' ? { ...row, after: { fromOn, toOn: '2026-12-14' } } : row,
          ),
          step(8, 'out_of_service', 'shut', 2, { state: 'planned', fromOn, toOn }),
        ],
        messages: [...facts.messages, ...message(9, 'capacity.availability-changed', { projectId: 'q' })],
      };
    };

    it('is content with a period that ended early and keeps the nights gone by', () => {
      const facts = shortened('2026-12-10', '2026-12-12', [
        night('2026-12-10', null),
        night('2026-12-11', null),
      ]);
      expect(checkInvariants(facts)).to.deep.equal([]);
    });

    it('notices nights gone by that were given back (I3)', () => {
      expect(brokenIn(shortened('2026-12-10', '2026-12-12', []))).to.deep.equal(['I3']);
    });
  });

  it('counts a budget against the limit of the time, not of the end', () => {
    const limits = [
      { budgetId: 'budget', limitPence: 300, afterEntryId: 0 },
      { budgetId: 'budget', limitPence: 1_000, afterEntryId: 2 },
    ];
    const broken = checkInvariants(soundWorld(), limits).map(({ invariant }) => invariant);
    expect(broken).to.deep.equal(['I9']);
    const inTime = [limits[0]!, { ...limits[1]!, afterEntryId: 1 }];
    expect(checkInvariants(soundWorld(), inTime)).to.deep.equal([]);
  });
});

describe('the checker of what callers were told', () => {
  const accepted: Attempt = {
    ...{ requestId: 'request-offer-b-2', operation: 'accept', outcome: 'done', recordRows: 1 },
    acknowledged: { kind: 'offer', id: 'offer-b', version: 2 },
  };
  const check = (attempt: Attempt, facts = soundWorld()) =>
    checkHistory([attempt], facts, (requestId) => requestId === 'request-offer-b-2');

  it('is content when what was acknowledged is there, once', () => {
    expect(check(accepted)).to.deep.equal({ violations: [], lostAcknowledged: 0 });
  });

  it('notices when it is not there', () => {
    expect(check(accepted, without('audit', 6)).lostAcknowledged).to.equal(1);
  });

  it('notices when the row stands at an earlier version', () => {
    expect(check(accepted, changed('offers', 1, { version: 1 })).lostAcknowledged).to.equal(1);
  });

  it('notices when a refusal left something', () => {
    const { violations } = check({ ...accepted, outcome: 'refused', acknowledged: null });
    expect(violations.map(({ invariant }) => invariant)).to.deep.equal(['I18']);
  });

  it('takes an unknown one either way', () => {
    const unknown: Attempt = { ...accepted, outcome: 'unknown', acknowledged: null };
    expect(check(unknown).violations).to.deep.equal([]);
    expect(check(unknown, without('audit', 6)).violations).to.deep.equal([]);
  });

  it('notices half of an unknown one, and twice of a done one', () => {
    expect(
      check({ ...accepted, outcome: 'unknown', recordRows: 2, acknowledged: null }).violations,
    ).to.have.length(1);
    const twice = { ...soundWorld(), audit: [...soundWorld().audit, soundWorld().audit[6]!] };
    expect(check(accepted, twice).violations.map(({ invariant }) => invariant)).to.deep.equal(['I18']);
  });

  it('takes what an acceptance ended besides as no second time, superseded or out of time', () => {
    for (const action of ['placements.offer-superseded', 'placements.offer-expired']) {
      const besides = { ...soundWorld().audit[6]!, action, subjectId: 'another-offer' };
      const facts = { ...soundWorld(), audit: [...soundWorld().audit, besides] };
      expect(check(accepted, facts).violations, action).to.deep.equal([]);
    }
  });

  it('notices what nobody asked for', () => {
    const { violations } = checkHistory([], soundWorld(), (requestId) => requestId === 'request-offer-b-2');
    expect(violations.map(({ invariant }) => invariant)).to.deep.equal(['I18']);
  });
});
