import { createChance, type Chance } from '../../src/composition/demonstration/chance.js';
import { systemActor } from '../../src/kernel/actor.js';
import { addNights, type IsoDate } from '../../src/kernel/iso-date.js';
import { done } from '../../src/kernel/outcome.js';
import type { Tx } from '../../src/kernel/unit-of-work.js';
import { appendAudit } from '../../src/platform/db/audit-writer.js';
import { execute, placeholders, type SqlValue } from '../../src/platform/db/sql.js';
import type { AdjustableClock } from './adjustable-clock.js';
import type { TestDatabase } from './database.js';

type Row = Readonly<Record<string, SqlValue>>;

const insert = (tx: Tx, table: string, rows: readonly Row[]): Promise<number> => {
  const columns = Object.keys(rows[0] ?? {});
  return execute(
    tx,
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${placeholders(rows.length, columns.length)}`,
    rows.flatMap((row) => columns.map((column) => row[column] ?? null)),
  );
};

const routes = ['adp', 'prison_to_rehab', 'national_mission', 'ward5', 'additional_placement_fund'];
const boards = ['NHS Lothian', 'NHS Highland'];
const member = '01900000-0000-7000-8000-00000000000f';

interface Bed {
  readonly id: string;
  readonly projectId: string;
  readonly type: string;
}
interface Stay {
  readonly id: string;
  readonly referral: Referral;
  bed: Bed;
  state: 'booked' | 'admitted' | 'ended' | 'never_started';
  arrivesOn: IsoDate;
  admittedOn: IsoDate | null;
  follows: Stay | null;
}
interface Referral {
  readonly id: string;
  readonly clientId: string;
  readonly partnershipId: string;
  readonly route: string;
  isOpen: boolean;
  spell: string | null;
  decisionId: string | null;
}

/** What a step writes to the record, by which what is counted is kept. */
interface Told {
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
}

/**
 * An invented history of a small country, told step by step into a real database: each step is one transaction of the facts
 * and the record, as use cases write them, without the rules that keep people from doing odd things. So odd things happen:
 * approvals before referrals, stays that are moved, undone and put right, projects that count no longer, and some time ago did.
 */
export const tellHistory = async (database: TestDatabase, clock: AdjustableClock, seed: number) => {
  const chance: Chance = createChance(seed);
  let made = 0;
  const newId = (): string => {
    made += 1;
    return `${seed.toString(16).padStart(8, '0')}-0000-7000-8000-${made.toString(16).padStart(12, '0')}`;
  };
  const context = { actor: systemActor, requestId: 'test-history' };
  const write = async (work: (tx: Tx) => Promise<readonly Told[]>, breaksOff = false): Promise<void> => {
    const wrote = database.uow.run(context, async (tx) => {
      for (const told of await work(tx)) await appendAudit(tx, { ...told, version: null });
      if (breaksOff) throw new Error('The step broke off.');
      return done(true);
    });
    if (!breaksOff) await wrote;
    else await wrote.catch(() => undefined);
  };
  const ago = (most: number): IsoDate => addNights(clock.today, -chance.between(0, most));

  const partnerships = ['Edinburgh', 'Midlothian', 'Highland'].map((name, index) => ({
    ...{ id: newId(), name: `${name} ${seed}`, health_board: boards[Math.floor(index / 2)] ?? '' },
    health_board_code: 'S08',
  }));
  const providerId = newId();
  const projects = Array.from({ length: 4 }, (_, index) => ({
    ...{ id: newId(), provider_id: providerId, name: `Project ${index} ${seed}`, locality: 'somewhere' },
    ...{
      health_board: chance.pick(boards),
      typical_weeks: 12,
      source: 'test',
      verification: 'test',
      version: 1,
    },
  }));
  const beds: Bed[] = Array.from({ length: 14 }, () => ({
    ...{ id: newId(), projectId: chance.pick(projects).id },
    type: chance.weighted([
      ['rehab', 8],
      ['detox', 1],
      ['stabilisation', 1],
    ]),
  }));
  const begin = addNights(clock.today, -chance.between(200, 900));
  await write(async (tx) => {
    await insert(tx, 'partnership', partnerships);
    await insert(tx, 'provider', [{ id: providerId, name: `Provider ${seed}`, sector: 'third' }]);
    await insert(tx, 'project', projects);
    await insert(
      tx,
      'rehab_standing',
      projects.flatMap(({ id }, index) =>
        index === 0
          ? [
              {
                project_id: id,
                from_on: begin,
                to_on: addNights(begin, 150),
                counts_as_residential_rehab: true,
                reason: 'test',
              },
              {
                project_id: id,
                from_on: addNights(begin, 150),
                to_on: addNights(begin, 300),
                counts_as_residential_rehab: false,
                reason: 'test',
              },
              {
                project_id: id,
                from_on: addNights(begin, 300),
                to_on: null,
                counts_as_residential_rehab: true,
                reason: 'test',
              },
            ]
          : [
              {
                project_id: id,
                from_on: begin,
                to_on: null,
                counts_as_residential_rehab: true,
                reason: 'test',
              },
            ],
      ),
    );
    await insert(
      tx,
      'bed_unit',
      beds.map(({ id, projectId, type }, index) => ({
        ...{ id, project_id: projectId, label: `bed ${index}`, bed_type: type, unit_type: 'single' },
        ...{
          sex_designation: 'any',
          max_adults: 1,
          max_children: 0,
          opens_on: addNights(begin, chance.between(0, 90)),
        },
        ...{ closes_on: chance.happens(0.2) ? addNights(begin, chance.between(200, 700)) : null },
        ...{ origin: 'entered', version: 1 },
      })),
    );
    return projects.map(({ id }) => ({
      action: 'capacity.project-added',
      subjectKind: 'project',
      subjectId: id,
    }));
  });

  const clients: string[] = [];
  const referrals: Referral[] = [];
  const offers: { readonly id: string; readonly referral: Referral; readonly bed: Bed; isOpen: boolean }[] =
    [];
  const stays: Stay[] = [];
  const spellsOut: { readonly id: string; readonly bedId: string }[] = [];
  const answered = new Set<string>();

  const aboutReferral = (referral: Referral, action: string): readonly Told[] => [
    { action, subjectKind: 'referral', subjectId: referral.id },
  ];
  const aboutStay = (stay: Stay, action: string): readonly Told[] => [
    { action, subjectKind: 'placement', subjectId: stay.id },
  ];
  const taken = (): ReadonlySet<string> =>
    new Set(stays.filter(({ state }) => state === 'admitted').map(({ bed }) => bed.id));
  const lives = (clientId: string): boolean =>
    stays.some(({ state, referral }) => state === 'admitted' && referral.clientId === clientId);
  const some = <T>(from: readonly T[]): T | undefined => (from.length === 0 ? undefined : chance.pick(from));

  const insertStay = (tx: Tx, stay: Stay, offerId: string): Promise<number> =>
    insert(tx, 'placement', [
      {
        ...{
          id: stay.id,
          offer_id: offerId,
          referral_id: stay.referral.id,
          client_id: stay.referral.clientId,
        },
        ...{
          partnership_id: stay.referral.partnershipId,
          bed_id: stay.bed.id,
          project_id: stay.bed.projectId,
        },
        ...{
          provider_id: providerId,
          route: stay.referral.route,
          funding_decision_id: stay.referral.decisionId ?? member,
        },
        ...{ arrives_on: stay.arrivesOn, departs_on: addNights(stay.arrivesOn, 84), state: stay.state },
        ...{ admitted_on: stay.admittedOn, follows_placement_id: stay.follows?.id ?? null, version: 1 },
      },
    ]);

  /** Each kind of step: null where there is nothing it could be done to. */
  const kinds: readonly (readonly [number, () => ((tx: Tx) => Promise<readonly Told[]>) | null])[] = [
    [
      10,
      () => {
        const known = clients.filter(
          (id) => !referrals.some(({ clientId, isOpen }) => clientId === id && isOpen),
        );
        const clientId = chance.happens(0.4) ? some(known) : undefined;
        const partnershipId = chance.pick(partnerships).id;
        const referral: Referral = {
          ...{ id: newId(), clientId: clientId ?? newId(), partnershipId, route: chance.pick(routes) },
          ...{ isOpen: true, spell: null, decisionId: null },
        };
        const receivedOn = ago(60);
        return async (tx) => {
          if (clientId === undefined) {
            await insert(tx, 'client', [
              {
                ...{
                  id: referral.clientId,
                  reference: `T${seed % 1000}-${made}`,
                  sex: chance.pick(['female', 'male']),
                },
                ...{
                  born_on: addNights(clock.today, -chance.between(7000, 22_000)),
                  partnership_id: partnershipId,
                  version: 1,
                },
              },
            ]);
            clients.push(referral.clientId);
          }
          await insert(tx, 'referral', [
            {
              ...{
                id: referral.id,
                client_id: referral.clientId,
                partnership_id: partnershipId,
                source: 'self',
              },
              ...{ route: referral.route, received_on: receivedOn, reason: 'test' },
              ...{ substance: chance.pick(['alcohol', 'drug', 'co_dependency']), urgency_band: 'soon' },
              ...{ urgency_reason: 'test', urgency_set_by: member, urgency_set_at: clock.now() },
              ...{
                needs_step_free: false,
                needs_wet_room: false,
                adults: 1,
                children: 0,
                detox_need: 'none',
              },
              ...{ prefers_area: 'near', prefers_mix: 'mixed', planned_weeks: 12, state: 'open', version: 1 },
            },
          ]);
          referrals.push(referral);
          return aboutReferral(referral, 'referrals.referral-recorded');
        };
      },
    ],
    [
      8,
      () => {
        const referral = some(referrals);
        if (referral === undefined) return null;
        return async (tx) => {
          await insert(tx, 'assessment', [
            {
              ...{
                id: newId(),
                referral_id: referral.id,
                held_on: ago(30),
                valid_until: addNights(clock.today, 90),
              },
              ...{
                outcome: 'suitable',
                recorded_by: member,
                kind: chance.pick(['partnership', 'partnership', 'medical']),
              },
            },
          ]);
          return aboutReferral(referral, 'referrals.assessment-recorded');
        };
      },
    ],
    [
      8,
      () => {
        const referral = some(referrals);
        if (referral === undefined) return null;
        const id = newId();
        return async (tx) => {
          await insert(tx, 'funding_decision', [
            {
              ...{
                id,
                referral_id: referral.id,
                partnership_id: referral.partnershipId,
                route: chance.pick(routes),
              },
              ...{ decision: chance.pick(['approved', 'approved', 'declined']), decided_on: ago(40) },
              ...{ weeks: chance.between(1, 30), weekly_rate_pence: chance.pick([0, 70_000, 105_050]) },
              ...{ expires_on: addNights(clock.today, 180), decided_by: member },
            },
          ]);
          referral.decisionId = id;
          return [{ action: 'funding.funding-decided', subjectKind: 'funding_decision', subjectId: id }];
        };
      },
    ],
    [
      9,
      () => {
        const referral = some(
          referrals.filter(
            (one) =>
              one.isOpen && !offers.some((offer) => offer.referral.clientId === one.clientId && offer.isOpen),
          ),
        );
        if (referral === undefined) return null;
        const offer = { id: newId(), referral, bed: chance.pick(beds), isOpen: true };
        return async (tx) => {
          await insert(tx, 'offer', [
            {
              ...{
                id: offer.id,
                referral_id: referral.id,
                client_id: referral.clientId,
                bed_id: offer.bed.id,
              },
              ...{
                partnership_id: referral.partnershipId,
                project_id: offer.bed.projectId,
                provider_id: providerId,
              },
              ...{
                funding_decision_id: member,
                arrives_on: clock.today,
                departs_on: addNights(clock.today, 84),
              },
              ...{
                cost_pence: 0,
                state: 'offered',
                made_at: clock.now(),
                made_by: member,
                expires_at: clock.now(),
              },
              ...{ decision: '{}', version: 1 },
            },
          ]);
          offers.push(offer);
          return [{ action: 'placements.offer-made', subjectKind: 'offer', subjectId: offer.id }];
        };
      },
    ],
    [
      9,
      () => {
        const offer = some(offers.filter(({ isOpen }) => isOpen));
        if (offer === undefined) return null;
        const state = chance.pick(['accepted', 'accepted', 'accepted', 'declined', 'expired']);
        return async (tx) => {
          await execute(tx, 'UPDATE offer SET state = ?, resolved_at = ?, refused_by = ? WHERE id = ?', [
            ...[
              state,
              clock.now(),
              state === 'declined' ? chance.pick(['person', 'provider', 'funder']) : null,
            ],
            offer.id,
          ]);
          offer.isOpen = false;
          const told = [{ action: `placements.offer-${state}`, subjectKind: 'offer', subjectId: offer.id }];
          if (state !== 'accepted') return told;
          const stay: Stay = {
            ...{ id: newId(), referral: offer.referral, bed: offer.bed, state: 'booked', admittedOn: null },
            ...{ arrivesOn: ago(10), follows: null },
          };
          await insertStay(tx, stay, offer.id);
          stays.push(stay);
          return [...told, ...aboutStay(stay, 'placements.offer-accepted')];
        };
      },
    ],
    [
      8,
      () => {
        const stay = some(
          stays.filter(
            ({ state, bed, referral }) =>
              state === 'booked' && !taken().has(bed.id) && !lives(referral.clientId),
          ),
        );
        if (stay === undefined) return null;
        const state = chance.pick(['admitted', 'admitted', 'admitted', 'never_started'] as const);
        return async (tx) => {
          stay.state = state;
          stay.admittedOn = state === 'admitted' ? stay.arrivesOn : null;
          await execute(tx, 'UPDATE placement SET state = ?, admitted_on = ?, end_reason = ? WHERE id = ?', [
            ...[state, stay.admittedOn, state === 'admitted' ? null : 'travel', stay.id],
          ]);
          return aboutStay(stay, 'placements.person-admitted');
        };
      },
    ],
    [
      6,
      () => {
        const stay = some(stays.filter(({ state }) => state === 'admitted'));
        if (stay?.admittedOn == null) return null;
        const leftOn = clock.today < stay.admittedOn ? stay.admittedOn : clock.today;
        return async (tx) => {
          stay.state = 'ended';
          const endKind = chance.pick(['planned', 'unplanned']);
          await execute(
            tx,
            `UPDATE placement SET state = 'ended', ended_on = ?, end_kind = ?, end_reason = ? WHERE id = ?`,
            [
              leftOn,
              endKind,
              endKind === 'planned' ? 'completed' : chance.pick(['died', 'dropped_out']),
              stay.id,
            ],
          );
          return aboutStay(stay, 'placements.person-discharged');
        };
      },
    ],
    [
      2,
      () => {
        // Goes on with another provider: the stay does not end, and nothing begins anew.
        const stay = some(
          stays.filter((one) => one.state === 'admitted' && !stays.some(({ follows }) => follows === one)),
        );
        const bed = some(beds.filter(({ id }) => !taken().has(id)));
        if (stay?.admittedOn == null || bed === undefined) return null;
        const movesOn = clock.today <= stay.admittedOn ? addNights(stay.admittedOn, 1) : clock.today;
        return async (tx) => {
          const next: Stay = {
            ...{ id: newId(), referral: stay.referral, bed, state: 'admitted', follows: stay },
            ...{ arrivesOn: movesOn, admittedOn: movesOn },
          };
          await execute(
            tx,
            `UPDATE placement SET state = 'ended', ended_on = ?, end_kind = 'planned', end_reason = 'transferred' WHERE id = ?`,
            [movesOn, stay.id],
          );
          stay.state = 'ended';
          await insertStay(tx, next, newId());
          stays.push(next);
          return aboutStay(next, 'placements.provider-move-accepted');
        };
      },
    ],
    [
      3,
      () => {
        const referral = some(referrals.filter(({ isOpen }) => isOpen));
        if (referral === undefined) return null;
        return async (tx) => {
          referral.isOpen = false;
          await execute(tx, `UPDATE referral SET state = 'closed', closed_reason = ? WHERE id = ?`, [
            ...[chance.pick(['placed', 'person_declined', 'recorded_by_mistake']), referral.id],
          ]);
          return aboutReferral(referral, 'referrals.referral-closed');
        };
      },
    ],
    [
      4,
      () => {
        const referral = some(referrals);
        if (referral === undefined) return null;
        return async (tx) => {
          if (referral.spell !== null) {
            await execute(tx, 'UPDATE unavailability_spell SET to_on = ? WHERE id = ?', [
              clock.today,
              referral.spell,
            ]);
          } else {
            referral.spell = newId();
            await insert(tx, 'unavailability_spell', [
              {
                id: referral.spell,
                referral_id: referral.id,
                from_on: clock.today,
                to_on: null,
                reason: 'unwell',
                recorded_by: member,
              },
            ]);
          }
          return aboutReferral(referral, 'referrals.unavailability-recorded');
        };
      },
    ],
    [
      3,
      () => {
        const stay = some(stays.filter(({ admittedOn }) => admittedOn !== null));
        if (stay?.admittedOn == null) return null;
        const arrived = addNights(stay.admittedOn, -chance.between(0, 5));
        return async (tx) => {
          stay.admittedOn = arrived;
          await execute(tx, 'UPDATE placement SET admitted_on = ? WHERE id = ?', [arrived, stay.id]);
          return aboutStay(stay, 'placements.arrival-corrected');
        };
      },
    ],
    [
      3,
      () => {
        const clientId = some(clients);
        if (clientId === undefined) return null;
        return async (tx) => {
          await execute(tx, 'UPDATE client SET sex = ?, born_on = ? WHERE id = ?', [
            ...[
              chance.pick(['female', 'male', 'not_known']),
              addNights(clock.today, -chance.between(7000, 22_000)),
              clientId,
            ],
          ]);
          return [{ action: 'referrals.client-corrected', subjectKind: 'client', subjectId: clientId }];
        };
      },
    ],
    [
      3,
      () => {
        const referral = some(referrals);
        if (referral === undefined) return null;
        return async (tx) => {
          await execute(tx, 'UPDATE referral SET received_on = ?, substance = ? WHERE id = ?', [
            ...[ago(90), chance.pick(['alcohol', 'drug', 'co_dependency']), referral.id],
          ]);
          return aboutReferral(referral, 'referrals.referral-corrected');
        };
      },
    ],
    [
      1,
      () => {
        const { id } = chance.pick(projects);
        return async (tx) => {
          // As a correction of the past: nothing of what stood before holds.
          await execute(tx, 'DELETE FROM rehab_standing WHERE project_id = ?', [id]);
          const ends = addNights(begin, chance.between(30, 600));
          await insert(tx, 'rehab_standing', [
            {
              project_id: id,
              from_on: begin,
              to_on: ends,
              counts_as_residential_rehab: chance.happens(0.7),
              reason: 'test',
            },
            {
              project_id: id,
              from_on: ends,
              to_on: null,
              counts_as_residential_rehab: chance.happens(0.7),
              reason: 'test',
            },
          ]);
          return [{ action: 'capacity.rehab-standing-corrected', subjectKind: 'project', subjectId: id }];
        };
      },
    ],
    [
      2,
      () => {
        const bed = chance.pick(beds);
        const id = newId();
        if (spellsOut.some(({ bedId }) => bedId === bed.id)) return null;
        return async (tx) => {
          const from = addNights(begin, chance.between(10, 500));
          await insert(tx, 'out_of_service', [
            {
              id,
              bed_id: bed.id,
              from_on: from,
              to_on: addNights(from, chance.between(1, 40)),
              reason: 'repair',
              state: 'planned',
              version: 1,
            },
          ]);
          spellsOut.push({ id, bedId: bed.id });
          return [
            { action: 'capacity.bed-marked-out-of-service', subjectKind: 'out_of_service', subjectId: id },
          ];
        };
      },
    ],
    [
      1,
      () => {
        const spell = some(spellsOut);
        if (spell === undefined) return null;
        return async (tx) => {
          await execute(tx, `UPDATE out_of_service SET state = 'cancelled' WHERE id = ?`, [spell.id]);
          return [
            {
              action: 'capacity.out-of-service-cancelled',
              subjectKind: 'out_of_service',
              subjectId: spell.id,
            },
          ];
        };
      },
    ],
    [
      1,
      () => {
        const bed = chance.pick(beds);
        return async (tx) => {
          await execute(tx, 'UPDATE bed_unit SET closes_on = ? WHERE id = ?', [
            chance.happens(0.5) ? addNights(clock.today, chance.between(-30, 30)) : null,
            bed.id,
          ]);
          return [{ action: 'capacity.bed-changed', subjectKind: 'bed_unit', subjectId: bed.id }];
        };
      },
    ],
    [
      5,
      () => {
        const stay = some(stays.filter(({ state }) => state === 'ended'));
        if (stay === undefined) return null;
        const subject = chance.pick(['naloxone_at_discharge', 'leaving_outcome', 'contact']);
        if (answered.has(stay.id + subject)) return null;
        answered.add(stay.id + subject);
        return async (tx) => {
          const id = newId();
          await insert(tx, 'safety_record', [
            {
              ...{
                id,
                placement_id: stay.id,
                subject,
                happened_on: ago(20),
                recorded_by: member,
                recorded_at: clock.now(),
              },
              outcome:
                subject === 'leaving_outcome' ? 'taken' : chance.pick(['accepted', 'has_kit', 'declined']),
              satisfaction: subject === 'leaving_outcome' ? chance.between(5, 10) : null,
            },
          ]);
          if (chance.happens(0.3)) {
            await insert(tx, 'safety_record', [
              {
                ...{
                  id: newId(),
                  placement_id: stay.id,
                  subject,
                  happened_on: ago(20),
                  recorded_by: member,
                  corrects_id: id,
                },
                ...{ recorded_at: clock.now(), outcome: chance.pick(['entered_in_error', 'accepted']) },
                satisfaction: subject === 'leaving_outcome' ? chance.between(5, 10) : null,
              },
            ]);
          }
          return [{ action: 'placements.safety-recorded', subjectKind: 'safety_record', subjectId: id }];
        };
      },
    ],
    [
      3,
      () => async (tx) => {
        const id = newId();
        await insert(tx, 'availability_report', [
          {
            ...{
              id,
              project_id: chance.pick(projects).id,
              reported_at: clock.now(),
              reported_by: member,
              maximum: 4,
            },
            ...{ staffed: 4, occupied: 1, reserved: 0, accepting: 3, is_no_change: false },
          },
        ]);
        return [
          { action: 'capacity.availability-reported', subjectKind: 'availability_report', subjectId: id },
        ];
      },
    ],
  ];
  const weights = kinds.map(([weight, step]) => [step, weight] as const);

  return {
    /** The day before which nothing was recorded. */
    begin,
    /** Tells so many more steps, some of which break off and leave nothing; time passes between them. */
    async tell(steps: number): Promise<void> {
      for (let step = 0; step < steps; step += 1) {
        clock.advance({ hours: chance.between(1, 60), seconds: chance.between(1, 3_000) });
        const work = chance.weighted(weights)();
        if (work === null) continue;
        if (chance.happens(0.05)) await write(async (tx) => [...(await correctsAnyone(tx))], true);
        await write(work);
      }
    },
  };

  /** A change that will break off: were any of it kept, the two ways of counting would differ. */
  async function correctsAnyone(tx: Tx): Promise<readonly Told[]> {
    const referral = some(referrals);
    if (referral === undefined) return [];
    await execute(tx, 'UPDATE referral SET received_on = ? WHERE id = ?', [ago(200), referral.id]);
    return aboutReferral(referral, 'referrals.referral-corrected');
  }
};
