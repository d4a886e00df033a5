export { bedFault } from './domain/input-faults.js';
export { overrideKinds, weighOverride, type OverrideKind, type OverrideNeed } from './domain/override.js';
export { missingGates, type MissingGate } from './domain/readiness.js';
export { stageClock, type StageLimits } from './domain/stage-clock.js';
export { stageText } from './domain/stage-text.js';
export { missingGateText } from './domain/gate-text.js';
export { queuesOf, type PlaceKind, type Queue } from './domain/queue.js';
export { queueTexts } from './domain/queue-text.js';
export { nextSteps } from './contract/next-steps.js';
