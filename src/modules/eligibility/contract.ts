export { evaluate, verdict, type Answer, type Check, type RoomMix } from './domain/evaluate.js';
export { checkText, exclusionText } from './domain/check-text.js';
