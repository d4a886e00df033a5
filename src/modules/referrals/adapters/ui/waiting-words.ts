import type { NewContact, NewReview, Spell } from '../../application/waiting-ports.js';

/** How somebody was tried to be reached, in words. */
export const channelTexts: Readonly<Record<NewContact['channel'], string>> = {
  telephone: 'Telephone',
  text_message: 'Text message',
  email: 'Email',
  letter: 'Letter',
  face_to_face: 'Face to face',
  key_worker: 'Through the key worker',
  other: 'Another way',
};

/** What came of it, in words. */
export const contactOutcomeTexts: Readonly<Record<NewContact['outcome'], string>> = {
  reached: 'The person was reached',
  message_left: 'A message was left',
  no_answer: 'No answer',
  wrong_details: 'The number or address is wrong',
};

/** Why somebody cannot go, in words. */
export const unavailabilityTexts: Readonly<Record<Spell['reason'], string>> = {
  hospital: 'In hospital',
  prison: 'In prison',
  unwell: 'Unwell',
  caring: 'Caring for somebody',
  asked_to_wait: 'Asked to wait',
  other: 'Another reason',
};

/** How a review of whether somebody can wait came out, in words. */
export const reviewOutcomeTexts: Readonly<Record<NewReview['outcome'], string>> = {
  safe: 'Can wait',
  safe_with_plan: 'Can wait with the plan below',
  not_safe: 'Cannot wait',
};
