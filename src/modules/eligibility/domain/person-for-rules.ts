import type { IsoDate } from '../../../kernel/iso-date.js';
import type { PersonFacts, ReferralFacts } from '../../referrals/contract/facts.js';
import type { DoseUnit, SupportLevel } from './admission-rule.js';

/** A prescription that somebody stays on, and the day on which it was so. */
export interface MatPrescription {
  readonly drug: 'methadone' | 'buprenorphine' | 'buprenorphine_long_acting' | 'other';
  readonly dose: number;
  readonly unit: DoseUnit;
  readonly on: IsoDate;
}

/** What rules of projects ask of a person. Null is not recorded, and asks for the fact. */
export interface PersonForRules {
  readonly sex: PersonFacts['sex'];
  readonly bornOn: IsoDate;
  readonly adults: number;
  readonly children: number;
  readonly oldestChildBornOn: IsoDate | null;
  readonly needsStepFree: boolean;
  readonly needsWetRoom: boolean;
  readonly substance: PersonFacts['substance'] | null;
  /** The area the partnership answers for; empty where nobody has said. */
  readonly healthBoard: string;
  readonly detoxNeed: 'none' | 'before_entry' | 'on_site' | null;
  /** The day on which a booked detox ends; null where none is booked. */
  readonly detoxEndsOn: IsoDate | null;
  readonly isPregnant: boolean | null;
  readonly mat: MatPrescription | null;
  readonly mentalHealthSupport: SupportLevel | null;
  readonly acceptsFaithEthos: boolean | null;
  readonly hadCommunityTreatment: boolean | null;
}

/** A referral; or somebody of whom less is known, such as whoever a bed is looked for without naming them. */
export type FactsForRules = PersonFacts &
  Partial<
    Pick<
      ReferralFacts,
      'detoxNeed' | 'detox' | 'isPregnant' | 'mat' | 'mentalHealthSupport' | 'acceptsFaithEthos'
    >
  >;

const supportOf = (support: ReferralFacts['mentalHealthSupport'] | undefined): SupportLevel | null =>
  support === undefined || support === 'not_known' ? null : support;

/**
 * The facts of a referral as rules ask for them. What a referral does not hold yet is null here, so that a rule about it
 * answers `unknown`: this is the one place where such a fact is taken up.
 */
export const personForRules = (facts: FactsForRules): PersonForRules => ({
  sex: facts.sex,
  bornOn: facts.bornOn,
  adults: facts.adults,
  children: facts.children,
  oldestChildBornOn: facts.oldestChildBornOn,
  needsStepFree: facts.needsStepFree,
  needsWetRoom: facts.needsWetRoom,
  substance: facts.substance,
  healthBoard: facts.healthBoard,
  detoxNeed: facts.detoxNeed ?? null,
  detoxEndsOn: facts.detox?.endsOn ?? null,
  isPregnant: facts.isPregnant ?? null,
  mat: facts.mat ?? null,
  mentalHealthSupport: supportOf(facts.mentalHealthSupport),
  acceptsFaithEthos: facts.acceptsFaithEthos ?? null,
  hadCommunityTreatment: null,
});
