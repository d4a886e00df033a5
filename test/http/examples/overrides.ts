import { addNights } from '../../../src/kernel/iso-date.js';
import type { RunningService } from '../../support/running-service.js';
import type { PlannedRequests } from './example.js';

/** Somebody routine who is to be offered the bed suggested to somebody urgent. */
const passingOver = async (service: RunningService) => {
  const ahead = await service.aReadyReferral({ urgencyBand: 'urgent', urgencyReason: 'Overdose in October' });
  const { referralId } = await service.aReadyReferral({ urgencyBand: 'routine', urgencyReason: 'Stable' });
  await service.runWorkerOnce();
  const [suggested] = await service.dataSource.query(
    'SELECT bed_id AS bedId FROM suggestion WHERE run_id = (SELECT MAX(id) FROM match_run) AND referral_id = ?',
    [ahead.referralId],
  );
  // As if whoever is ahead could go nowhere else.
  await service.dataSource.query(
    `UPDATE suggestion SET explanation = JSON_SET(explanation, '$.options', JSON_ARRAY()) WHERE referral_id = ?`,
    [referralId],
  );
  const body = {
    bedId: suggested.bedId,
    ...{ arrivesOn: service.today, departsOn: addNights(service.today, 28) },
    override: { reason: 'The project has agreed by telephone' },
  };
  return { path: { referralId }, body };
};

const waitingOverride = async (service: RunningService) => {
  const { path, body } = await passingOver(service);
  const asked = await (
    await service.as('coordinator')
  ).post(`/api/referrals/${path.referralId}/override`, body);
  if (asked.status !== 201) throw new Error(asked.text);
  return { path, version: asked.body.version as number };
};

/** Offers that pass somebody over. */
export const overrideRequests: PlannedRequests = {
  askOverride: async (service) => ({ as: 'coordinator', ...(await passingOver(service)) }),
  readOverride: async (service) => ({ as: 'approver', path: (await waitingOverride(service)).path }),
  confirmOverride: async (service) => ({
    as: 'approver',
    ...(await waitingOverride(service)),
    body: { loses: 'urgent' },
  }),
  refuseOverride: async (service) => ({
    as: 'approver',
    ...(await waitingOverride(service)),
    body: { note: 'Ask again once the other person has been placed' },
  }),
  takeBackOverride: async (service) => ({ as: 'coordinator', ...(await waitingOverride(service)) }),
};
