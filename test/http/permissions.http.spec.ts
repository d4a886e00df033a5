import { expect } from 'chai';

import { placementPolicy } from '../../config/placement-policy.js';
import { createRoutes } from '../../src/composition/api.js';
import { createModules } from '../../src/composition/modules.js';
import { createPages } from '../../src/composition/pages.js';
import { apiVersion } from '../../src/composition/reference-pages.js';
import { addNights } from '../../src/kernel/iso-date.js';
import { permissions, type Permission } from '../../src/kernel/permissions.js';
import { buildDocument } from '../../src/platform/openapi/build-document.js';
import type { Caller } from '../support/caller.js';
import { exampleOf, unknownId, type Schema } from '../support/example-of.js';
import {
  startService,
  type MadeOffer,
  type MadePlacement,
  type RecordedReferral,
  type RunningService,
} from '../support/running-service.js';
import { members, memberOf, world, type MemberEmail } from '../support/small-world.js';

/** Ids of one organisation's own things, by the name a path gives them. */
type Things = Readonly<Record<string, string>>;

describe('who may do what', function () {
  this.timeout(180_000);
  let service: RunningService;
  const callers = new Map<string, Caller>();
  const modules = createModules();
  const routes = createRoutes(modules);
  const { pages, forms } = createPages(modules);

  const mayUse = (email: string, permission: Permission): boolean =>
    memberOf(email as MemberEmail).role in permissions[permission];
  const unknownOf = (name: string): string =>
    name === 'runId' || name === 'figureId' ? '999999999' : name === 'month' ? '2999-12' : unknownId;
  const filled = (path: string, things: Things): string =>
    path.replace(/\{(\w+)\}|:(\w+)/g, (_whole, a?: string, b?: string) => {
      const name = a ?? b ?? '';
      return things[name] ?? unknownOf(name);
    });

  before(async () => {
    service = await startService();
    for (const { email } of members) callers.set(email, await service.as(email as MemberEmail));
  });
  after(() => service.stop());

  describe('at every route of the API', () => {
    for (const route of routes) {
      it(`${route.operationId}: ${route.permission}`, async () => {
        const path = filled(route.path, {});
        const call = (caller: Caller) => (route.method === 'get' ? caller.get(path) : caller.post(path, {}));
        expect((await call(service.nobody)).status, 'nobody').to.equal(401);
        for (const [email, caller] of callers) {
          const { status, body } = await call(caller);
          if (mayUse(email, route.permission)) expect([401, 403], email).to.not.include(status);
          else expect(`${status} ${body.type}`, email).to.equal('403 /problems/not-permitted');
        }
      });
    }
  });

  describe('at every page and form', () => {
    for (const page of pages) {
      it(`${page.path}: ${page.permission}`, async () => {
        const path = filled(page.path, {});
        const turnedAway = await service.nobody.page.get(path);
        expect([turnedAway.status, turnedAway.location]).to.deep.equal([
          303,
          `/sign-in?returnTo=${encodeURIComponent(path)}`,
        ]);
        for (const [email, caller] of callers) {
          const { status } = await caller.page.get(path);
          if (mayUse(email, page.permission)) expect(status, email).to.be.oneOf([200, 303, 400, 404]);
          else expect(status, email).to.equal(403);
        }
      });
    }

    for (const form of forms) {
      it(`sent to ${form.path}: ${form.permission}`, async () => {
        const path = filled(form.path, {});
        expect((await service.nobody.page.post(path, {})).location).to.match(/^\/sign-in/);
        for (const [email, caller] of callers) {
          const { status } = await caller.page.post(path, {});
          if (mayUse(email, form.permission)) expect(status, email).to.be.oneOf([303, 400, 404, 409]);
          else expect(status, email).to.equal(403);
        }
      });

      it(`sent to ${form.path} without the session’s token: nothing`, async () => {
        const email = [...callers.keys()].find((known) => mayUse(known, form.permission))!;
        const reply = await callers.get(email)!.page.post(filled(form.path, {}), { csrfToken: 'guessed' });
        expect(reply.status).to.equal(403);
      });
    }

    it('the queues: administrators alone', async () => {
      expect((await service.nobody.get('/admin/queues')).status).to.equal(401);
      for (const [email, caller] of callers) {
        const { status } = await caller.get('/admin/queues');
        expect(status, email).to.be.oneOf(
          memberOf(email as MemberEmail).role === 'administrator' ? [200, 301, 302] : [403],
        );
      }
    });
  });

  describe('with whose things', () => {
    let glasgow: Things;
    let highland: Things;
    let known: readonly RecordedReferral[];
    let alertId: string;
    let expansionId: string;
    let runId: string;
    let policyChangeId: string;
    let scenario: { readonly scenarioId: string; readonly scenarioRunId: string };
    let releaseId: string;

    /** What one organisation has, each of it made by its own people. */
    interface Made {
      readonly referral: RecordedReferral;
      readonly offer: MadeOffer;
      readonly placement: MadePlacement;
      readonly outOfServiceId: string;
      readonly projectId: string;
      readonly partnershipId: string;
      readonly changeId: string;
      readonly transferId: string;
      readonly repairId: string;
      readonly moveId: string;
      readonly leftMoveId: string;
      readonly requestId: string;
      readonly memberId: string;
      readonly waiting: RecordedReferral;
      readonly abandonedId: string;
      readonly choicesId: string;
      readonly bedChangeId: string;
    }
    const thingsOf = ({ referral, offer, placement, waiting, ...ids }: Made): Things => ({
      ...ids,
      // What a coordinator has to do, what a provider has, and what an administrator.
      coordinatorsTask: `record-assessment~${waiting.referralId}`,
      providersTask: `answer-offer~${offer.offerId}`,
      administratorsTask: `name-record-readers~${ids.abandonedId}~2`,
      // The page of a budget is named by its year and route too.
      ...{ year: '2026', route: 'adp' },
      month: '2026-10',
      measureId: 'placements-started',
      // Set by the first migration that has targets.
      targetId: '01930000-0001-7000-8000-000000000001',
      figureId: '1',
      referralId: referral.referralId,
      offerId: offer.offerId,
      placementId: placement.placementId,
      // National, so that they are everybody's own.
      ...{ alertId, expansionId, runId, policyChangeId, releaseId },
      ...{ ...scenario, otherId: scenario.scenarioId },
    });
    const { version: _version, ...policy } = placementPolicy.matching;
    const lookAtPolicy = async (): Promise<string> => {
      const reply = await callers
        .get('administrator@national.example')!
        .post('/api/matching/policy-changes', {
          policy: { ...policy, assignment: 'in-order' },
          ...{ startsOn: service.today, reason: 'Looked at' },
        });
      expect(reply.status, reply.text).to.equal(201);
      return reply.body.changeId;
    };
    const askForScenario = async () => {
      const planner = callers.get('planner@national.example')!;
      const kept = await planner.post('/api/scenarios', {
        ...{ name: 'Shorter stays', isShared: true },
        changes: [{ kind: 'length-of-stay', bedGroup: null, times: 0.9 }],
      });
      expect(kept.status, kept.text).to.equal(201);
      const asked = await planner.post(`/api/scenarios/${kept.body.scenarioId}/runs`, {});
      expect(asked.status, asked.text).to.equal(201);
      return asked.body;
    };
    const askForChoices = async (who: MemberEmail): Promise<string> => {
      const reply = await callers.get(who)!.post('/api/matching/choices', {
        ...{ automaticOffers: true, parallelOffers: 1, startsOn: service.today, reason: 'Asked for' },
      });
      expect(reply.status, reply.text).to.equal(201);
      return reply.body.changeId;
    };
    const close = async (who: MemberEmail, bedId: string): Promise<string> => {
      const reply = await callers.get(who)!.post('/api/out-of-service-periods', {
        ...{ bedId, reason: 'repair' },
        ...{ fromOn: addNights(service.today, 300), toOn: addNights(service.today, 302) },
      });
      expect(reply.status, reply.text).to.equal(201);
      return reply.body.outOfServiceId;
    };

    /** A change of a bed that waits for a second person. */
    const planBedChange = async (who: MemberEmail, bedId: string): Promise<string> => {
      const reply = await callers.get(who)!.page.post(`/board/bed-changes/new?bedId=${bedId}`, {
        ...{ what: 'close', reason: 'It closes' },
        ...{ 'starts-day': '23', 'starts-month': '10', 'starts-year': '2027' },
      });
      expect(reply.status, reply.html).to.equal(303);
      return reply.location?.split('/').at(-1) ?? '';
    };

    /** A rule that waits for a second manager, and turns nobody away. */
    const askForRule = async (who: MemberEmail, projectId: string): Promise<string> => {
      const reply = await callers.get(who)!.post(`/api/projects/${projectId}/admission-rule-changes`, {
        ...{ kind: 'add', startsOn: service.today, reason: 'Written down' },
        rule: {
          ...{ attribute: 'age', operator: 'at_least', value: 0 },
          ...{ stage: 'admission', effect: 'exclude', source: 'Written down' },
        },
      });
      expect(reply.status, reply.text).to.equal(201);
      return reply.body.changeId;
    };

    /** A transfer to a third partnership, so that the other one has nothing to do with it. */
    const askForTransfer = async (who: MemberEmail, { referralId }: RecordedReferral): Promise<string> => {
      const toPartnershipId = '01900000-0001-7000-8000-000000000003';
      await service.dataSource.query(
        `INSERT IGNORE INTO partnership (id, name, health_board, health_board_code) VALUES (?, 'Orkney', 'Orkney', 'S08000025')`,
        [toPartnershipId],
      );
      const reply = await callers.get(who)!.post(`/api/referrals/${referralId}/transfers`, {
        ...{ toPartnershipId, reason: 'Lives there now' },
      });
      expect(reply.status, reply.text).to.equal(201);
      return reply.body.transferId;
    };

    const proposeRepair = async ({ placementId, version }: MadePlacement): Promise<string> => {
      const reply = await callers
        .get('administrator@national.example')!
        .post(
          `/api/placements/${placementId}/repairs`,
          { kind: 'arrival_undone', reason: 'Invented' },
          { version },
        );
      expect(reply.status, reply.text).to.equal(201);
      return reply.body.repairId;
    };

    /** A move between a provider of this world and one outside it, so that the other one has nothing to do with it. */
    const proposeMove = async (
      { placementId }: MadePlacement,
      partnershipId: string,
      of: { readonly from: string; readonly to: string; readonly answer: string | null },
    ): Promise<string> => {
      const [{ id }] = await service.dataSource.query('SELECT UUID() AS id');
      await service.dataSource.query(
        `INSERT INTO provider_move (id, placement_id, partnership_id, from_provider_id, provider_id, project_id, bed_id,
           moves_on, departs_on, weekly_rate_pence, reason, proposed_by, proposed_at, answer, answered_by, version)
           SELECT ?, ?, ?, ?, ?, project_id, bed_id, ?, ?, 100000, 'Invented', ?, UTC_TIMESTAMP(6), ?,
                  IF(? IS NULL, NULL, ?), 1
             FROM placement WHERE id = ?`,
        [
          ...[id, placementId, partnershipId, of.from, of.to],
          ...[addNights(service.today, 7), addNights(service.today, 28)],
          ...[memberOf('coordinator@glasgow.example').memberId, of.answer],
          ...[of.answer, memberOf('manager@larch.example').memberId, placementId],
        ],
      );
      return id as string;
    };

    /** A release that was published, and tells of nothing. */
    const publishRelease = async (): Promise<string> => {
      const [{ id }] = await service.dataSource.query('SELECT UUID() AS id');
      await service.dataSource.query(
        `INSERT INTO published_release (id, period_kind, starts_on, ends_on, financial_year, state, version, as_at, asked_by, drafted_at,
           beside, content, decided_by, decided_at)
         VALUES (?, 'quarter', '2026-07-01', '2026-10-01', 2026, 'frozen', 1, UTC_TIMESTAMP(6), ?, UTC_TIMESTAMP(6), 0, ?, ?, UTC_TIMESTAMP(6))`,
        [
          ...[id, memberOf('planner').memberId],
          JSON.stringify({
            ...{ tablesVersion: 1, tables: [], definitions: [], names: {}, boardCodes: {}, givenAway: 0 },
          }),
          memberOf('information_governance').memberId,
        ],
      );
      return id as string;
    };

    const askForSuitability = async (
      who: MemberEmail,
      { referralId }: RecordedReferral,
      projectId: string,
    ): Promise<string> => {
      const reply = await callers
        .get(who)!
        .post(`/api/referrals/${referralId}/suitability-requests`, { projectId });
      expect(reply.status, reply.text).to.equal(201);
      return reply.body.requestId;
    };

    /** A restricted record that nobody is named for any more. */
    const abandon = async (partnership: 'glasgow' | 'highland'): Promise<string> => {
      const { referralId } = await service.aReferral({ partnership });
      await service.dataSource.query(
        `INSERT INTO client_restriction (client_id, kind, reason, restricted_by, version)
           SELECT client_id, 'other', 'Invented', id, 2 FROM referral WHERE id = ?`,
        [referralId],
      );
      const [row] = await service.dataSource.query('SELECT client_id FROM referral WHERE id = ?', [
        referralId,
      ]);
      return row.client_id as string;
    };

    before(async () => {
      await service.dataSource.query(
        `INSERT INTO published_figure (id, measure, period_label, geography_type, geography, route, figure, status, vintage,
           source) VALUES (1, 'placements_approved', 'Year', 'scotland', 'Scotland', 'all', 1, 'published', 'R1', 'Invented')`,
      );
      // Glasgow's people in Larch's beds, Highland's in Rowan's: no organisation has to do with the other two.
      const own = { partnership: 'glasgow', givenName: 'Ownname' } as const;
      const other = { partnership: 'highland', givenName: 'Canaryname' } as const;
      const ready = await service.aReadyReferral({ ...own, familyName: 'Ownfamily' });
      const offered = await service.anOffer({
        bed: 'male',
        referral: await service.aReadyReferral({ ...own, familyName: 'Ownoffered' }),
      });
      const resident = await service.aResident({
        bed: 'any',
        referral: await service.aReadyReferral({ ...own, familyName: 'Ownresident' }),
      });
      const otherReady = await service.aReadyReferral({ ...other, familyName: 'Canaryfamily' });
      const otherOffered = await service.anOffer({
        bed: 'rowan1',
        referral: await service.aReadyReferral({ ...other, familyName: 'Canaryoffered' }),
      });
      const otherResident = await service.aResident({
        bed: 'rowan2',
        referral: await service.aReadyReferral({ ...other, familyName: 'Canaryresident' }),
      });
      const waiting = await service.aReferral({ ...own, familyName: 'Ownwaiting' });
      const otherWaiting = await service.aReferral({ ...other, familyName: 'Canarywaiting' });
      await service.runWorkerOnce();
      const closed = await close('manager@larch.example', world.beds.plain);
      const otherClosed = await close('manager@rowan.example', world.beds.rowan1);
      const { partnerships, projects } = world;
      const changed = await askForRule('manager@larch.example', projects.larchHouse.id);
      const otherChanged = await askForRule('manager@rowan.example', projects.rowanBank.id);
      const published = await callers.get('administrator@national.example')!.post('/api/drug-alerts', {
        ...{ headline: 'Invented', advice: 'Carry naloxone', source: 'Invented', isNational: true },
        ...{ fromOn: service.today, untilOn: addNights(service.today, 14) },
      });
      expect(published.status, published.text).to.equal(201);
      ({ alertId } = published.body);
      const added = await callers.get('planner@national.example')!.post('/api/expansions', {
        ...{
          name: 'Invented',
          provider: 'Invented',
          kind: 'new',
          healthBoard: 'NHS Highland',
          source: 'Invented',
        },
      });
      expect(added.status, added.text).to.equal(201);
      ({ expansionId } = added.body);
      releaseId = await publishRelease();
      policyChangeId = await lookAtPolicy();
      scenario = await askForScenario();
      await service.runWorkerOnce();
      const [run] = await service.dataSource.query('SELECT MAX(id) AS id FROM match_run');
      runId = String(run.id);
      // A provider has a timeline of whom it was asked about.
      await askForSuitability('coordinator@glasgow.example', ready, projects.larchHouse.id);
      await askForSuitability('coordinator@highland.example', otherReady, projects.rowanBank.id);
      glasgow = thingsOf({
        ...{ referral: ready, offer: offered, placement: resident, waiting },
        outOfServiceId: closed,
        projectId: projects.larchHouse.id,
        partnershipId: partnerships.glasgow.id,
        changeId: changed,
        transferId: await askForTransfer('coordinator@glasgow.example', ready),
        requestId: await askForSuitability('coordinator@glasgow.example', waiting, projects.larchHouse.id),
        repairId: await proposeRepair(resident),
        moveId: await proposeMove(resident, partnerships.glasgow.id, {
          ...{ from: unknownId, to: world.providers.larch.id, answer: null },
        }),
        leftMoveId: await proposeMove(resident, partnerships.glasgow.id, {
          ...{ from: world.providers.larch.id, to: unknownId, answer: 'withdrawn' },
        }),
        memberId: memberOf('second@glasgow.example').memberId,
        abandonedId: await abandon('glasgow'),
        choicesId: await askForChoices('approver@glasgow.example'),
        bedChangeId: await planBedChange('manager@larch.example', world.beds.plain),
      });
      highland = thingsOf({
        ...{ referral: otherReady, offer: otherOffered, placement: otherResident, waiting: otherWaiting },
        outOfServiceId: otherClosed,
        projectId: projects.rowanBank.id,
        partnershipId: partnerships.highland.id,
        changeId: otherChanged,
        transferId: await askForTransfer('coordinator@highland.example', otherReady),
        requestId: await askForSuitability(
          'coordinator@highland.example',
          otherWaiting,
          projects.rowanBank.id,
        ),
        repairId: await proposeRepair(otherResident),
        moveId: await proposeMove(otherResident, partnerships.highland.id, {
          ...{ from: unknownId, to: world.providers.rowan.id, answer: null },
        }),
        leftMoveId: await proposeMove(otherResident, partnerships.highland.id, {
          ...{ from: world.providers.rowan.id, to: unknownId, answer: 'withdrawn' },
        }),
        memberId: memberOf('approver@highland.example').memberId,
        abandonedId: await abandon('highland'),
        choicesId: await askForChoices('approver@highland.example'),
        bedChangeId: await planBedChange('manager@rowan.example', world.beds.rowan2),
      });
      known = [otherReady, otherOffered.referral, otherResident.offer.referral];
    });

    const { paths } = buildDocument(routes, apiVersion) as unknown as {
      readonly paths: Readonly<
        Record<
          string,
          {
            readonly post?: {
              readonly requestBody?: {
                readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
              };
            };
          }
        >
      >;
    };
    /** Bodies that only the thing itself can refuse. */
    const bodies: Readonly<Record<string, Record<string, unknown>>> = {
      changeScenario: {
        name: 'Longer stays',
        changes: [{ kind: 'length-of-stay', bedGroup: null, times: 1.1 }],
      },
      bookDetox: { site: 'Detox unit', startsOn: '2026-11-24', endsOn: '2026-12-01' },
      declineOffer: { refusedBy: 'provider', reason: 'staffing' },
      recordOfferTry: {
        ...{ whom: 'provider', channel: 'phone', outcome: 'message_left' },
        triedAt: '2026-11-20T09:00:00.000Z',
      },
      answerSuitability: { answer: { kind: 'suitable', note: null }, referralVersion: 1 },
      reportAvailability: { figures: null, note: null },
      acknowledgeDrugAlert: { projectId: null },
      restrictRecord: { kind: 'other', reason: 'Invented', readers: [unknownId] },
      openRestrictedRecord: { reason: 'She is at the door' },
      nameRecordReaders: { readers: [unknownId] },
      explainDifference: { comparedWith: 'here', code: 'timing', words: 'Counted on another day' },
      withdrawFigure: { reason: 'Counted twice' },
    };
    /** What a reading must be asked with. */
    const questionOf: Readonly<Record<string, string>> = {
      readCalendar: '?fromOn=2026-11-23&toOn=2026-12-23',
      explainEligibility: `?projectId=${world.projects.larchHouse.id}`,
      previewStayDates: '?arrivesOn=2026-11-23&departsOn=2027-02-01',
      previewRepair: '?kind=arrival_undone',
      listOnwardPlaces: '?movesOn=2026-11-30&departsOn=2026-12-14',
      previewRuleChange: '?kind=add&attribute=age&operator=at_least&value=18&startsOn=2026-11-23',
    };
    const bodyFor = (operationId: string, path: string): unknown => {
      const schema = paths[path]?.post?.requestBody?.content['application/json']?.schema;
      return bodies[operationId] ?? (schema === undefined ? {} : exampleOf(schema));
    };

    for (const route of routes.filter(({ path }) => path.includes('{'))) {
      const reach: Readonly<Record<string, string>> = permissions[route.permission];
      it(`${route.operationId}: own, another organisation’s, and what is not there`, async () => {
        for (const [email, caller] of callers) {
          if (!mayUse(email, route.permission)) continue;
          const isGlasgows = /glasgow|larch|national/.test(email);
          const [own, others] = isGlasgows ? [glasgow, highland] : [highland, glasgow];
          const query = questionOf[route.operationId] ?? '';
          const { role } = memberOf(email as MemberEmail);
          // No approver of this world has anything to do.
          if (route.path.includes('{taskKey}') && role === 'approver') continue;
          const call = (given: Things) => {
            const taskKey =
              given[
                role === 'coordinator'
                  ? 'coordinatorsTask'
                  : role === 'administrator'
                    ? 'administratorsTask'
                    : 'providersTask'
              ];
            const { abandonedId, leftMoveId, policyChangeId: looked, choicesId } = given;
            const changed = route.path.startsWith('/api/matching/policy-changes')
              ? looked
              : route.path.startsWith('/api/matching/choices')
                ? choicesId
                : route.path.startsWith('/api/bed-changes')
                  ? given['bedChangeId']
                  : given['changeId'];
            const things = {
              ...given,
              ...(taskKey === undefined ? {} : { taskKey }),
              ...(changed === undefined ? {} : { changeId: changed }),
              ...(abandonedId === undefined ? {} : { clientId: abandonedId }),
              // Taken back by the side that is left, answered by the other.
              ...(route.operationId === 'withdrawProviderMove' && leftMoveId !== undefined
                ? { moveId: leftMoveId }
                : {}),
            };
            const path = `${filled(route.path, things)}${query}`;
            // Of a version that is not there yet, so that nothing is changed before the others have tried.
            return route.method === 'get'
              ? caller.get(path)
              : caller.post(path, bodyFor(route.operationId, route.path), { version: 999 });
          };
          const [mine, theirs, nothing] = [await call(own), await call(others), await call({})];
          // A version that is not there yet changes nothing, whoever sends it.
          const expected = route.needsVersion === true ? [409, 412, 422] : [200, 201, 409, 422];
          expect(mine.status, `${email}, own: ${mine.text}`).to.be.oneOf(expected);
          expect(nothing.status, `${email}, nothing: ${nothing.text}`).to.equal(404);
          // These are nobody's own: everybody reads each of them.
          const isShared = /\{alertId\}|\{expansionId\}|\{runId\}|^\/api\/matching\/policy-changes/.test(
            route.path,
          );
          if (route.path.includes('{measureId}') && reach[role] === 'own') {
            // Everybody's measure, of which each sees their own rows.
            const foreign = own === glasgow ? highland : glasgow;
            expect(theirs.status, email).to.equal(200);
            expect(theirs.text, email).to.not.contain(foreign['referralId']);
            continue;
          }
          if (isShared || reach[memberOf(email as MemberEmail).role] === 'national') {
            // Of a measure of people the country has no rows.
            expect(theirs.status, email).to.be.oneOf(
              route.operationId === 'readMeasureRows' ? [422] : route.method === 'get' ? [200] : expected,
            );
          } else {
            expect(theirs.status, `${email}, another’s: ${theirs.text}`).to.equal(404);
            // Not even by its words does the answer tell that there is something.
            expect({ ...theirs.body, instance: '' }).to.deep.equal({ ...nothing.body, instance: '' });
          }
        }
      });
    }

    for (const path of [...pages, ...forms]
      .map((door) => door.path)
      // An alert, beds to come, a measure, a run and a change of the country's policy are nobody's own.
      .filter(
        (found) =>
          found.includes(':') &&
          !/^\/(alerts|expansion|measures\/:measureId|matching\/runs|matching\/policy)\//.test(found),
      )
      .filter((found, index, all) => all.indexOf(found) === index)) {
      it(`${path}: not another organisation’s`, async () => {
        const page = pages.find((door) => door.path === path);
        const form = forms.find((door) => door.path === path);
        for (const [email, caller] of callers) {
          const others = /glasgow|larch|national/.test(email) ? highland : glasgow;
          const { changeId, bedChangeId } = others;
          const changed = path.startsWith('/board/bed-changes/') ? bedChangeId : changeId;
          const theirs = filled(path, { ...others, ...(changed === undefined ? {} : { changeId: changed }) });
          const nothings = filled(path, {});
          if (page !== undefined && mayUse(email, page.permission)) {
            const question = `?bedId=${world.beds.any}&arrivesOn=2026-12-01&departsOn=2026-12-08`;
            const seen = await caller.page.get(`${theirs}${question}`);
            const reach: Readonly<Record<string, string>> = permissions[page.permission];
            if (reach[memberOf(email as MemberEmail).role] === 'national') {
              expect([seen.status, (await caller.page.get(`${nothings}${question}`)).status]).to.deep.equal([
                200, 404,
              ]);
              continue;
            }
            // Some addresses only lead back to a list; what matters is that they do so for things there are not, too.
            expect(seen.status, `${email} sees ${theirs}`).to.be.oneOf([303, 404]);
            expect(seen.location ?? '').to.not.contain(theirs);
            expect((await caller.page.get(`${nothings}${question}`)).status, email).to.equal(seen.status);
          }
          if (form !== undefined && mayUse(email, form.permission)) {
            const { status } = await caller.page.post(theirs, { version: '1' });
            const reach: Readonly<Record<string, string>> = permissions[form.permission];
            if (reach[memberOf(email as MemberEmail).role] === 'national') {
              expect(status, `${email} sends ${theirs}`).to.be.oneOf([303, 400, 404, 409]);
              continue;
            }
            expect(status, `${email} sends ${theirs}`).to.be.oneOf([400, 404]);
            expect((await caller.page.post(nothings, { version: '1' })).status, email).to.equal(status);
          }
        }
      });
    }

    it('no answer to anybody carries a person of an organisation that is not theirs', async () => {
      const reads = [
        ...routes.filter(({ method }) => method === 'get'),
        ...pages,
        ...['/board', '/'].map((path) => ({ path, permission: null })),
      ];
      const questions = '?fromOn=2026-11-23&toOn=2026-12-23&arrivesOn=2026-11-23&departsOn=2026-12-20';
      let isFound = 0;
      for (const [email, caller] of callers) {
        const isHighlands = /highland|rowan/.test(email);
        for (const { path, permission } of reads) {
          // Everybody's stays are put right by administrators, who see references and no name.
          const reach: Readonly<Record<string, string>> = permission === null ? {} : permissions[permission];
          const isOverAll = reach[memberOf(email as MemberEmail).role] === 'national';
          for (const things of [glasgow, highland]) {
            for (const question of ['', questions]) {
              const { html, status } = await caller.page.get(`${filled(path, things)}${question}`);
              const seen = `${email} at ${path}${question}`;
              expect(status, seen).to.be.lessThan(500);
              if (isHighlands) {
                expect(html, seen).to.not.match(/Ownfamily|Ownoffered|Ownresident|Ownname/);
                if (/Canary/.test(html)) isFound += 1;
              } else {
                expect(html, seen).to.not.match(/Canary/);
                for (const { reference, clientId } of isOverAll ? [] : known) {
                  expect(html, seen).to.not.contain(clientId);
                  expect(html, seen).to.not.contain(reference);
                }
              }
            }
          }
        }
      }
      expect(isFound, 'those whose people they are do see them').to.be.greaterThan(0);
    });
  });
});
