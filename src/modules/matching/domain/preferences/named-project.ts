import type { Preference } from './preference.js';

/** Projects a person may name at most. */
const namedAtMost = 5;

/** A project the person named, the first before the second. */
export const namedProject: Preference = {
  name: 'A project the person named',
  level: 'wish',
  unit: 'place among those named',
  why: 'Where somebody goes is theirs to say first.',
  source: 'Set for this service',
  steps: namedAtMost + 1,
  wishOf: ({ preferredProjectIds }) => (preferredProjectIds.length === 0 ? null : 'named-project'),
  distance: ({ preferredProjectIds }, { projectId }) => {
    const named = preferredProjectIds.indexOf(projectId);
    return Math.min(named === -1 ? preferredProjectIds.length : named, namedAtMost);
  },
  isMet: ({ preferredProjectIds }, { projectId }) => preferredProjectIds.includes(projectId),
};
