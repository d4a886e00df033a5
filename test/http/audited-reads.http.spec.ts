import { expect } from 'chai';

import { placementPolicy } from '../../config/placement-policy.js';
import { createRoutes } from '../../src/composition/api.js';
import { createModules } from '../../src/composition/modules.js';
import { createPages } from '../../src/composition/pages.js';
import { done } from '../../src/kernel/outcome.js';
import { permissions, type Permission } from '../../src/kernel/permissions.js';
import type { AuditedRead } from '../../src/platform/http/audited-read.js';
import { mondayMorning } from '../support/adjustable-clock.js';
import { unknownId } from '../support/example-of.js';
import { startService, type RunningService } from '../support/running-service.js';
import { actorOf, memberOf, world, type MemberEmail } from '../support/small-world.js';

interface AccessRow {
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly read_on: string;
  readonly member_id: string;
  readonly door: string;
  readonly member_role: string;
  readonly at: Date;
  readonly request_id: string;
}

const askers: readonly MemberEmail[] = [
  'coordinator@glasgow.example',
  'approver@glasgow.example',
  'manager@larch.example',
  'administrator@national.example',
  'governance@national.example',
];

/** The first of these members who may use a permission. */
const whoMay = (permission: Permission): MemberEmail => {
  const found = askers.find((email) => memberOf(email).role in permissions[permission]);
  if (found === undefined) throw new Error(`None of the askers may ${permission}.`);
  return found;
};

