import { routeTexts, sexTexts, substanceTexts, urgencyBandTexts } from '../../contract/words.js';
import type { RecordReferralOptions } from './referral-parts.view.js';
import {
  areaTexts,
  bandHints,
  detoxNeedTexts,
  doseUnitTexts,
  faithTexts,
  knownTexts,
  matDrugTexts,
  mentalHealthTexts,
  mixTexts,
  optionsOf,
  sourceTexts,
} from './referral-words.js';

/** The choices of the forms that record and correct a referral, with the projects there are. */
export const referralOptions = (
  projects: readonly { readonly projectId: string; readonly name: string }[],
): RecordReferralOptions => ({
  sex: optionsOf(sexTexts),
  source: optionsOf(sourceTexts),
  route: optionsOf(routeTexts),
  substance: optionsOf(substanceTexts),
  urgencyBand: optionsOf(urgencyBandTexts, bandHints),
  detoxNeed: optionsOf(detoxNeedTexts),
  known: optionsOf(knownTexts),
  matDrug: optionsOf(matDrugTexts),
  doseUnit: optionsOf(doseUnitTexts),
  mentalHealthSupport: optionsOf(mentalHealthTexts),
  acceptsFaithEthos: optionsOf(faithTexts),
  project: projects.map(({ projectId, name }) => ({ value: projectId, text: name })),
  prefersArea: optionsOf(areaTexts),
  prefersMix: optionsOf(mixTexts),
});
