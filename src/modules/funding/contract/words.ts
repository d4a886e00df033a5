import { routeTexts } from '../../referrals/contract/words.js';
import type { OutsidePayer } from '../domain/payers.js';

const outsideTexts: Readonly<Record<OutsidePayer, string>> = {
  social_work: 'Social work',
  health_board: 'Health board',
  housing_benefit: 'Housing benefit',
  self: 'The person themselves',
  charity: 'A charity',
};

const texts = new Map<string, string>([...Object.entries(routeTexts), ...Object.entries(outsideTexts)]);

/** Who pays, in words: a route of the partnership, or somebody without a budget here. */
export const payerText = (payer: string): string => texts.get(payer) ?? payer;
