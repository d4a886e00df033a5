import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import type { RecordSafetyRefusal } from '../../application/record-safety.js';

/** How every refusal of a safety record is told to a program. */
export const safetyProblems: ProblemTable<RecordSafetyRefusal> = {
  'not-found': commonProblems['not-found'],
  'not-arrived-yet': {
    status: 409,
    title: 'The person has not arrived, so nothing is owed for their leaving',
    remedy: 'Record the arrival first; a placement that never started has no leaving.',
  },
  'not-left-yet': {
    status: 409,
    title: 'The person has not left yet',
    remedy: 'Record the leaving first; what is asked after it can be recorded from that day on.',
  },
  'person-died': {
    status: 409,
    title: 'The person is recorded as having died',
    remedy:
      'Nothing of this is owed any more. If the death was entered in error here, correct that record first.',
  },
  'follow-up-not-planned': {
    status: 422,
    title: 'No follow-up is planned at so many weeks',
    remedy: 'Give one of weeks.',
    pointer: '/weeks',
  },
  'follow-up-too-early': {
    status: 409,
    title: 'It is too early for this follow-up',
    remedy: 'Record it from opensOn on.',
  },
  'happened-in-the-future': {
    status: 422,
    title: 'That day has not come yet',
    remedy: 'Give today or an earlier day.',
    pointer: '/happenedOn',
  },
  'happened-too-early': {
    status: 422,
    title: 'That was before it could be done',
    remedy: 'Give earliestOn or a later day.',
    pointer: '/happenedOn',
  },
  'already-recorded': {
    status: 409,
    title: 'This has been recorded already',
    remedy:
      'Read the placement’s safety records. To put the record right, send the new one with correctsRecordId.',
  },
  'nothing-to-correct': {
    status: 409,
    title: 'That is not a record of this kind that still holds',
    remedy:
      'Read the safety records again: correct the one that holds, or leave correctsRecordId out. Only a correction says entered_in_error.',
    pointer: '/correctsRecordId',
  },
  'reason-missing': {
    status: 422,
    title: 'This answer needs its reason',
    remedy: 'Say in note why it was not done.',
    pointer: '/note',
  },
  'kits-do-not-fit': {
    status: 422,
    title: 'Kits are given exactly when naloxone is accepted',
    remedy: 'With outcome accepted give kits of 1 or more and isTrained; with any other leave both out.',
    pointer: '/kits',
  },
  'measure-does-not-fit': {
    status: 422,
    title: 'What was measured does not fit the answer',
    remedy:
      'With outcome held give instrument, instrumentVersion, score and satisfaction; with taken give those of the score, satisfaction, or both; with any other leave measured out.',
    pointer: '/instrument',
  },
};
