import { placementPolicy } from '../../config/placement-policy.js';
import type { Scope } from '../kernel/actor.js';
import type { AppendAudit } from '../kernel/audit.js';
import type { IsoDate } from '../kernel/iso-date.js';
import type { Tx } from '../kernel/unit-of-work.js';
import { readLatestDecisions } from '../modules/funding/adapters/db/funding-repository.js';
import { listRequests } from '../modules/funding/adapters/db/funding-lists.js';
import { listTakeovers } from '../modules/funding/adapters/db/takeover-lists.js';
import { listProposals } from '../modules/funding/adapters/db/proposal-lists.js';
import { readFundingAsked } from '../modules/funding/adapters/db/request-repository.js';
import { whoActsOn } from '../modules/funding/contract/requests.js';
import { readPlaceKinds } from '../modules/placements/adapters/db/places-of-referrals.js';
import { taskText } from '../modules/placements/adapters/ui/safety-words.js';
import type { ReadOwedTasks } from '../modules/placements/application/safety-tasks.js';
import { readMatchingPolicy } from './matching-policy.js';
import { readWaitingReferrals } from './referral-reads.js';
import { stagePolicy } from './stage-policy.js';
import {
  readAbandonedRecords,
  readMovesToAnswer,
  readQuestions,
  readTransfersToAnswer,
  readTransportToArrange,
  readBedChanges,
  readOverridesToConfirm,
  readUndescribed,
} from './task-facts.js';
import {
  readProviderDay,
  readRepairs,
  readSuggestedReferrals,
  readTeam,
  readUnreached,
} from '../modules/tasks/adapters/db/day-facts.js';
import { taskHolderRepository } from '../modules/tasks/adapters/db/task-holder-repository.js';
import { makeReadDayFacts, type DayFactsDeps } from '../modules/tasks/application/day-facts.js';
import { makeGiveTask } from '../modules/tasks/application/give-task.js';
import { makeReadTasks, type ReadTasksDeps } from '../modules/tasks/application/read-tasks.js';
import { databaseNow as now } from '../platform/db/database-clock.js';

/** What the scope's own side owes to people who leave, in the words of the pages of leaving. */
const readOwedBy =
  (readOwedTasks: ReadOwedTasks): DayFactsDeps['readOwed'] =>
  async (tx: Tx, scope: Scope, today: IsoDate) => {
    const owner = scope.kind === 'provider' ? 'provider' : 'partnership';
    const owed = await readOwedTasks(tx, scope, today, { owner, isOverdueOnly: false });
    return owed.map(({ leaver, task }) => ({
      placementId: leaver.placementId,
      clientId: leaver.clientId,
      reference: leaver.reference,
      placeName: leaver.projectName,
      safetyKey: task.key,
      text: taskText(task.key),
      dueOn: task.dueOn,
      isOverdue: task.status === 'overdue',
      isUnplanned: leaver.endKind === 'unplanned',
    }));
  };

/** Requests and proposals looked at; a partnership has far fewer that wait. */
const fundingAtMost = 200;

/** What waits for an approver: requests whose move is theirs, proposals in the place of theirs, and takeovers. Five statements. */
const readFundingToDecide: DayFactsDeps['readFundingToDecide'] = async (tx, scope) => {
  const page = { after: null, limit: fundingAtMost };
  const proposals = await listProposals(tx, scope, page);
  const requests = await listRequests(tx, scope, page);
  const takeovers = await listTakeovers(tx, scope, page);
  const proposed = new Set(proposals.map(({ referralId }) => referralId));
  return [
    ...proposals.map(({ referralId, clientId, reference, proposalId, proposedBy }) => ({
      ...{ referralId, clientId, reference, panelOn: null },
      proposal: { proposalId, proposedBy },
    })),
    ...requests
      .filter(({ referralId, standing }) => !proposed.has(referralId) && whoActsOn(standing) === 'approver')
      .map(({ referralId, clientId, reference, standing }) => ({
        ...{ referralId, clientId, reference, proposal: null },
        panelOn: standing.state === 'listed' ? standing.panelOn : null,
      })),
    ...takeovers.map(({ referralId, clientId, reference, takeoverId, proposedBy, nights }) => ({
      ...{ referralId, clientId, reference, panelOn: null, proposal: null },
      takeover: { takeoverId, proposedBy, fromOn: nights.arrivesOn },
    })),
  ];
};

/** What there is to do for everybody, and who does it. */
export const createTasks = ({
  readOwedTasks,
  readUnacknowledgedAlerts,
  readWaitRecords,
  audit,
}: {
  readonly readOwedTasks: ReadOwedTasks;
  readonly readUnacknowledgedAlerts: DayFactsDeps['readAlerts'];
  readonly readWaitRecords: DayFactsDeps['readWaitRecords'];
  readonly audit: AppendAudit;
}) => {
  const readDayFacts = makeReadDayFacts({
    waiting: placementPolicy.waiting,
    stages: stagePolicy,
    readWaitingReferrals,
    readLatestDecisions,
    readFundingAsked,
    readWaitRecords,
    readPlaceKinds,
    readSuggestedReferrals,
    readOwed: readOwedBy(readOwedTasks),
    readFundingToDecide,
    readAlerts: readUnacknowledgedAlerts,
    readQuestions,
    readUnreached,
    readTransfersToAnswer,
    readMovesToAnswer,
    readTransportToArrange,
    readBedChanges,
    readOverridesToConfirm,
    readUndescribed,
    readProviderDay,
    readRepairs,
    readAbandonedRecords,
  });
  const readBands: ReadTasksDeps['readBands'] = async (tx) => (await readMatchingPolicy(tx)).bands;
  const readTasks = makeReadTasks({ readDayFacts, readTeam, holders: taskHolderRepository, readBands });
  return {
    readBands,
    readDayFacts,
    readTasks,
    readTeam,
    giveTask: makeGiveTask({ readTasks, readTeam, holders: taskHolderRepository, now, audit }),
  };
};