describe('the record of readings', function () {
  this.timeout(120_000);
  let service: RunningService;
  let things: Readonly<Record<string, string>>;
  const modules = createModules();
  const { pages } = createPages(modules);
  const routes = createRoutes(modules).filter(({ method }) => method === 'get');

  // The table refuses to be emptied, so each look is at what was added since the last.
  let seen: readonly AccessRow[] = [];
  const all = (): Promise<AccessRow[]> => service.dataSource.query('SELECT * FROM person_access');
  const keyOf = ({ subject_kind, subject_id, read_on, member_id, door }: AccessRow): string =>
    [subject_kind, subject_id, read_on, member_id, door].join(' ');
  const added = async (): Promise<readonly AccessRow[]> => {
    const known = new Set(seen.map(keyOf));
    seen = await all();
    return seen.filter((row) => !known.has(keyOf(row)));
  };
  const filled = (path: string): string =>
    path.replace(/\{(\w+)\}|:(\w+)/g, (_whole, a?: string, b?: string) => things[a ?? b ?? ''] ?? unknownId);
  /** What some doors must be asked with, by how their address ends. */
  const questions: Readonly<Record<string, string>> = {
    eligibility: `?projectId=${world.projects.larchHouse.id}`,
    offer: `?bedId=${world.beds.plain}&arrivesOn=2026-12-01&departsOn=2026-12-08`,
    'repair-preview': '?kind=arrival_undone',
    'onward-places': '?movesOn=2026-11-30&departsOn=2026-12-14',
    'dates-preview': '?arrivesOn=2026-11-23&departsOn=2027-02-01',
  };

  before(async () => {
    service = await startService();
    const { referralId } = await service.aReadyReferral();
    const { offerId } = await service.anOffer({ bed: 'male', referral: await service.aReadyReferral() });
    const { placementId } = await service.aResident({ referral: await service.aReadyReferral() });
    // A provider has a timeline of whom it was asked about.
    const asked = await (
      await service.as('coordinator')
    ).post(`/api/referrals/${referralId}/suitability-requests`, { projectId: world.projects.larchHouse.id });
    expect(asked.status, asked.text).to.equal(201);
    const { memberId, home } = actorOf('coordinator');
    const { draftId } = await service.act('coordinator', (tx) =>
      service.modules.referrals.keepDraft(tx, home, {
        ...{ memberId, today: service.today, typed: { givenName: 'Mairi' }, draft: null },
      }),
    );
    const { runId } = await service.act('administrator', async (tx) =>
      done(await service.modules.matching.rematch(tx, 'test')),
    );
    const { version: _version, ...policy } = placementPolicy.matching;
    const looked = await (
      await service.as('administrator')
    ).post('/api/matching/policy-changes', {
      policy: { ...policy, assignment: 'in-order' },
      ...{ startsOn: service.today, reason: 'Looked at' },
    });
    expect(looked.status, looked.text).to.equal(201);
    await service.runWorkerOnce();
    things = {
      referralId,
      offerId,
      placementId,
      draftId,
      runId,
      changeId: looked.body.changeId,
      month: '2026-10',
      measureId: 'placements-started',
    };
  });
  after(() => service.stop());
  beforeEach(async () => {
    service.clock.set(mondayMorning);
    seen = await all();
  });

  const doors: readonly {
    readonly name: string;
    readonly path: string;
    readonly isPage: boolean;
    readonly permission: Permission;
    readonly auditedRead: AuditedRead;
  }[] = [
    ...routes.map((route) => ({ ...route, name: route.operationId, isPage: false })),
    ...pages.map((page) => ({ ...page, name: page.path, isPage: true })),
  ].flatMap(({ name, path, isPage, permission, auditedRead }) =>
    auditedRead === undefined ? [] : [{ name, path, isPage, permission, auditedRead }],
  );

  it('has doors to watch', () => {
    expect(doors.length).to.be.greaterThan(8);
  });

  for (const { name, path, isPage, permission, auditedRead } of doors) {
    it(`says who was seen at ${name}, by whom, when and in which request, once a day`, async () => {
      const email = whoMay(permission);
      const member = memberOf(email);
      const caller = await service.as(email);
      const address = `${filled(path)}${questions[path.split('/').at(-1) ?? ''] ?? ''}`;
      const read = async (): Promise<string> => {
        const reply = isPage ? await caller.page.get(address) : await caller.get(address);
        expect(reply.status, `${email} at ${address}`).to.equal(200);
        return reply.headers.get('x-request-id') ?? '';
      };
      const requestId = await read();
      const rows = await added();
      const owner = member.partnershipId ?? member.providerId ?? 'national';
      expect(rows).to.deep.equal([
        {
          ...('list' in auditedRead
            ? { subject_kind: auditedRead.list, subject_id: owner }
            : { subject_kind: auditedRead.subject, subject_id: things[auditedRead.param] }),
          read_on: '2026-11-23',
          member_id: member.memberId,
          door: name,
          member_role: member.role,
          at: mondayMorning,
          request_id: requestId,
        },
      ]);

      service.clock.advance({ minutes: 20 });
      await read();
      expect(await added(), 'a second reading of the day adds nothing').to.deep.equal([]);
    });
  }

  it('begins a new day at midnight in Scotland, and keeps members apart', async () => {
    const path = `/api/referrals/${things['referralId']}`;
    const at = async (instant: string, email: MemberEmail): Promise<void> => {
      service.clock.set(new Date(instant));
      const reply = await (await service.as(email)).get(path);
      expect(reply.status).to.equal(200);
    };
    await at('2027-07-01T22:59:00Z', 'coordinator@glasgow.example');
    await at('2027-07-01T23:01:00Z', 'coordinator@glasgow.example');
    await at('2027-07-01T23:02:00Z', 'approver@glasgow.example');
    expect((await added()).map(({ read_on, member_role }) => [read_on, member_role])).to.have.deep.members([
      ['2027-07-01', 'coordinator'],
      ['2027-07-02', 'coordinator'],
      ['2027-07-02', 'approver'],
    ]);
  });

  it('has no row where nobody was shown: refused, another’s, not there, nobody’s data', async () => {
    service.clock.advance({ days: 40 });
    const planner = await service.as('planner@national.example');
    const other = await service.as('coordinator@highland.example');
    const own = await service.as('coordinator@glasgow.example');
    const path = `/referrals/${things['referralId']}`;
    expect((await service.nobody.page.get(path)).status).to.equal(303);
    expect((await planner.page.get(path)).status).to.equal(403);
    expect((await other.page.get(path)).status).to.equal(404);
    expect((await other.get(`/api${path}`)).status).to.equal(404);
    expect((await own.page.get(`/referrals/${unknownId}`)).status).to.equal(404);
    expect((await own.page.get('/board')).status).to.equal(200);
    expect((await own.get('/api/projects')).status).to.equal(200);
    expect(await added()).to.deep.equal([]);
  });

  it('has a row when a form that is refused shows its page again', async () => {
    service.clock.advance({ days: 41 });
    const caller = await service.as('coordinator@glasgow.example');
    const path = `/referrals/${things['referralId']}/assessment`;
    const reply = await caller.page.post(path, { version: '1' });
    expect(reply.status).to.equal(400);
    const rows = await added();
    expect(rows.map(({ subject_kind, subject_id, door }) => [subject_kind, subject_id, door])).to.deep.equal([
      ['referral', things['referralId'], '/referrals/:referralId/assessment'],
    ]);
  });

  it('shows nothing that it cannot record', async () => {
    service.clock.advance({ days: 42 });
    const caller = await service.as('coordinator@glasgow.example');
    await service.dataSource.query(
      `CREATE TRIGGER person_access_full BEFORE INSERT ON person_access
         FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'full'`,
    );
    try {
      const page = await caller.page.get(`/referrals/${things['referralId']}`);
      const reply = await caller.get(`/api/referrals/${things['referralId']}`);
      for (const { status, text } of [{ ...page, text: page.html }, reply]) {
        expect(status).to.equal(500);
        expect(text).to.not.contain('Macandrew').and.to.not.contain('Aonghas');
      }
      expect((await caller.get('/api/projects')).status, 'what shows nobody goes on').to.equal(200);
    } finally {
      await service.dataSource.query('DROP TRIGGER person_access_full');
    }
  });

  it('does not make open pages read again: reading is no change', async () => {
    service.clock.advance({ days: 43 });
    const latest = async (): Promise<unknown> => service.dataSource.query('SELECT MAX(id) AS id FROM audit');
    const before = await latest();
    const caller = await service.as('coordinator@glasgow.example');
    await caller.page.get('/waiting-list');
    expect(await added()).to.have.length(1);
    expect(await latest()).to.deep.equal(before);
  });

  it('is read once by many at the same moment', async () => {
    service.clock.advance({ days: 44 });
    const caller = await service.as('coordinator@glasgow.example');
    const path = `/api/referrals/${things['referralId']}`;
    const replies = await Promise.all(Array.from({ length: 12 }, () => caller.get(path)));
    expect(new Set(replies.map(({ status }) => status))).to.deep.equal(new Set([200]));
    expect(await added()).to.have.length(1);
  });

  it('is never changed and never shortened', async () => {
    for (const statement of [`UPDATE person_access SET door = 'other'`, 'DELETE FROM person_access']) {
      const fault: unknown = await service.dataSource.query(statement).then(
        () => null,
        (found: unknown) => found,
      );
      expect(String(fault), statement).to.contain('never');
    }
  });
});
