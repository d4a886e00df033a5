import type { TagModel } from '../../../../ui/components/tag.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { whoActsOn, type RequestStanding } from '../../domain/request.js';
import { deferTexts } from './funding-words.js';

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

/** Where a request stands, in a word. */
export const standingTag = ({ state }: RequestStanding): TagModel => {
  switch (state) {
    case 'requested':
      return { text: 'Asked for', colour: 'yellow' };
    case 'listed':
      return { text: 'On a panel’s list', colour: 'blue' };
    case 'deferred':
      return { text: 'Put off', colour: 'orange' };
  }
};

/** Where a request stands and whose move it is, in sentences. */
export const standingText = (standing: RequestStanding): string => {
  const acts =
    whoActsOn(standing) === 'coordinator'
      ? 'The referral coordinator acts next.'
      : 'The funding approver acts next.';
  switch (standing.state) {
    case 'requested':
      return `Not on a panel’s list yet. ${acts}`;
    case 'listed':
      return `Goes to the panel on ${shortDate(standing.panelOn)}. ${acts}`;
    case 'deferred':
      return `Put off: ${lowerFirst(deferTexts[standing.reason])}.${standing.note === null ? '' : ` “${standing.note}”`} ${acts}`;
  }
};
