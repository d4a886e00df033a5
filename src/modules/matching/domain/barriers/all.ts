import { access } from './access.js';
import { areas } from './areas.js';
import { assessment } from './assessment.js';
import type { Barrier } from './barrier.js';
import { children } from './children.js';
import { detox } from './detox.js';
import { freeBeds } from './free-beds.js';
import { funding } from './funding.js';
import { medicines } from './medicines.js';
import { mentalHealth } from './mental-health.js';
import { placesForMen } from './places-for-men.js';
import { placesForWomen } from './places-for-women.js';
import { saidNo } from './said-no.js';

/** Every barrier that is tried: from the gates to the places. */
export const barriers: readonly Barrier[] = [
  assessment,
  funding,
  detox,
  freeBeds,
  placesForWomen,
  placesForMen,
  children,
  access,
  areas,
  medicines,
  mentalHealth,
  saidNo,
];
