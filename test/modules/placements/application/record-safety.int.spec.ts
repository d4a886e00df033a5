import { expect } from 'chai';

import type { Outcome, Refusal } from '../../../../src/kernel/outcome.js';
import type { Plain } from '../../../../src/kernel/unit-of-work.js';
import type { RecordSafety } from '../../../../src/modules/placements/application/record-safety.js';
import type { EndReason } from '../../../../src/modules/placements/domain/placement.js';
import { startService, type MadePlacement, type RunningService } from '../../../support/running-service.js';
import { actorOf, type MemberEmail } from '../../../support/small-world.js';

describe('what is recorded for somebody who leaves', () => {
  let service: RunningService;

  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  const leave = async (
    { placementId, version }: MadePlacement,
    kind: 'planned' | 'unplanned' = 'unplanned',
    reason: EndReason = 'dropped_out',
  ): Promise<void> => {
    const { memberId, home } = actorOf('manager@larch.example');
    await service.act('manager@larch.example', (tx) =>
      service.modules.placements.discharge(tx, home, {
        ...{ placementId, memberId, expectedVersion: version },
        ...{ endedOn: service.today, kind, reason },
      }),
    );
  };
  const aLeaver = async (kind?: 'planned' | 'unplanned', reason?: EndReason): Promise<MadePlacement> => {
    const resident = await service.aResident({ bed: 'plain' });
    await leave(resident, kind, reason);
    return resident;
  };
  const attempt = (
    who: MemberEmail,
    placementId: string,
    given: Partial<RecordSafety>,
  ): Promise<Outcome<Plain, Refusal>> => {
    const actor = actorOf(who);
    return service.uow.run({ actor, requestId: 'test-safety' }, (tx) =>
      service.modules.leaving.recordSafety(tx, actor.home, {
        ...{ memberId: actor.memberId, placementId, subject: 'next_address', weeks: null },
        ...{ outcome: 'own_home', happenedOn: service.today, note: null, correctsId: null },
        ...{ naloxone: null, measured: null },
        ...given,
      }),
    );
  };
  const codeOf = (outcome: Outcome<Plain, Refusal>): string =>
    outcome.ok ? 'recorded' : outcome.refusal.code;
  const idOf = (outcome: Outcome<Plain, Refusal>): string => {
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return (outcome.value as { recordId: string }).recordId;
  };
  const rowsOf = (placementId: string): Promise<{ subject: string; outcome: string; id: string }[]> =>
    service.dataSource.query(
      'SELECT id, subject, outcome, kits, is_trained, satisfaction, score FROM safety_record WHERE placement_id = ? ORDER BY id',
      [placementId],
    );
  const standing = async (placementId: string): Promise<Readonly<Record<string, string>>> => {
    const caller = await service.as('coordinator@glasgow.example');
    const { body } = await caller.get(`/api/placements/${placementId}/safety`);
    return Object.fromEntries(
      body.tasks.map(({ task, status }: { task: string; status: string }) => [task, status]),
    );
  };

  it('is kept with kits and training as plain columns, and told in the record without the note', async () => {
    const { placementId } = await aLeaver();
    const recorded = await attempt('manager@larch.example', placementId, {
      ...{ subject: 'naloxone_at_discharge', outcome: 'accepted', note: 'Lives alone' },
      naloxone: { kits: 2, isTrained: true },
    });
    const [row] = await rowsOf(placementId);
    expect(row).to.include({ subject: 'naloxone_at_discharge', outcome: 'accepted', kits: 2, is_trained: 1 });
    const [audit] = await service.dataSource.query(
      'SELECT action, after_json FROM audit WHERE subject_id = ?',
      [idOf(recorded)],
    );
    expect(audit.action).to.equal('placements.safety-recorded');
    expect(JSON.stringify(audit.after_json)).to.not.contain('Lives alone');
  });

  it('stands once when two answer at the same moment; the other is told', async () => {
    const { placementId } = await aLeaver();
    const both = await Promise.all([
      attempt('manager@larch.example', placementId, { outcome: 'own_home' }),
      attempt('staff@larch.example', placementId, { outcome: 'prison' }),
    ]);
    expect(both.map(codeOf).sort()).to.deep.equal(['already-recorded', 'recorded']);
    expect(await rowsOf(placementId)).to.have.length(1);
  });

  it('is put right by one of two corrections made at the same moment, and keeps what was said before', async () => {
    const { placementId } = await aLeaver();
    const first = idOf(await attempt('manager@larch.example', placementId, {}));
    const both = await Promise.all(
      ['prison', 'hospital'].map((outcome) =>
        attempt('manager@larch.example', placementId, { outcome, correctsId: first }),
      ),
    );
    expect(both.filter(({ ok }) => ok)).to.have.length(1);
    expect(both.map(codeOf)).to.satisfy((codes: string[]) =>
      codes.some((code) => code === 'already-recorded' || code === 'nothing-to-correct'),
    );
    expect(await rowsOf(placementId)).to.have.length(2);
    expect(codeOf(await attempt('manager@larch.example', placementId, { correctsId: first }))).to.equal(
      'nothing-to-correct',
    );
  });

  it('can be taken back as entered in error and answered anew', async () => {
    const { placementId } = await aLeaver();
    const first = idOf(await attempt('manager@larch.example', placementId, {}));
    expect((await standing(placementId))['next_address']).to.equal('done');
    const wrong = { outcome: 'entered_in_error', note: 'Another person', correctsId: first };
    const second = idOf(await attempt('manager@larch.example', placementId, wrong));
    expect((await standing(placementId))['next_address']).to.equal('due');
    idOf(await attempt('manager@larch.example', placementId, { outcome: 'hospital', correctsId: second }));
    expect((await standing(placementId))['next_address']).to.equal('done');
  });

  it('is never changed and never deleted', async () => {
    for (const statement of [`UPDATE safety_record SET outcome = 'x'`, 'DELETE FROM safety_record']) {
      const fault: unknown = await service.dataSource.query(statement).then(
        () => null,
        (found: unknown) => found,
      );
      expect(String(fault), statement).to.contain('never');
    }
  });

  it('takes many tries to reach the person', async () => {
    const { placementId } = await aLeaver();
    for (const outcome of ['not_reached', 'not_reached', 'reached']) {
      const tried = await attempt('coordinator@glasgow.example', placementId, {
        subject: 'contact',
        outcome,
      });
      expect(codeOf(tried)).to.equal('recorded');
    }
    expect(await standing(placementId)).to.include({ first_contact: 'done', second_contact: 'later' });
  });

  it('when it is a death ends everything else, and is recorded of the person', async () => {
    const { placementId, offer } = await aLeaver();
    const died = await attempt('coordinator@glasgow.example', placementId, {
      ...{ subject: 'contact', outcome: 'died' },
    });
    expect(codeOf(died)).to.equal('recorded');
    const [client] = await service.dataSource.query('SELECT death_recorded_at FROM client WHERE id = ?', [
      offer.referral.clientId,
    ]);
    expect(client.death_recorded_at).to.not.equal(null);
    expect(await standing(placementId)).to.include({
      follow_up_12: 'fallen-away',
      next_address: 'fallen-away',
      dual_housing: 'due',
    });
    expect(codeOf(await attempt('manager@larch.example', placementId, {}))).to.equal('person-died');
  });

  it('concerns only whoever has to do with the placement', async () => {
    const { placementId } = await aLeaver();
    for (const stranger of ['coordinator@highland.example', 'manager@rowan.example'] as const) {
      expect(codeOf(await attempt(stranger, placementId, {})), stranger).to.equal('not-found');
    }
  });

  it('never stands in the way of a leaving: with nothing recorded the person leaves, and all of it is owed', async () => {
    const { placementId } = await aLeaver('planned', 'completed');
    const tasks = await standing(placementId);
    expect(Object.values(tasks).filter((status) => status === 'due').length).to.be.greaterThan(5);
  });

  it('links a new referral of the same person within 183 days, for their own partnership', async () => {
    const { placementId, offer } = await aLeaver('planned', 'completed');
    await service.runWorkerOnce();
    const { familyName } = offer.referral;
    const read = async (who: MemberEmail) =>
      (await (await service.as(who)).get(`/api/placements/${placementId}/safety`)).body.cameBack;
    expect(await read('coordinator@glasgow.example')).to.equal(null);
    service.clock.advance({ days: 100 });
    const again = await service.aReferral({ familyName, receivedOn: service.today });
    expect(again.clientId).to.equal(offer.referral.clientId);
    expect(await read('coordinator@glasgow.example')).to.deep.equal({
      referralId: again.referralId,
      receivedOn: service.today,
    });
    expect(await read('manager@larch.example')).to.equal(null);
  });
});
