import type { TagModel } from '../../../../ui/components/tag.js';
import type { FigureStanding } from '../../domain/vintage.js';

/** The standing of a figure of others, in words. */
export const standingLooks: Readonly<Record<FigureStanding, TagModel>> = {
  published: { text: 'Published', colour: 'green' },
  revised: { text: 'Revised', colour: 'blue' },
  superseded: { text: 'Superseded', colour: 'grey' },
  withdrawn: { text: 'Withdrawn', colour: 'red' },
  derived: { text: 'Derived (D)', colour: 'purple' },
  unverified: { text: 'Unverified (U)', colour: 'orange' },
};
