import type { IsoDate } from '../../../kernel/iso-date.js';
import type { BedUnit } from '../../capacity/contract/availability.js';
import { isInForce, type AdmissionRule } from '../../eligibility/contract.js';
import type { LookedCounts } from './look.js';
import type { MatchInput, Waiting } from './waiting.js';

/** What about the record of a person contradicts itself, or leaves them no place at all; told by name, and the run goes on. */
export type PersonFault =
  | { readonly kind: 'band-not-in-policy'; readonly band: string }
  | { readonly kind: 'children-without-birth-date'; readonly children: number }
  | { readonly kind: 'wish-needs-sex' }
  | { readonly kind: 'not-one-adult' }
  | { readonly kind: 'no-bed-could-fit'; readonly mostly: readonly string[] };

/** A bed, or the rules of a project, that nobody can come by. */
export type PlaceFault =
  | {
      readonly kind: 'bed-takes-nobody' | 'bed-without-facts';
      readonly bedId: string;
      readonly bedLabel: string;
      /** Absent from runs that did not keep it. */
      readonly projectId?: string;
      readonly projectName: string;
    }
  | {
      readonly kind: 'rules-exclude-everybody';
      readonly projectId: string;
      readonly projectName: string;
      readonly attribute: string;
    };

/** Whether the policy says how long people of a band prepare, and where the band stands. */
const isBandKnown = (
  { bands, preparationDays }: MatchInput['policy'],
  { referral: { urgencyBand } }: Waiting,
): boolean => bands.includes(urgencyBand) && Object.hasOwn(preparationDays, urgencyBand);

/** What is wrong with somebody's record, whatever beds there are. */
export const personFaults = (person: Waiting, policy: MatchInput['policy']): readonly PersonFault[] => {
  const { referral } = person;
  const { urgencyBand, children, oldestChildBornOn, prefersMix, sex, adults } = referral;
  return [
    ...(isBandKnown(policy, person) ? [] : [{ kind: 'band-not-in-policy', band: urgencyBand } as const]),
    ...(adults >= 1 ? [] : [{ kind: 'not-one-adult' } as const]),
    ...(children > 0 && oldestChildBornOn === null
      ? [{ kind: 'children-without-birth-date', children } as const]
      : []),
    ...(prefersMix === 'single_sex' && sex === 'not_known' ? [{ kind: 'wish-needs-sex' } as const] : []),
  ];
};

/** Rules told of, most frequent first. */
const rulesNamed = 2;

/** That no bed of the country could be theirs, free or not, with the rules that exclude most of them; null where one could. */
export const noBedCouldFit = ({
  placesLookedAt,
  excludedBy,
  unknownAt,
  fullAt,
}: LookedCounts): PersonFault | null => {
  const rules = Object.entries(excludedBy).sort(([, a], [, b]) => b - a);
  const excluded = rules.reduce((sum, [, beds]) => sum + beds, 0);
  return placesLookedAt === 0 || unknownAt > 0 || fullAt > 0 || excluded < placesLookedAt
    ? null
    : { kind: 'no-bed-could-fit', mostly: rules.slice(0, rulesNamed).map(([rule]) => rule) };
};

/** What about the record of a bed keeps everybody from it, or all who need what is not recorded; null for a bed that is closed. */
export const bedFault = (
  unit: BedUnit,
  today: IsoDate,
): Extract<PlaceFault, { readonly bedId: string }> | null => {
  if (unit.closesOn !== null && unit.closesOn <= today) return null;
  const { bedId, label: bedLabel, projectId, projectName } = unit;
  if (unit.maxAdults < 1) return { kind: 'bed-takes-nobody', bedId, bedLabel, projectId, projectName };
  return unit.bedType === 'rehab' && unit.isStepFree === null && unit.hasWetRoom === null
    ? { kind: 'bed-without-facts', bedId, bedLabel, projectId, projectName }
    : null;
};

type Demand = Pick<AdmissionRule, 'attribute' | 'operator' | 'value' | 'unit'>;

const choices = ({ operator, value }: Demand): readonly unknown[] | null =>
  operator === 'one_of' && typeof value === 'object' ? value : operator === 'is' ? [value] : null;

/** Whether nobody can meet both of two demands: more than the most, or none of the choices. */
const contradict = (a: Demand, b: Demand): boolean => {
  if (a.attribute !== b.attribute || a.unit !== b.unit) return false;
  if (a.operator === 'at_least' && b.operator === 'at_most') return Number(a.value) > Number(b.value);
  const ofA = choices(a);
  const ofB = choices(b);
  return ofA !== null && ofB !== null && !ofA.some((choice) => ofB.includes(choice));
};

/** What two rules of a project that both turn people away are about, where nobody can meet both; null where there are none. */
const impossibleAttribute = (rules: readonly AdmissionRule[], on: IsoDate): string | null => {
  const demands = rules.filter(
    (rule) => rule.effect === 'exclude' && rule.stage !== 'assessment' && isInForce(rule, on),
  );
  for (const a of demands) {
    if (demands.some((b) => a !== b && contradict(a, b))) return a.attribute;
  }
  return null;
};

/** Beds that nobody can come by, and projects whose rules nobody can meet, each by name. */
export const placeFaults = ({
  calendars,
  rules,
  today,
}: Pick<MatchInput, 'calendars' | 'rules' | 'today'>): readonly PlaceFault[] => {
  const projects = new Map(calendars.map(({ unit }) => [unit.projectId, unit.projectName]));
  return [
    ...[...projects].flatMap(([projectId, projectName]): PlaceFault[] => {
      const attribute = impossibleAttribute(rules.get(projectId) ?? [], today);
      return attribute === null
        ? []
        : [{ kind: 'rules-exclude-everybody', projectId, projectName, attribute }];
    }),
    ...calendars.flatMap(({ unit }): PlaceFault[] => {
      const fault = bedFault(unit, today);
      return fault === null ? [] : [fault];
    }),
  ];
};
