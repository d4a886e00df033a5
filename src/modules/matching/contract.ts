export { missingGates, type MissingGate } from './domain/readiness.js';
export { missingGateText } from './domain/gate-text.js';
