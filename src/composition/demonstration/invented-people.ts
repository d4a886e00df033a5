import { addNights, type IsoDate } from '../../kernel/iso-date.js';
import type { NewReferral } from '../../modules/referrals/application/ports.js';
import { wishesGiven, type Circumstances } from '../../modules/referrals/domain/circumstances.js';
import type { Chance } from './chance.js';

const women = [
  'Aileen',
  'Agnieszka',
  'Beathag',
  'Catrìona',
  'Deirdre',
  'Eilidh',
  'Fiona',
  'Gillian',
  'Heather',
  'Iona',
  'Jean',
  'Kirsty',
  'Lorna',
  'Mairi',
  'Nasreen',
  'Oighrig',
  'Priya',
  'Rhona',
  'Seonag',
  'Tracy',
  'Una',
  'Wendy',
  'Yvonne',
  'Zofia',
];
const men = [
  'Alasdair',
  'Brian',
  'Callum',
  'Dougal',
  'Eòghann',
  'Fraser',
  'Gregor',
  'Hamish',
  'Imran',
  'Jamie',
  'Kenneth',
  'Lewis',
  'Murdo',
  'Niall',
  'Owen',
  'Piotr',
  'Ross',
  'Stuart',
  'Tam',
  'Ùisdean',
  'Victor',
  'William',
  'Yusuf',
  'Zander',
];
const families = [
  'Allardyce',
  'Baird',
  'Cameron-Odhar',
  'Drysdale',
  'Erskine',
  'Farquhar',
  'Gemmell',
  'Heriot',
  'Innes',
  'Jardine',
  'Kowalczyk',
  'Lockhart',
  'MacAonghais',
  'NicDhòmhnaill',
  'Ogilvie',
  'Pirrie',
  'Quarrier',
  'Rankine',
  'Strachan',
  'Tulloch',
  'Urquhart',
  'Veitch',
  'Wotherspoon',
  'Yuill',
  'Ahmadzai',
  'Begum-Hart',
];

const reasons = [
  'Wants to stop and has tried community treatment twice',
  'Asks for time away from the people they use with',
  'Has been stable on a prescription and wants to be free of it',
  'Has lost work through drinking and asks for help',
  'Came back to the service after a near-fatal overdose',
  'Leaves prison soon and fears going back to the same street',
] as const;

/**
 * Shares of the caseload. Sources: Public Health Scotland interim monitoring, 2021/22: alcohol 47%, drug 30%,
 * co-dependency 23% of 458; a third women. The rest are assumptions for a demonstration, not figures.
 */
const shares = {
  substance: [
    ['alcohol', 47],
    ['drug', 30],
    ['co_dependency', 23],
  ],
  band: [
    ['emergency', 4],
    ['urgent', 18],
    ['soon', 38],
    ['routine', 40],
  ],
  source: [
    ['key_worker', 40],
    ['self', 20],
    ['gp', 12],
    ['social_work', 12],
    ['family', 6],
    ['hospital', 6],
    ['other', 4],
  ],
  weeks: [
    [12, 60],
    [16, 15],
    [26, 25],
  ],
} as const;

const painMedicines = [
  'Co-codamol 30/500',
  'Dihydrocodeine 30 mg',
  'Pregabalin 150 mg',
  'Gabapentin 300 mg',
] as const;

const bandReasons = {
  emergency: 'Near-fatal overdose in the last week',
  urgent: 'Tolerance has fallen and use goes on',
  soon: 'Stable, with a short window of motivation',
  routine: 'Stable and supported in the community',
} as const;

/** Risks and health of somebody who does not exist; shares are assumptions for a demonstration, not figures. */
const inventCircumstances = (
  chance: Chance,
  today: IsoDate,
  {
    isWoman,
    isFromPrison,
    urgencyBand,
  }: Pick<NewReferral, 'urgencyBand'> & { readonly isWoman: boolean; readonly isFromPrison: boolean },
): Circumstances => {
  const mat = chance.weighted([
    [null, 62],
    [{ drug: 'methadone', unit: 'ml_daily', from: 10, to: 80 } as const, 20],
    [{ drug: 'buprenorphine_long_acting', unit: 'mg_monthly', from: 64, to: 128 } as const, 12],
    [{ drug: 'buprenorphine', unit: 'mg_daily', from: 2, to: 16 } as const, 6],
  ]);
  return {
    nearFatalOverdoseOn:
      urgencyBand === 'emergency' || chance.happens(0.12) ? addNights(today, -chance.between(1, 90)) : null,
    liberationOn: isFromPrison ? addNights(today, chance.between(-14, 60)) : null,
    isHomeless: chance.weighted([
      [false, 70],
      [true, 18],
      [null, 12],
    ]),
    isPregnant: isWoman ? (chance.happens(0.9) ? chance.happens(0.03) : null) : false,
    mat:
      mat === null
        ? null
        : {
            drug: mat.drug,
            dose: chance.between(mat.from, mat.to),
            unit: mat.unit,
            on: addNights(today, -chance.between(0, 14)),
          },
    mentalHealthSupport: chance.weighted([
      ['none', 35],
      ['some', 40],
      ['specialist', 10],
      ['not_known', 15],
    ]),
    prescribedPainMedicine: chance.happens(0.1) ? chance.pick(painMedicines) : null,
  };
};

/** Somebody who does not exist, with what they ask for. */
export const inventReferral = (
  chance: Chance,
  today: IsoDate,
  projectIds: readonly string[],
): NewReferral => {
  const isWoman = chance.happens(1 / 3);
  const children = isWoman && chance.happens(0.14) ? chance.between(1, 2) : 0;
  const urgencyBand = chance.weighted(shares.band);
  const isFromPrison = chance.happens(0.06);
  const preferred = new Set(Array.from({ length: chance.between(0, 3) }, () => chance.pick(projectIds)));
  const prefersArea = chance.weighted<NewReferral['prefersArea']>([
    ['near', 35],
    ['away', 20],
    ['no_preference', 45],
  ]);
  const prefersMix = chance.weighted<NewReferral['prefersMix']>([
    ['mixed', 15],
    ['single_sex', 20],
    ['no_preference', 65],
  ]);
  const wishes = { prefersArea, prefersMix, preferredProjectIds: [...preferred] };
  const acceptsFaithEthos = chance.happens(0.3) ? chance.happens(0.7) : null;
  return {
    givenName: chance.pick(isWoman ? women : men),
    familyName: chance.pick(families),
    bornOn: addNights(today, -chance.between(19 * 365, 62 * 365)),
    sex: isWoman ? 'female' : 'male',
    source: isFromPrison ? 'prison' : chance.weighted(shares.source),
    route: isFromPrison ? 'prison_to_rehab' : chance.happens(0.03) ? 'additional_placement_fund' : 'adp',
    receivedOn: addNights(today, -chance.between(0, 6)),
    reason: chance.pick(reasons),
    substance: chance.weighted(shares.substance),
    urgencyBand,
    urgencyReason: bandReasons[urgencyBand],
    urgencyReviewOn: null,
    needsStepFree: chance.happens(0.06),
    needsWetRoom: chance.happens(0.03),
    adults: 1,
    children,
    oldestChildBornOn: children === 0 ? null : addNights(today, -chance.between(60, 8 * 365)),
    detoxNeed: chance.happens(0.25) ? 'before_entry' : 'none',
    ...inventCircumstances(chance, today, { isWoman, isFromPrison, urgencyBand }),
    ...wishes,
    acceptsFaithEthos,
    consentedWishes: wishesGiven({ ...wishes, acceptsFaithEthos }),
    plannedWeeks: chance.weighted(shares.weeks),
  };
};
