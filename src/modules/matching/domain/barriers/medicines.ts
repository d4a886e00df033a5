import { withoutRules, type Barrier } from './barrier.js';

/** Limits on the dose of a prescribed medicine, or on being prescribed one. */
export const medicines: Barrier = {
  key: 'medicines',
  name: 'Dose of a prescribed medicine',
  asIf: 'no project asked for a lower dose, or for no prescription',
  whoCouldAct: 'Projects, by what they ask; prescribers, together with the person',
  relax: (input) =>
    withoutRules(input, [
      'mat',
      'methadone_dose',
      'buprenorphine_dose',
      'espranor_dose',
      'buprenorphine_long_acting_dose',
      'diazepam_dose',
    ]),
};
