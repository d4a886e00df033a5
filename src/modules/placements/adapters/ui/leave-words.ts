import { longDate } from '../../../../ui/presenters/dates.js';
import type { FieldError, Option } from '../../../../ui/forms/form-state.js';
import type { RecordLeaveRefusal, RecordReturnRefusal } from '../../application/record-leave.js';
import { leaveReasons, type LeaveReason } from '../../domain/leave.js';
import { explainChange } from './stay-refusals.js';

const reasonTexts: Readonly<Record<LeaveReason, string>> = {
  family: 'Family',
  home_visit: 'A visit home before leaving',
  health_appointment: 'A health appointment',
  hospital: 'In hospital',
  court: 'Court',
  housing: 'Housing',
  other: 'Another reason',
};

/** Why somebody is away, for choosing among. */
export const leaveReasonOptions: readonly Option[] = leaveReasons.map((value) => ({
  value,
  text: reasonTexts[value],
}));

/** Why somebody is away, in words. */
export const leaveReasonText = (reason: LeaveReason): string => reasonTexts[reason];

/** Why a leave was not recorded, with the days that would be accepted. */
export const explainLeave = (refusal: RecordLeaveRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
    case 'not-in-that-state':
      return explainChange(refusal);
    case 'leave-without-a-night':
      return [{ field: 'backExpectedOn', text: 'Enter a day after the first night away' }];
    case 'leave-outside-stay':
      return [
        {
          field: 'backExpectedOn',
          text: `Enter days from ${longDate(refusal.admittedOn)} to ${longDate(refusal.departsOn)}, the leaving day; if the person comes back later, move the leaving day first`,
        },
      ];
    case 'leave-in-the-future':
      return [
        {
          field: 'fromOn',
          text: `Enter today, ${longDate(refusal.today)}, or an earlier day: leave is recorded when the person goes`,
        },
      ];
    case 'already-on-leave':
      return [
        {
          field: '',
          text: `The person is on leave since ${longDate(refusal.fromOn)}, and expected back on ${longDate(refusal.backExpectedOn)}. Record first that they are back.`,
        },
      ];
    case 'leave-overlaps':
      return [
        {
          field: 'fromOn',
          text: `The person was on leave until ${longDate(refusal.freeFromOn)}: enter that day or a later one`,
        },
      ];
  }
};

/** Why a coming back was not recorded, with the days that would be accepted. */
export const explainReturn = (refusal: RecordReturnRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
    case 'changed-since-you-read-it':
      return explainChange(refusal);
    case 'not-on-leave':
      return [{ field: '', text: 'It was recorded before that the person is back. Nothing was changed.' }];
    case 'return-outside-leave':
      return [
        {
          field: 'returnedOn',
          text: `Enter a day from ${longDate(refusal.fromOn)}, when the person went, to today, ${longDate(refusal.today)}`,
        },
      ];
  }
};
