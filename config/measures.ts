/**
 * How each measure is counted. A change is a new version here, never a counter. Targets are set by people, on the page of
 * targets. Sources: Public Health Scotland, Evaluation of the residential rehabilitation programme and 10th interim
 * monitoring report, 17 December 2024 (approvals are not starts; the target is counted in people who started).
 */

const phsApprovals =
  'As Public Health Scotland counts approvals: interim monitoring report, 17 December 2024';
const phsPeople = 'As Public Health Scotland counts individuals: evaluation report, 17 December 2024';
const phsWaits =
  'As Public Health Scotland tells waiting times: completed waits and those that still run, with days on which somebody could not go left in and left out. Its detailed rules could not be read';
const here = 'Set for this service';

const people = ['route', 'partnership', 'healthBoard', 'sex', 'age', 'substance'] as const;
const stays = [...people, 'project'] as const;
const places = ['project', 'healthBoard'] as const;

const wait = <Id extends string>(measureId: Id, name: string, between: string) =>
  ({
    measureId,
    version: 1,
    telling: 'protected',
    isOfPeople: true,
    name,
    unit: 'days',
    shape: 'days',
    by: people,
    definition: `Days ${between}. A completed wait counts in the month in which it ended; one that still runs is told as on the last day. A referral closed before the step is in neither from the day it was closed. With days on which the person could not go, and without them. Counts referrals, not people.`,
    source: phsWaits,
  }) as const;

