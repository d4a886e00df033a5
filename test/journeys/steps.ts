import type { IsoDate } from '../../src/kernel/iso-date.js';
import type { Desk } from './desk.js';

/** What a coordinator knows of somebody, in the words of the form. */
export interface Newcomer {
  readonly givenName: string;
  readonly familyName: string;
  readonly bornOn: IsoDate;
  readonly sex: 'Woman' | 'Man';
  readonly from: 'Key worker' | 'Prison' | 'Social work' | 'GP';
  readonly route: 'Alcohol and Drug Partnership' | 'Prison to Rehab';
  readonly substance: 'Alcohol' | 'Drugs';
  readonly reason: string;
  readonly urgency: 'Urgent' | 'Soon' | 'Routine';
  readonly urgencyReason: string;
  readonly receivedOn: IsoDate;
  /** Whatever else this person needs, typed before the form is sent. */
  readonly alsoType?: (desk: Desk) => Promise<void>;
}

/** Records somebody and stays on the page of their referral. Gives its id. */
export const recordsReferral = async (desk: Desk, person: Newcomer): Promise<string> => {
  await desk.goTo('/waiting-list');
  await desk.follow('Record a referral');
  await desk.type('Given names', person.givenName);
  await desk.type('Family name', person.familyName);
  await desk.enterDate('Date of birth', person.bornOn);
  await desk.press('Go on');
  await desk.answer('Sex', person.sex);
  await desk.enterDate('Referral received on', person.receivedOn);
  await desk.pick('Who referred the person', person.from);
  await desk.pick('Public money asked for', person.route);
  await desk.answer('Substance', person.substance);
  await desk.type('Reason for referral', person.reason);
  await desk.type('Weeks asked for', '12');
  await desk.answer('Urgency', person.urgency);
  await desk.type('Why this urgency', person.urgencyReason);
  await person.alsoType?.(desk);
  await desk.press('Record this referral');
  await desk.page.waitForURL('**/referrals/*?*');
  await desk.sees(`${person.givenName} ${person.familyName}`);
  return new URL(desk.page.url()).pathname.split('/')[2] ?? '';
};

/** On the page of a referral. */
export const recordsAssessment = async (desk: Desk, heldOn: IsoDate): Promise<void> => {
  await desk.unfold('Record an assessment');
  await desk.enterDate('Held on', heldOn);
  await desk.answer('Result', 'Suitable');
  await desk.press('Record an assessment');
  await desk.sees('Suitable, held on');
};

/** From the page of a referral to the request, and back. */
export const asksForFunding = async (desk: Desk, reason: string): Promise<void> => {
  await desk.follow(/Ask for funding/);
  await desk.unfold('Ask for funding');
  await desk.type('Weeks', '12');
  await desk.type('Price of a week, in pounds', '1,050');
  await desk.type('Why this place and this long', reason);
  await desk.press('Ask for funding');
  await desk.sees('£12,600');
};

/** The approver finds the request on the list of money to decide. */
export const approvesFunding = async (desk: Desk, name: string, decidedOn: IsoDate): Promise<void> => {
  await desk.goTo('/funding');
  await desk.sees(name, '£12,600');
  await desk.follow(name);
  await desk.unfold('Approve');
  await desk.enterDate('Decided on', decidedOn);
  await desk.press(/^Approve/);
  await desk.sees('Approved');
};

/** From the suggestion on the waiting list to the offer made. */
export const offersSuggestedPlace = async (desk: Desk, name: string, place: string): Promise<void> => {
  await desk.goTo('/waiting-list');
  await desk.follow(/Make an offer/, { about: name });
  await desk.sees(name, place, 'Free for the whole stay');
  await desk.press('Make this offer');
  await desk.sees('Offer made');
};

export const acceptsOffer = async (desk: Desk, name: string): Promise<void> => {
  await desk.goTo('/incoming-offers');
  await desk.sees(name);
  await desk.press(/^Accept/, { about: name });
};

export const recordsArrival = async (desk: Desk, name: string): Promise<void> => {
  await desk.goTo('/residents');
  await desk.press(/^Arrived today/, { about: name });
};

/** How somebody leaves, in the words of the form. */
export const recordsLeaving = async (
  desk: Desk,
  name: string,
  {
    how,
    reason,
    on,
  }: { readonly how: 'Planned' | 'Unplanned'; readonly reason: string; readonly on: IsoDate },
): Promise<void> => {
  await desk.goTo('/residents');
  await desk.unfold('Record leaving', { about: name });
  await desk.answer('How did the stay end?', how);
  await desk.pick('Reason', reason);
  await desk.enterDate('Left on', on);
  await desk.press(/^Record leaving/, { about: name });
};
