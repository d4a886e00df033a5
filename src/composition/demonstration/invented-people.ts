import { addNights, type IsoDate } from '../../kernel/iso-date.js';
import type { NewReferral } from '../../modules/referrals/application/ports.js';
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
  'Asks for time away from the people she uses with',
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

const bandReasons = {
  emergency: 'Near-fatal overdose in the last week',
  urgent: 'Tolerance has fallen and use goes on',
  soon: 'Stable, with a short window of motivation',
  routine: 'Stable and supported in the community',
} as const;

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
    needsStepFree: chance.happens(0.06),
    needsWetRoom: chance.happens(0.03),
    adults: 1,
    children,
    oldestChildBornOn: children === 0 ? null : addNights(today, -chance.between(60, 8 * 365)),
    detoxNeed: chance.happens(0.25) ? 'before_entry' : 'none',
    prefersArea: chance.weighted([
      ['near', 35],
      ['away', 20],
      ['no_preference', 45],
    ]),
    prefersMix: chance.weighted([
      ['mixed', 15],
      ['single_sex', 20],
      ['no_preference', 65],
    ]),
    preferredProjectIds: [...preferred],
    plannedWeeks: chance.weighted(shares.weeks),
  };
};
