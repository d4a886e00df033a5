import { londonDate } from '../../../../kernel/iso-date.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { clockTime } from '../../../../ui/presenters/time-of-day.js';
import { closedText } from './referral-card.js';

/** A step of a referral's story: what, when, by whom, and everything that is told of where and why. */
export interface HistoryFacts {
  readonly at: Date;
  readonly action: string;
  readonly by: string | null;
  /** Why a referral was closed, as coded. */
  readonly closedReason: string | null;
  /** Where it happened and why, in words. */
  readonly details: readonly string[];
  /** What somebody wrote about it. */
  readonly note: string | null;
}

/** What was done, in words, by how the record calls it. */
export const actionTexts: Readonly<Record<string, string>> = {
  'referrals.referral-recorded': 'Referral recorded',
  'referrals.assessment-recorded': 'Assessment recorded',
  'referrals.assessment-arranged': 'Assessment arranged',
  'referrals.detox-booked': 'Detox booked',
  'referrals.referral-closed': 'Referral closed',
  'referrals.transfer-asked': 'Asked that another partnership takes the referral',
  'referrals.transfer-accepted': 'Came from another partnership',
  'referrals.transfer-declined': 'The other partnership did not take the referral',
  'referrals.transfer-withdrawn': 'Asked no more that another partnership takes the referral',
  'referrals.told-elsewhere': 'Another partnership was told that there is a referral here',
  'referrals.death-recorded': 'Recorded that the person has died',
  'referrals.death-taken-back': 'Recorded that the person has not died',
  'referrals.record-restricted': 'Record restricted',
  'referrals.record-readers-changed': 'Others named for the restricted record',
  'referrals.record-readers-named': 'Members named for the restricted record by an administrator',
  'referrals.restriction-lifted': 'Restriction of the record lifted',
  'referrals.restricted-record-opened': 'Restricted record opened by somebody not named for it',
  'funding.funding-decided': 'Funding decided',
  'funding.funding-requested': 'Funding asked for',
  'funding.request-listed': 'Funding put on the list of a panel',
  'funding.request-deferred': 'Decision on funding put off',
  'funding.request-answered': 'What the approver asked about funding answered',
  'funding.request-withdrawn': 'Request for funding taken back',
  'funding.approval-proposed': 'Approval proposed to a second approver',
  'funding.proposal-returned': 'Proposed approval given back',
  'funding.proposal-overtaken': 'Proposed approval overtaken',
  'funding.takeover-asked': 'Others asked to pay for the rest of the stay',
  'funding.takeover-confirmed': 'Others pay for the rest of the stay',
  'funding.takeover-returned': 'Others paying given back',
  'funding.notice-given': 'Funder gave notice on the booked bed',
  'funding.notice-lifted': 'Funder lifted the notice',
  'funding.approval-revoked': 'Funding approval taken back',
  'eligibility.suitability-asked': 'A project was asked whether the person would be suitable',
  'eligibility.suitability-answered': 'Project answered about the person',
  'eligibility.information-given': 'Project told what it had to know',
  'eligibility.suitability-withdrawn': 'Question to a project taken back',
  'referrals.travel-recorded': 'The way to the place recorded',
  'referrals.home-recorded': 'Recorded what becomes of the home',
  'placements.offer-made': 'Offer made',
  'placements.override-asked': 'Asked for: an offer that passes somebody over',
  'placements.override-confirmed': 'Confirmed: an offer that passes somebody over',
  'placements.override-refused': 'Refused: an offer that would pass somebody over',
  'placements.override-taken-back': 'Taken back: an offer that waited for a second person',
  'placements.passed-over':
    'Passed over: a place suggested to this person went to somebody else by an offer that two people decided',
  'placements.offer-accepted': 'Offer accepted',
  'placements.offer-declined': 'Offer declined',
  'placements.offer-tried': 'Tried to get an answer to the offer',
  'placements.offer-withdrawn': 'Offer taken back',
  'placements.offer-superseded': 'Offer ended: another was accepted',
  'placements.offer-expired': 'Offer ran out without an answer',
  'placements.person-admitted': 'Arrived',
  'placements.person-discharged': 'Left',
  'placements.never-started': 'Did not arrive',
  'placements.booking-moved': 'Booking moved to other days',
  'placements.stay-extended': 'Stay extended',
  'placements.stay-shortened': 'Planned end moved earlier',
  'placements.stay-taken-over': 'Money for the stay moved to others',
  'placements.person-moved': 'Moved to another bed',
  'placements.stay-handed-on': 'Goes on to another provider',
  'placements.provider-move-proposed': 'A place at another provider proposed',
  'placements.provider-move-accepted': 'The other provider takes the person',
  'placements.provider-move-declined': 'The other provider does not take the person',
  'placements.provider-move-withdrawn': 'The place at another provider asked for no more',
  'placements.person-transferred': 'Went on to another provider',
  'placements.arrival-undone': 'Arrival was recorded by mistake: booked again',
  'placements.arrival-of-another': 'Arrival was somebody else’s: the booking stands again',
  'placements.arrival-day-corrected': 'Day of arrival put right',
  'placements.leaving-undone': 'Leaving was recorded by mistake: the stay goes on',
  'placements.leaving-day-corrected': 'Day of leaving put right',
  'placements.leaving-reason-corrected': 'How they left put right',
  'placements.death-undone': 'Recorded by mistake as died: the person left and lives',
  'placements.repair-proposed': 'Proposed to put right what was recorded of the stay',
  'placements.repair-returned': 'What was to be put right of the stay given back',
  'placements.leave-recorded': 'Away for some nights, the place is kept',
  'placements.return-recorded': 'Back from the nights away',
  'placements.safety-recorded': 'Recorded for leaving safely',
  'referrals.referral-reopened': 'Open again, because the arrival was a mistake',
  'placements.project-allowed-again': 'Project looked at again',
  'referrals.referral-corrected': 'Referral corrected',
  'referrals.origin-corrected': 'Name, day, referrer or money corrected',
  'referrals.contact-recorded': 'Contact recorded',
  'referrals.unavailability-recorded': 'Recorded: days they cannot go',
  'referrals.unavailability-ended': 'Recorded: when they can go again',
  'referrals.safe-to-wait-reviewed': 'Looked at whether the person can wait',
  'referrals.assessment-lapsed': 'What was assessed, and booked for detox, counts no longer',
};

/** What a step of the story is told with: the closing reason, the place and its reason, what somebody wrote. */
export const historyEntry = ({ at, action, by, closedReason, details, note }: HistoryFacts) => {
  const why = [
    ...(closedReason === null ? [] : [closedText(closedReason)]),
    ...details,
    ...(note === null ? [] : [`“${note}”`]),
  ];
  return {
    text: [actionTexts[action] ?? action, ...why].join('. '),
    whenText: `${shortDate(londonDate(at))}, ${clockTime(at)}${by === null ? '' : `, by ${by}`}`,
  };
};
