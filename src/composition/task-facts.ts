import { placementPolicy } from '../../config/placement-policy.js';
import { proclaimedHolidays } from '../../config/working-days.js';
import { londonDate } from '../kernel/iso-date.js';
import { workingCalendar } from '../kernel/working-time.js';
import { listBedChanges } from '../modules/capacity/adapters/db/bed-change-lists.js';
import { readUnits } from '../modules/capacity/adapters/db/unit-repository.js';
import { listOpenSuitability } from '../modules/eligibility/adapters/db/suitability-lists.js';
import { answerDueOn } from '../modules/eligibility/domain/suitability.js';
import { bedFault } from '../modules/matching/contract.js';
import { listWaitingOverrides } from '../modules/placements/adapters/db/override-list.js';
import { listMoves } from '../modules/placements/adapters/db/provider-moves.js';
import { readOpenPlaces } from '../modules/placements/adapters/db/places-of-referrals.js';
import { readTravelPlans } from '../modules/referrals/adapters/db/getting-there-latest.js';
import { restrictionRepository } from '../modules/referrals/adapters/db/restriction-repository.js';
import { transferRepository } from '../modules/referrals/adapters/db/transfers.js';
import { travelState } from '../modules/referrals/domain/arrival.js';
import type { DayFactsDeps } from '../modules/tasks/application/day-facts.js';
import type { BedsToDescribe } from '../modules/tasks/domain/task.js';
import { someOf } from '../ui/presenters/some-of.js';

/** Questions looked at; an organisation has far fewer that wait. */
const questionsAtMost = 200;
/** Moves looked at; a provider is asked for far fewer. */
const movesAtMost = 200;
/** Records looked at; a service has few that nobody can open. */
const abandonedAtMost = 200;
const bedFaultTexts: Readonly<Record<BedsToDescribe['kind'], string>> = {
  'bed-takes-nobody': 'takes no adult',
  'bed-without-facts': 'step-free access and wet room not recorded',
};
const calendar = workingCalendar('scotland', proclaimedHolidays.scotland);

/** Questions of suitability that wait, with the day by which the project answers. One statement. */
export const readQuestions: DayFactsDeps['readQuestions'] = async (tx, scope) => {
  const open = await listOpenSuitability(tx, scope, { after: null, limit: questionsAtMost });
  return open.map(({ latest, projectName, ...question }) => {
    const said = latest === null ? null : { kind: latest.step.kind, on: latest.on };
    const { requestId, version, referralId, reference, urgencyBand, askedOn } = question;
    return {
      ...{ requestId, version, referralId, reference, urgencyBand, placeName: projectName },
      sinceOn: said?.on ?? askedOn,
      answerDueOn: answerDueOn(calendar, placementPolicy.suitabilityWorkingDays, {
        ...{ askedOn, urgencyBand, latest: said },
      }),
    };
  });
};

/** Transfers that another partnership asked for and that wait for the scope's answer. One statement. */
export const readTransfersToAnswer: DayFactsDeps['readTransfersToAnswer'] = async (tx, scope) => {
  if (scope.kind !== 'partnership') return [];
  const { partnershipId } = scope;
  return (await transferRepository.listAsked(tx, scope))
    .filter(({ askedByPartnershipId }) => askedByPartnershipId !== partnershipId)
    .map(({ transferId, reference, from, to, askedAt }) => ({
      ...{ transferId, reference },
      otherPartnership: (from.partnershipId === partnershipId ? to : from).name,
      askedOn: londonDate(askedAt),
    }));
};

/** Moves of other providers' residents to the scope's provider that wait for its answer. One statement. */
export const readMovesToAnswer: DayFactsDeps['readMovesToAnswer'] = async (tx, scope) =>
  (await listMoves(tx, scope, { waitingAfter: null, limit: movesAtMost }))
    .filter(({ isAsked }) => isAsked)
    .map(({ moveId, reference, toProject, movesOn }) => ({
      moveId,
      reference,
      placeName: toProject,
      movesOn,
    }));

/** Offers that pass somebody over and wait for a second member. One statement. */
export const readOverridesToConfirm: DayFactsDeps['readOverridesToConfirm'] = async (tx, scope) =>
  (await listWaitingOverrides(tx, scope)).map(
    ({ referralId, clientId, reference, projectName: placeName, askedBy, askedAt }) => ({
      ...{ referralId, clientId, reference, placeName, askedBy },
      askedOn: londonDate(askedAt),
    }),
  );

/** Planned changes of beds that wait for a second person. One statement. */
export const readBedChanges: DayFactsDeps['readBedChanges'] = async (tx, scope) =>
  (await listBedChanges(tx, scope))
    .filter(({ state }) => state === 'waiting')
    .map(({ changeId, projectName: placeName, bedLabel, proposedBy, startsOn }) => ({
      ...{ changeId, placeName, bedLabel, proposedBy, startsOn },
    }));

/** Beds of the scope's provider that the matcher finds nobody for, by project and what is missing. One statement. */
export const readUndescribed: DayFactsDeps['readUndescribed'] = async (tx, scope, today) => {
  if (scope.kind !== 'provider') return [];
  const together = new Map<string, Omit<BedsToDescribe, 'text'> & { readonly labels: string[] }>();
  for (const unit of await readUnits(tx, { providerId: scope.providerId })) {
    const kind = bedFault(unit, today)?.kind;
    if (kind === undefined) continue;
    const { projectId, projectName: placeName, label } = unit;
    const key = `${projectId}~${kind}`;
    const labels = [...(together.get(key)?.labels ?? []), label];
    together.set(key, { projectId, placeName, kind, labels });
  }
  return [...together.values()].map(({ labels, ...beds }) => ({
    ...beds,
    text: `${someOf(labels)} (${bedFaultTexts[beds.kind]})`,
  }));
};

/** Restricted records that nobody who is named for them can open any more. One statement. */
export const readAbandonedRecords: DayFactsDeps['readAbandonedRecords'] = (tx) =>
  restrictionRepository.listAbandoned(tx, { after: null, limit: abandonedAtMost });

/** People with a bed booked who leave prison today or later and whom nobody brings on the day of arrival. Two statements. */
export const readTransportToArrange: DayFactsDeps['readTransportToArrange'] = async (
  tx,
  scope,
  referrals,
  today,
) => {
  const leaving = new Map(
    referrals.flatMap(({ referralId, liberationOn }) =>
      liberationOn === null || liberationOn < today ? [] : [[referralId, liberationOn]],
    ),
  );
  const ids = [...leaving.keys()];
  const places = await readOpenPlaces(tx, scope, ids);
  const plans = await readTravelPlans(tx, ids);
  return new Map(
    ids.flatMap((referralId) => {
      const place = places.get(referralId);
      const liberationOn = leaving.get(referralId);
      if (place?.state !== 'booked' || liberationOn === undefined) return [];
      const state = travelState(plans.get(referralId) ?? null, place.arrivesOn);
      return state === 'to-arrange' || state === 'another-day'
        ? [[referralId, { liberationOn, placeName: place.projectName }]]
        : [];
    }),
  );
};
