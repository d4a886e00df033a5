import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type { CorrectedReferral, NewReferral } from '../../application/ports.js';
import type { RecordableRefusal } from '../../application/recordable.js';
import { circumstanceObstacle, consentObstacle, urgencyReviewObstacle } from '../../domain/circumstances.js';
import {
  birthObstacle,
  receivedObstacle,
  type BirthObstacle,
  type ReceivedObstacle,
} from '../../domain/referral.js';
import { consentTexts } from './referral-words.js';

const betweenTexts = {
  'overdose-date-impossible': ['nearFatalOverdoseOn', 'the overdose'],
  'liberation-date-impossible': ['liberationOn', 'leaving prison'],
  'mat-date-impossible': ['matOn', 'this dose'],
  'urgency-review-impossible': ['urgencyReviewOn', 'looking at the urgency again'],
} as const;

/** Circumstances, wishes or a review that cannot be recorded so, told at the field that would have to change. */
export const explainRecordable = (refusal: RecordableRefusal): FieldError => {
  if (refusal.code === 'wish-without-consent') {
    const wishes = refusal.wishes.map((wish) => consentTexts[wish].toLowerCase()).join('; ');
    return {
      field: 'consent',
      text: `Tick what the person agreed to, or take the wish out. Without consent: ${wishes}`,
    };
  }
  const [field, what] = betweenTexts[refusal.code];
  return {
    field,
    text: `Enter a day for ${what} from ${shortDate(refusal.earliestOn)} to ${shortDate(refusal.latestOn)}`,
  };
};

/** Births that cannot be true, told at the field that would have to change. */
export const explainBirths = (obstacle: BirthObstacle): FieldError => {
  switch (obstacle.code) {
    case 'person-too-young':
      return {
        field: 'bornOn',
        text: `Check the date of birth: no project here takes anybody younger than ${obstacle.youngestYears}`,
      };
    case 'born-too-long-ago':
      return {
        field: 'bornOn',
        text: `Check the date of birth: enter ${shortDate(obstacle.earliestOn)} or a later day`,
      };
    case 'oldest-child-birth-date-missing':
      return {
        field: 'oldestChildBornOn',
        text: 'Enter the date of birth of the oldest child, since a child comes too',
      };
    case 'oldest-child-not-a-child':
      return {
        field: 'oldestChildBornOn',
        text: `Check the date of birth: a child of the person was born on ${shortDate(obstacle.earliestOn)} or later. Somebody older counts among the adults`,
      };
  }
};

/** A day on which a referral cannot have been received, with the days that would be accepted. */
export const explainReceived = (obstacle: ReceivedObstacle): FieldError => ({
  field: 'receivedOn',
  text:
    obstacle.code === 'received-too-long-ago'
      ? `Enter ${shortDate(obstacle.earliestOn)} or a later day: people who asked longer ago ask again`
      : `Enter today, ${shortDate(obstacle.today)}, or an earlier day`,
});

/** Dates that cannot be true beside each other: nobody is born after they were referred. */
const impossibleBirths = (
  { bornOn, oldestChildBornOn }: Pick<NewReferral, 'bornOn' | 'oldestChildBornOn'>,
  receivedOn: IsoDate,
): FieldError[] => [
  ...(bornOn > receivedOn
    ? [{ field: 'bornOn', text: `Enter a date of birth before the referral, ${shortDate(receivedOn)}` }]
    : []),
  ...(oldestChildBornOn !== null && oldestChildBornOn > receivedOn
    ? [
        {
          field: 'oldestChildBornOn',
          text: `Enter a date of birth before the referral, ${shortDate(receivedOn)}`,
        },
      ]
    : []),
];

/** A fault by a rule, told at its field, with the members it was found in. */
export interface Fault {
  readonly members: readonly string[];
  readonly error: FieldError;
}

/** Values that break no rule, for members that could not be read, so that the rules can look at the others. */
const standIns: Readonly<Record<string, unknown>> = {
  ...{ givenName: 'A', familyName: 'A', bornOn: '1990-01-01', sex: 'not_known', source: 'other' },
  ...{ route: 'adp', receivedOn: '2020-01-01', reason: 'A', substance: 'alcohol', plannedWeeks: 1 },
  ...{ urgencyBand: 'routine', urgencyReason: 'A', urgencyReviewOn: null, nearFatalOverdoseOn: null },
  ...{ liberationOn: null, isHomeless: null, isPregnant: null, mat: null, mentalHealthSupport: 'not_known' },
  ...{ prescribedPainMedicine: null, needsStepFree: false, needsWetRoom: false, adults: 1, children: 0 },
  ...{ oldestChildBornOn: null, detoxNeed: 'none', prefersArea: 'no_preference' },
  ...{ prefersMix: 'no_preference', preferredProjectIds: [], acceptsFaithEthos: null, consentedWishes: [] },
};

/** A body in which members that could not be read are replaced. What the rules find in those is not told. */
export const withStandIns = (
  body: Readonly<Record<string, unknown>>,
  wrong: ReadonlySet<string>,
): Readonly<Record<string, unknown>> => ({
  ...body,
  ...Object.fromEntries([...wrong].map((member) => [member, standIns[member]])),
});

const faultOf = (members: readonly string[], error: FieldError | null): readonly Fault[] =>
  error === null ? [] : [{ members, error }];

const explained = <Obstacle>(
  obstacle: Obstacle | null,
  explain: (found: Obstacle) => FieldError,
): FieldError | null => (obstacle === null ? null : explain(obstacle));

/** What the rules say against a correction, as far as it can be said without the referral. */
export const correctionFaults = (asked: CorrectedReferral, today: IsoDate): readonly Fault[] => {
  const none = { ...asked, nearFatalOverdoseOn: null, liberationOn: null, mat: null };
  const { nearFatalOverdoseOn, liberationOn, mat } = asked;
  const circumstance = (member: string, only: Partial<CorrectedReferral>) =>
    faultOf(
      ['bornOn', member],
      explained(circumstanceObstacle({ ...none, ...only }, asked.bornOn, today), explainRecordable),
    );
  return [
    ...circumstance('nearFatalOverdoseOn', { nearFatalOverdoseOn }),
    ...circumstance('liberationOn', { liberationOn }),
    ...circumstance('mat', { mat }),
    ...faultOf(
      ['preferredProjectIds', 'prefersArea', 'prefersMix', 'acceptsFaithEthos', 'consentedWishes'],
      explained(consentObstacle(asked), explainRecordable),
    ),
  ];
};

/** What the rules say against a referral that would be recorded today: all of it, each at its field. */
export const recordingFaults = (asked: NewReferral, today: IsoDate): readonly Fault[] => {
  const { receivedOn, urgencyReviewOn } = asked;
  const review = urgencyReviewOn === null ? null : urgencyReviewObstacle(urgencyReviewOn, today);
  const alone = birthObstacle({ ...asked, children: 0 }, receivedOn);
  return [
    ...faultOf(['receivedOn'], explained(receivedObstacle(receivedOn, today), explainReceived)),
    ...impossibleBirths(asked, receivedOn).map((error) => ({ members: [error.field, 'receivedOn'], error })),
    ...faultOf(['bornOn', 'receivedOn'], explained(alone, explainBirths)),
    ...(alone === null
      ? faultOf(
          ['bornOn', 'receivedOn', 'children', 'oldestChildBornOn'],
          explained(birthObstacle(asked, receivedOn), explainBirths),
        )
      : []),
    ...faultOf(['urgencyReviewOn'], explained(review, explainRecordable)),
    ...correctionFaults(asked, today),
  ];
};
