export { evaluate, verdict, type Check, type RoomMix } from './domain/evaluate.js';
export { checkText, exclusionText } from './domain/check-text.js';
