import type { Scope } from '../../../../kernel/actor.js';
import { addNights, parseIsoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { longDate, monthAndYear } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import { fewestTold } from '../../../eligibility/contract.js';
import type { OverrideKind } from '../../../matching/contract.js';
import type { Dimension } from '../../../referrals/contract/facts.js';
import { dimensionTexts, groupText } from '../../../referrals/contract/words.js';
import type { BesideSuggestion } from '../../domain/beside-suggestion.js';
import type { FairnessReport } from '../../application/read-fairness.js';
import type {
  AreaKind,
  DimensionFigures,
  FairnessPolicy,
  GroupFigures,
  Share,
} from '../../domain/fairness.js';
import type { MedianWait } from '../../domain/median-wait.js';
import { quarterOf } from '../../../../kernel/quarter.js';
import {
  FairnessView,
  type FairnessChange,
  type FairnessProps,
  type FairnessSection,
} from './fairness.view.js';

/** What the page needs. */
export interface FairnessPageDeps {
  readonly readFairness: (
    tx: Tx,
    scope: Scope,
    asked: IsoDate | null,
    today: IsoDate,
  ) => Promise<FairnessReport>;
  readonly fairnessPolicy: FairnessPolicy;
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;
const fewer = `Fewer than ${fewestTold}`;
const tooFew = 'Too few to tell';
const nobody = 'Nobody referred';

/** "45% (30% to 60%)"; where only the interval is told, "Under 20%", "Over 80%". */
const shareText = (share: Share): string => {
  switch (share.kind) {
    case 'nobody':
      return nobody;
    case 'fewer':
    case 'too-few':
      return tooFew;
    case 'share':
      if (share.share !== null)
        return `${percent(share.share)} (${percent(share.low)} to ${percent(share.high)})`;
      return share.low === 0 ? `Under ${percent(share.high)}` : `Over ${percent(share.low)}`;
  }
};

const referredText = (share: Share): string => {
  switch (share.kind) {
    case 'nobody':
      return '0';
    case 'fewer':
      return fewer;
    case 'too-few':
    case 'share':
      return plainNumber(share.referred);
  }
};

const placedText = (share: Share): string => {
  if (share.kind !== 'share') return share.kind === 'nobody' ? '0' : tooFew;
  if (share.placed !== null) return plainNumber(share.placed);
  return share.low === 0 ? fewer : `All but ${fewer.toLowerCase()}`;
};

const waitText = (wait: MedianWait | null, isCountry: boolean): string => {
  if (wait === null) return tooFew;
  const { days, low, high } = wait;
  if (days === null) return 'Not yet';
  const number = (on: number): string => plainNumber(isCountry ? on / 7 : on);
  const range = `${low === null ? 'any' : number(low)} to ${high === null ? 'longer' : number(high)}`;
  return `${countOf(isCountry ? days / 7 : days, isCountry ? 'week' : 'day')} (${range})`;
};

const lowered = (text: string): string => `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;

const warningOf = ({ isBelowOthers, hasFallen }: GroupFigures): string =>
  [isBelowOthers ? 'Lower than everybody else' : '', hasFallen ? 'Lower than the quarter before' : '']
    .filter((text) => text !== '')
    .join('. ');

const referenceOf = (everybody: Share): number | null =>
  everybody.kind === 'share' ? everybody.share : null;

const sectionOf = (
  { dimension, groups }: DimensionFigures<GroupFigures>,
  everybody: Share,
  isCountry: boolean,
): FairnessSection => {
  const title = dimensionTexts[dimension];
  const rows = groups.map((figures) => ({
    key: figures.group,
    name: groupText(figures.group),
    warningText: warningOf(figures),
    referredText: referredText(figures.now),
    placedText: placedText(figures.now),
    shareText: shareText(figures.now),
    beforeText: shareText(figures.before),
    waitText: figures.now.kind === 'nobody' ? nobody : waitText(figures.wait, isCountry),
  }));
  const drawn = groups.flatMap(({ group, now }) =>
    now.kind === 'share'
      ? [
          {
            ...{ key: group, label: groupText(group), value: now.share },
            ...{ range: { low: now.low, high: now.high }, valueText: lowered(shareText(now)) },
          },
        ]
      : [],
  );
  return {
    key: dimension,
    title,
    rows,
    chart:
      drawn.length === 0
        ? null
        : {
            id: `fairness-${dimension}`,
            title: `Share placed, by ${title.toLowerCase()}`,
            description: rows.map(({ name, shareText: text }) => `${name}: ${text}.`).join(' '),
            reference: referenceOf(everybody),
            rows: drawn,
          },
  };
};

const named = (dimension: Dimension, group: string): string =>
  `${dimensionTexts[dimension]}, ${lowered(groupText(group))}`;

const warningsOf = ({ dimensions, changes }: FairnessReport): readonly string[] => [
  ...dimensions.flatMap(({ dimension, groups }) =>
    groups.flatMap((figures) => [
      ...(figures.isBelowOthers
        ? [
            `${named(dimension, figures.group)}: ${shareText(figures.now)} placed, everybody else ${shareText(figures.others)}.`,
          ]
        : []),
      ...(figures.hasFallen
        ? [
            `${named(dimension, figures.group)}: ${shareText(figures.now)} placed, after ${shareText(figures.before)} in the quarter before.`,
          ]
        : []),
    ]),
  ),
  ...changes.flatMap(({ inForceFrom, everybody, dimensions: changed }) =>
    changed.flatMap(({ dimension, groups }) =>
      groups
        .filter(({ hasFallen }) => hasFallen)
        .map(
          ({ group, before, after }) =>
            `${named(dimension, group)}: ${shareText(before)} placed before the policy changed on ${longDate(inForceFrom)}, ${shareText(after)} after. Everybody together: ${shareText(everybody.before)} before, ${shareText(everybody.after)} after.`,
        ),
    ),
  ),
];

const changeOf = (
  { changeId, inForceFrom, everybody, dimensions }: FairnessReport['changes'][number],
  { placedWithinDays }: FairnessPolicy,
  maySeePolicy: boolean,
): FairnessChange => ({
  key: changeId,
  title: `In force from ${longDate(inForceFrom)}`,
  href: maySeePolicy ? `/matching/policy/changes/${changeId}` : null,
  tooSoonText:
    everybody.after.kind === 'share'
      ? null
      : `Too few to tell: nobody counts who waited under both policies, so the first are those referred from ${longDate(inForceFrom)} on, ${plainNumber(placedWithinDays)} days later.`,
  rows:
    everybody.after.kind === 'share'
      ? dimensions.flatMap(({ dimension, groups }) =>
          groups.map(({ group, before, after, hasFallen }) => ({
            key: `${dimension} ${group}`,
            name: named(dimension, group),
            warningText: hasFallen ? 'Lower than before' : '',
            beforeText: shareText(before),
            afterText: shareText(after),
          })),
        )
      : [],
});

const kindTexts: Readonly<Record<OverrideKind, string>> = {
  'own-choice': 'Another bed, and nobody as urgent lost a place by it',
  'passes-over': 'Somebody as urgent or more was passed over',
  'without-suggestion': 'Made without a suggestion',
};

const areaKindTexts: Readonly<Record<AreaKind, string>> = {
  islands: 'Islands: Orkney, Shetland, Western Isles',
  rural: 'Mainland, mostly rural',
  other: 'All others',
};

/** Whoever had nobody placed has nobody referred in what is told alike. */
const placedPeopleText = (share: Share): string => (share.kind === 'nobody' ? '0' : referredText(share));

const elsewhereOf = (
  { everybody, kinds }: FairnessReport['elsewhere'],
  isCountry: boolean,
): FairnessProps['elsewhere'] => ({
  text:
    everybody.kind === 'nobody'
      ? 'Nobody was placed.'
      : `Of ${lowered(placedPeopleText(everybody))} placed, in another health board than ${isCountry ? 'their own' : 'yours'}: ${lowered(shareText(everybody))}.`,
  rows: kinds.map(({ kind, share }) => ({
    ...{ key: kind, name: areaKindTexts[kind], placedText: placedPeopleText(share) },
    elsewhereText: placedText(share),
    shareText: share.kind === 'nobody' ? 'Nobody placed' : shareText(share),
  })),
});

const countText = (offers: number | null): string => (offers === null ? fewer : plainNumber(offers));

const besideOf = ({ made, kinds }: BesideSuggestion): FairnessProps['besideSuggestion'] => ({
  madeText: `Offers made in the quarter: ${lowered(countText(made))}.`,
  rows: kinds.map(({ kind, offers }) => ({
    key: kind,
    name: kindTexts[kind],
    offersText: countText(offers),
  })),
});

const quarterText = (startsOn: IsoDate): string => {
  const { endsOn } = quarterOf(startsOn);
  const last = addNights(endsOn, -1);
  return `${monthAndYear(startsOn).split(' ')[0] ?? ''} to ${monthAndYear(last)}`;
};

const notesOf = (isCountry: boolean, policy: FairnessPolicy): FairnessProps['notes'] => {
  const weeks = plainNumber(policy.placedWithinDays / 7);
  return [
    {
      term: 'Who counts',
      text: `Everybody referred whose ${weeks} weeks since ended in the quarter, so that all are followed for as long. Age is that on the day they were referred. What was recorded by mistake does not count.`,
    },
    {
      term: 'Placed',
      text: `They arrived in a bed within those ${weeks} weeks. Whoever withdrew, moved away or died before is not placed: giving up may be part of what is unfair.`,
    },
    {
      term: 'In brackets',
      text: `Between which shares the truth lies with ${percent(policy.level)} certainty, were this one of many such quarters (Wilson, 1927). The dashed stroke is the share of everybody.`,
    },
    {
      term: 'Half had arrived after',
      text: 'Counted with everybody who still waits at the end of the quarter, and with those whose referral was closed for as long as it was open (Kaplan and Meier, 1958). “Not yet” where fewer than half would have arrived by then.',
    },
    {
      term: 'Lower',
      text: `Said only where the interval of the difference leaves out none at all (Newcombe, 1998, method 10), made so wide that among all groups compared at once a warning by chance comes in ${percent(1 - policy.level)} of pages (Bonferroni). It says that there is a difference, not why. The mix of people behind it may differ too.`,
    },
    {
      term: 'Too few to tell',
      text: `Fewer than ${plainNumber(policy.fewestForRate)} were referred, or too few arrived.`,
    },
    ...(isCountry
      ? [
          {
            term: 'Protected',
            text: `Counts of the country are to the nearest five, and fewer than ${fewestTold}, none among them, are told as fewer than ${fewestTold}. Everything else is worked out from the counts as they are told; waits are to the nearest week.`,
          },
        ]
      : []),
    {
      term: 'How far from home',
      text: `Of those placed, who arrived in a project of another health board than that of the partnership that referred them: from islands that is always across the water; over a border on the mainland it may be nearer than home. Mostly rural are the partnerships of council areas in which a third or more of the people lived in settlements of fewer than 3,000 (Scottish Executive Urban Rural Classification 2003-2004, table 2; five of its rows could not be read and stand with all others). Kilometres are not told: nobody’s home is used for counting, and no published centre points of areas and projects were found.`,
    },
    {
      term: 'Not here',
      text: 'What people answered about ethnic group, disability, religion, sexual orientation and trans status is kept apart and read for nothing else.',
    },
  ];
};

/** Who is placed, by group: a partnership's own people, or the country's in protected counts. */
export const fairnessPage = ({ readFairness, fairnessPolicy }: FairnessPageDeps): Page => ({
  path: '/fairness',
  permission: 'see-fairness',
  async read(tx, { query, scope, today, frame, actor }) {
    const report = await readFairness(tx, scope, parseIsoDate(query['quarter'] ?? ''), today);
    const { quarter, telling, everybody, dimensions, changes, earlierOn, laterOn } = report;
    const isCountry = telling === 'protected';
    const maySeePolicy = scopeFor(actor, 'see-matching-policy') !== null;
    const linkTo = (startsOn: IsoDate) => ({
      text: quarterText(startsOn),
      href: `/fairness?quarter=${startsOn}`,
    });
    return {
      kind: 'page',
      page: FairnessView({
        frame,
        whose: scope.kind === 'national' ? 'Scotland' : 'Your partnership',
        quarterText: quarterText(quarter.startsOn),
        // The frame bears the demonstration's banner while the people in the service are invented.
        ...(frame.banner === undefined
          ? {}
          : {
              caution: 'Everything counted here comes from invented people. It says nothing about Scotland.',
            }),
        warnings: warningsOf(report),
        everybodyText: `Everybody: ${lowered(referredText(everybody.now))} referred. Placed: ${lowered(shareText(everybody.now))}, quarter before: ${lowered(shareText(everybody.before))}. Half had arrived after: ${lowered(waitText(everybody.wait, isCountry))}.`,
        sections: dimensions.map((figures) => sectionOf(figures, everybody.now, isCountry)),
        elsewhere: elsewhereOf(report.elsewhere, isCountry),
        besideSuggestion: besideOf(report.besideSuggestion),
        changes: changes.map((change) => changeOf(change, fairnessPolicy, maySeePolicy)),
        notes: notesOf(isCountry, fairnessPolicy),
        earlier: linkTo(earlierOn),
        later: laterOn === null ? null : linkTo(laterOn),
      }),
    };
  },
});