/** Each measure with its version, what one of it is, by what it can be told apart, and where its definition comes from. */
export const measureDefinitions = [
  {
    measureId: 'referrals-received',
    version: 1,
    telling: 'protected',
    isOfPeople: true,
    name: 'Referrals received',
    unit: 'referrals',
    shape: 'count',
    by: people,
    definition:
      'Referrals by the day they were received. One recorded by mistake does not count, and a person referred twice counts twice.',
    source: here,
  },
  {
    measureId: 'placements-approved',
    version: 2,
    telling: 'exact',
    isOfPeople: true,
    name: 'Placements approved',
    unit: 'placements',
    shape: 'count',
    by: people,
    definition:
      'Referrals a public funder agreed to pay for, by the date of its first yes. Counts placements, not people, and includes those that never begin; more weeks for the same placement do not count again, and a referral closed as recorded by mistake does not count.',
    source: phsApprovals,
  },
  {
    measureId: 'placements-started',
    version: 1,
    telling: 'exact',
    isOfPeople: true,
    name: 'Placements started',
    unit: 'placements',
    shape: 'count',
    by: stays,
    definition:
      'Publicly funded people arriving in a bed that counted as residential rehabilitation on that day, by the day they arrived. A person who starts twice counts twice.',
    source: 'Counted from admissions recorded here',
  },
  {
    measureId: 'people-started',
    version: 1,
    telling: 'exact',
    isOfPeople: true,
    name: 'People started',
    unit: 'people',
    shape: 'count',
    by: stays,
    definition:
      'People who started at least one publicly funded placement in the financial year. Each person counts once a year, in the month they first arrived.',
    source: phsPeople,
  },
  {
    measureId: 'placed-out-of-area',
    version: 1,
    telling: 'protected',
    isOfPeople: true,
    name: 'Placed outside their health board',
    unit: 'placements',
    shape: 'share',
    by: stays,
    definition:
      'Of placements started: those in a project that stands in another health board than the person’s partnership. By the board it is the person’s, so that Orkney, Shetland and the Western Isles stand each by itself. It says nothing of how far they travelled: a project over the border of a board may be nearer.',
    source: here,
  },
  {
    measureId: 'placements-completed',
    version: 1,
    telling: 'protected',
    isOfPeople: true,
    name: 'Placements completed as planned',
    unit: 'placements',
    shape: 'count',
    by: stays,
    definition:
      'Placements that began where they count and ended as planned, by the day the person left. A stay that goes on with another provider ends when that one does.',
    source: here,
  },
  {
    measureId: 'placements-ended-early',
    version: 1,
    telling: 'protected',
    isOfPeople: true,
    name: 'Placements ended early',
    unit: 'placements',
    shape: 'count',
    by: stays,
    definition:
      'Placements that began where they count and ended otherwise than planned, by the day the person left. A death is told in neither this nor the completed ones.',
    source: phsPeople,
  },
  {
    measureId: 'placements-never-started',
    version: 1,
    telling: 'protected',
    isOfPeople: true,
    name: 'Placements that never began',
    unit: 'placements',
    shape: 'count',
    by: stays,
    definition:
      'Beds booked in which nobody arrived, by the day somebody was to arrive. Counts bookings: somebody may arrive in another bed later.',
    source: here,
  },
  {
    measureId: 'nights-available',
    version: 1,
    telling: 'exact',
    isOfPeople: false,
    name: 'Bed-nights available',
    unit: 'nights',
    shape: 'count',
    by: places,
    definition:
      'One for each rehabilitation bed that was open, on each night that has gone by, of projects that counted as residential rehabilitation on that night.',
    source: here,
  },
  {
    measureId: 'nights-staffed',
    version: 1,
    telling: 'exact',
    isOfPeople: false,
    name: 'Bed-nights staffed',
    unit: 'nights',
    shape: 'count',
    by: places,
    definition:
      'Bed-nights available less those on which the bed was out of service, whatever the reason. Turning a bed round between two people is not out of service.',
    source: here,
  },
  {
    measureId: 'nights-occupied',
    version: 1,
    telling: 'exact',
    isOfPeople: true,
    name: 'Bed-nights occupied',
    unit: 'nights',
    shape: 'count',
    by: places,
    definition:
      'Nights from arrival to leaving of publicly funded placements that count, up to today. Nights on leave are among them. Residents who pay otherwise are not recorded here, so a bed may be taken and not counted.',
    source: here,
  },
  {
    measureId: 'occupancy',
    version: 1,
    telling: 'exact',
    isOfPeople: true,
    name: 'Occupancy by publicly funded placements',
    unit: 'nights',
    shape: 'share',
    by: places,
    definition:
      'Bed-nights occupied out of bed-nights staffed. It can pass 100% where somebody stays in a bed that is out of service or no longer counts. Residents who pay otherwise are not in it.',
    source: here,
  },
  wait(
    'wait-to-assessment',
    'Referral to assessment',
    'from the referral to the first assessment by the partnership',
  ),
  wait(
    'wait-assessment-to-approval',
    'Assessment to funding decision',
    'from that assessment to the first yes of a public funder',
  ),
  wait(
    'wait-approval-to-acceptance',
    'Funding decision to acceptance',
    'from that yes to the first yes of a provider to an offer',
  ),
  wait('wait-acceptance-to-admission', 'Acceptance to admission', 'from that acceptance to the arrival'),
  wait('wait-to-admission', 'Referral to admission', 'from the referral to the arrival'),
  {
    measureId: 'offers-made',
    version: 1,
    telling: 'protected',
    isOfPeople: true,
    name: 'Offers made',
    unit: 'offers',
    shape: 'count',
    by: stays,
    definition: 'Offers of a bed to a named person, by the day they were made.',
    source: here,
  },
  {
    measureId: 'offers-declined',
    version: 1,
    telling: 'protected',
    isOfPeople: true,
    name: 'Offers declined',
    unit: 'offers',
    shape: 'count',
    by: [...stays, 'refusedBy'],
    definition: 'Offers to which the person, the provider or the funder said no, by the day they did.',
    source: here,
  },
  {
    measureId: 'offers-lapsed',
    version: 1,
    telling: 'protected',
    isOfPeople: true,
    name: 'Offers lapsed',
    unit: 'offers',
    shape: 'count',
    by: stays,
    definition: 'Offers that nobody answered in time, by the day they lapsed.',
    source: here,
  },
  ...([12, 26, 52] as const).map(
    (weeks) =>
      ({
        measureId: `retained-${weeks}-weeks`,
        version: 1,
        telling: 'protected',
        isOfPeople: true,
        name: `Retained at ${weeks} weeks`,
        unit: 'placements',
        shape: 'share',
        by: stays,
        definition: `Of placements started at least ${weeks} weeks ago, by the month they began: those in which the person was still there ${weeks} weeks after arriving, or had left before as planned.`,
        source:
          'Scottish Government, Recovery Outcome guidance, 2016, which asks at 12, 26 and 52 weeks; that a planned end before counts is set for this service',
      }) as const,
  ),
  {
    measureId: 're-presented',
    version: 1,
    telling: 'protected',
    isOfPeople: true,
    name: 'Re-presented within six months',
    unit: 'placements',
    shape: 'share',
    by: stays,
    definition:
      'Of placements that ended at least 183 days ago, by the month the person left: those after which a new referral of the same person was received here within 183 days. Referrals elsewhere are not known here.',
    source:
      'Safer Portsmouth Partnership, re-presentations within six months; the days are set for this service',
  },
  ...([10, 8] as const).map(
    (least) =>
      ({
        measureId: least === 10 ? 'satisfaction-10' : 'satisfaction-8-or-more',
        version: 1,
        telling: 'protected',
        isOfPeople: true,
        name: least === 10 ? 'Satisfaction of 10 out of 10' : 'Satisfaction of 8 or more out of 10',
        unit: 'answers',
        shape: 'share',
        by: stays,
        definition: `Of the answers from 0 to 10 given on leaving and at follow-ups, by the day they were given: those of ${least === 10 ? '10' : '8 or more'}. The number of answers stands beside it.`,
        source: 'Safer Portsmouth Partnership, satisfaction of 10 and of 8 or more',
      }) as const,
  ),
  {
    measureId: 'naloxone-at-discharge',
    version: 1,
    telling: 'protected',
    isOfPeople: true,
    name: 'Left with naloxone',
    unit: 'placements',
    shape: 'share',
    by: stays,
    definition:
      'Of placements that ended, by the month the person left: those in which the person took a naloxone kit on leaving or had one. What was not recorded counts as no.',
    source:
      'Medication assisted treatment standards 3 and 4, Scottish Government, 2021; the definition is set for this service',
  },
  {
    measureId: 'cost-per-placement',
    version: 1,
    telling: 'protected',
    isOfPeople: true,
    name: 'Cost per placement approved',
    unit: 'placements',
    shape: 'money',
    by: people,
    definition:
      'The agreed weeks times the weekly price of the first approval, over the approvals of which a price is known, by the day of the approval. The whole price, whoever pays a part of it. How many are priced stands beside it.',
    source: 'As Public Health Scotland tells costs, with the number costed: interim monitoring reports',
  },
  {
    measureId: 'cost-per-week',
    version: 1,
    telling: 'protected',
    isOfPeople: true,
    name: 'Cost per week approved',
    unit: 'weeks',
    shape: 'money',
    by: people,
    definition: 'The same money over the weeks agreed.',
    source: here,
  },
  {
    measureId: 'availability-fresh',
    version: 1,
    telling: 'exact',
    isOfPeople: false,
    name: 'Availability that is fresh',
    unit: 'projects',
    shape: 'share',
    by: places,
    definition:
      'Of projects that count and have a bed: those that said within the last 24 hours how many are free. On the last day of the period, or now.',
    source: here,
  },
] as const;

/**
 * What is recorded more days after it happened is late: within a week whoever works part of it has been there again. Set for this
 * service; Public Health Scotland's protocol names no number that could be read. Unit: days.
 */
export const lateAfterDays = 7;
