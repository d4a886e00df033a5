import type { TagModel } from '../../../../ui/components/tag.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { whoActsOn, type RequestStanding } from '../../domain/request.js';
import { deferTexts } from './funding-words.js';

/** Where a request stands, in a word. */
export const standingTag = ({ state }: RequestStanding): TagModel => {
  switch (state) {
    case 'requested':
      return { text: 'Asked for', colour: 'yellow' };
    case 'listed':
      return { text: 'On a panel’s list', colour: 'blue' };
    case 'deferred':
      return { text: 'Put off', colour: 'orange' };
    case 'answered':
      return { text: 'Answered', colour: 'yellow' };
    case 'proposed':
      return { text: 'Waits for a second approver', colour: 'yellow' };
  }
};

/** Where a request stands and whose move it is, in sentences. */
export const standingText = (standing: RequestStanding, today: IsoDate): string => {
  const acts =
    whoActsOn(standing) === 'coordinator'
      ? 'The referral coordinator acts next.'
      : 'The funding approver acts next.';
  switch (standing.state) {
    case 'requested':
      return `Not on a panel’s list yet. ${acts}`;
    case 'listed':
      return standing.panelOn < today
        ? `Went to the panel on ${shortDate(standing.panelOn)}, and no decision is recorded. ${acts}`
        : `Goes to the panel on ${shortDate(standing.panelOn)}. ${acts}`;
    case 'deferred':
      return `${deferTexts[standing.reason]}.${standing.note === null ? '' : ` “${standing.note}”`} ${acts}`;
    case 'answered':
      return `The coordinator answered${standing.note === '' ? '' : `: “${standing.note}”`}. ${acts}`;
    case 'proposed':
      return `An approver has said yes, and a second one has to confirm it. ${acts}`;
  }
};
