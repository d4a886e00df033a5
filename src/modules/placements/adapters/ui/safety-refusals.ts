import type { FieldError } from '../../../../ui/forms/form-state.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import type { RecordSafetyRefusal } from '../../application/record-safety.js';

/** Why nothing was recorded, with what would be taken. Somebody else's placement is not there: its page answers for it. */
export const explainSafety = (refusal: RecordSafetyRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'not-arrived-yet':
      return [{ field: '', text: 'The person has not arrived, so nothing is owed for their leaving.' }];
    case 'not-left-yet':
      return [{ field: '', text: 'The person has not left yet. Record this from the day of leaving on.' }];
    case 'person-died':
      return [
        {
          field: '',
          text: 'The person is recorded as having died, so this is owed no more. If that was entered in error below, put it right first.',
        },
      ];
    case 'follow-up-not-planned':
      return [{ field: '', text: `Follow-ups are planned at ${refusal.weeks.join(', ')} weeks.` }];
    case 'follow-up-too-early':
      return [{ field: '', text: `This follow-up can be recorded from ${longDate(refusal.opensOn)} on.` }];
    case 'happened-in-the-future':
      return [{ field: 'happenedOn', text: `Enter today, ${longDate(refusal.today)}, or an earlier day` }];
    case 'happened-too-early':
      return [{ field: 'happenedOn', text: `Enter ${longDate(refusal.earliestOn)} or a later day` }];
    case 'already-recorded':
      return [
        {
          field: '',
          text: 'Somebody recorded this before you. Look at what they said below; if it is wrong, put it right there.',
        },
      ];
    case 'nothing-to-correct':
      return [
        {
          field: '',
          text: 'Somebody has put that record right since you opened the page. Look at it as it is now.',
        },
      ];
    case 'reason-missing':
      return [{ field: 'note', text: 'Write why this was not done' }];
    case 'kits-do-not-fit':
      return [
        {
          field: 'kits',
          text: 'Enter how many kits were given, 1 to 20, when naloxone was accepted; leave it empty otherwise',
        },
      ];
    case 'measure-does-not-fit':
      return [
        {
          field: 'instrument',
          text: 'Fill in instrument, version, score and satisfaction when a follow-up was held, and a score or a satisfaction when an outcome was taken on leaving; leave them empty otherwise',
        },
      ];
  }
};
