import { expect } from 'chai';
import fc from 'fast-check';

import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import { groupedTasks } from '../../../../src/modules/tasks/application/task-groups.js';
import type { HeldTask } from '../../../../src/modules/tasks/application/read-tasks.js';
import { tasksOf } from '../../../../src/modules/tasks/domain/task.js';

const today = isoDate('2026-11-23');

/** Things owed to people who leave: whom, and in how many days from today each is due. */
const owedTasks = (owed: readonly { readonly who: string; readonly days: number }[]): readonly HeldTask[] =>
  tasksOf(
    {
      ...{
        waiting: [],
        funding: [],
        offers: [],
        unreached: [],
        stays: [],
        projects: [],
        ruleChanges: [],
        undescribed: [],
        bedChanges: [],
        overrides: [],
        repairs: [],
        abandoned: [],
        alerts: [],
      },
      ...{ questions: [], transfers: [], moves: [] },
      owed: owed.map(({ who, days }, index) => ({
        ...{ clientId: who, reference: `RP-${who}`, placementId: who, placeName: 'Larch House' },
        ...{ safetyKey: `thing_${index}`, text: `Thing ${index}`, isUnplanned: false },
        ...{ dueOn: addNights(today, days), isOverdue: days < 0 },
      })),
    },
    { now: new Date('2026-11-23T10:00:00Z'), today },
    { side: 'provider', bands: ['emergency', 'urgent', 'soon', 'routine'] },
  ).map((task) => ({ ...task, holder: null, heldVersion: 0 }));

const shown = (tasks: readonly HeldTask[]) =>
  groupedTasks(tasks).map((group) =>
    group.tasks.map(({ person, due }) => `${person?.reference ?? ''} ${due?.kind === 'on' ? due.on : ''}`),
  );

describe('safety tasks of one person', () => {
  it('stand together where the first of them is due, in the order in which they are due', () => {
    expect(
      shown(
        owedTasks([
          { who: 'a', days: 3 },
          { who: 'b', days: 1 },
          { who: 'a', days: 0 },
        ]),
      ),
    ).to.deep.equal([['RP-a 2026-11-23', 'RP-a 2026-11-26'], ['RP-b 2026-11-24']]);
  });

  it('stand apart from those that are overdue, which come first', () => {
    expect(
      shown(
        owedTasks([
          { who: 'a', days: 2 },
          { who: 'a', days: -1 },
          { who: 'b', days: -1 },
          { who: 'a', days: -3 },
        ]),
      ),
    ).to.deep.equal([['RP-a 2026-11-20', 'RP-a 2026-11-22'], ['RP-b 2026-11-22'], ['RP-a 2026-11-25']]);
  });

  it('are all there, once each, and no overdue one after one that is in time', () => {
    const some = fc.array(
      fc.record({ who: fc.constantFrom('a', 'b', 'c'), days: fc.integer({ min: -9, max: 9 }) }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(some, (owed) => {
        const tasks = owedTasks(owed);
        const together = groupedTasks(tasks).flatMap((group) => group.tasks);
        expect(together.map(({ key }) => key).sort()).to.deep.equal(tasks.map(({ key }) => key).sort());
        const late = together.map(({ isOverdue }) => isOverdue);
        expect(late).to.deep.equal(late.toSorted((a, b) => Number(b) - Number(a)));
        const marks = groupedTasks(tasks).map(({ mark }) => mark);
        expect(marks).to.deep.equal(marks.toSorted());
      }),
      { seed: 1520 },
    );
  });
});
