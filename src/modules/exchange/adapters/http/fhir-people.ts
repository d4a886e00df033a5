import type { z } from 'zod';

import { addNights } from '../../../../kernel/iso-date.js';
import type { UrgencyBand } from '../../../referrals/contract/facts.js';
import type { ToldOffer, ToldOfferState, ToldReferral } from '../../application/ports.js';
import type { serviceRequestResource, taskResource } from './fhir-schemas.js';

type ServiceRequest = z.input<typeof serviceRequestResource>;
type Task = z.input<typeof taskResource>;

/** Both lists go from what can wait to what cannot. Source: HL7 FHIR R4, request-priority. */
const priorities: Readonly<Record<UrgencyBand, ServiceRequest['priority']>> = {
  routine: 'routine',
  soon: 'urgent',
  urgent: 'asap',
  emergency: 'stat',
};

const statusOf = ({ state, closedReason }: ToldReferral): ServiceRequest['status'] => {
  if (state === 'open') return 'active';
  if (closedReason === 'placed') return 'completed';
  return closedReason === 'recorded_by_mistake' ? 'entered-in-error' : 'revoked';
};

/** The person by an id that says nothing and is this service's alone; of a restricted record not even that. */
const person = (clientId: string | null) => ({
  ...(clientId === null ? {} : { reference: `Patient/${clientId}` }),
  type: 'Patient',
  ...(clientId === null ? { display: 'Restricted record' } : {}),
});

/** A referral: what is asked for, when, and how it stands; nothing of who asks or why. */
export const toServiceRequest = (referral: ToldReferral): ServiceRequest => ({
  resourceType: 'ServiceRequest',
  id: referral.referralId,
  status: statusOf(referral),
  intent: 'order',
  category: [{ text: 'Residential rehabilitation' }],
  priority: priorities[referral.urgencyBand],
  subject: person(referral.clientId),
  authoredOn: referral.receivedOn,
  requester: { reference: `Organization/${referral.partnershipId}`, display: referral.partnershipName },
});

const taskStates: Readonly<
  Record<ToldOfferState, { readonly status: Task['status']; readonly text: string }>
> = {
  offered: { status: 'requested', text: 'Waits for an answer' },
  accepted: { status: 'accepted', text: 'Accepted' },
  declined: { status: 'rejected', text: 'Declined' },
  expired: { status: 'failed', text: 'Not answered in time' },
  withdrawn: { status: 'cancelled', text: 'Withdrawn' },
  superseded: { status: 'cancelled', text: 'Another offer was accepted' },
};

/** Source: HL7 FHIR R4, task-code. */
const toFulfil = {
  coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'fulfill' }],
  text: 'Offer of a place',
};

/** An offer, as something that its provider has to answer. A period of FHIR ends with its last day, a stay the day after. */
export const toTask = (offer: ToldOffer): Task => {
  const { status, text } = taskStates[offer.state];
  return {
    resourceType: 'Task',
    id: offer.offerId,
    status,
    businessStatus: { text },
    intent: 'proposal',
    code: toFulfil,
    focus: { reference: `ServiceRequest/${offer.referralId}` },
    for: person(offer.clientId),
    authoredOn: offer.madeAt.toISOString(),
    lastModified: (offer.resolvedAt ?? offer.madeAt).toISOString(),
    requester: { reference: `Organization/${offer.partnershipId}`, display: offer.partnershipName },
    owner: { reference: `Organization/${offer.providerId}`, display: offer.providerName },
    location: { reference: `Location/${offer.projectId}`, display: offer.projectName },
    restriction: { period: { start: offer.arrivesOn, end: addNights(offer.departsOn, -1) } },
    input: [{ type: { text: 'Answer due' }, valueDateTime: offer.answerDueAt.toISOString() }],
  };
};
