import { z } from 'zod';

import { parseIsoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { checkRules, doseUnits, effects, operators, stages } from '../../../eligibility/contract.js';
import { sexes, urgencyBands } from '../../../referrals/contract/facts.js';
import type { MissingGate } from '../../domain/readiness.js';
import type { StoredExplanation } from '../../application/waiting-list.js';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const day = z.custom<IsoDate>((text) => typeof text === 'string' && parseIsoDate(text) !== null);
const wish = z.enum(['named-project', 'own-sex-only', 'women-and-men', 'near-home', 'away-from-home']);

const option = z.object({
  bedId: z.string(),
  bedLabel: z.string(),
  projectId: z.string(),
  projectName: z.string(),
  healthBoard: z.string(),
  arrivesOn: day,
  departsOn: day,
  beds: z.number(),
  meets: z.array(wish),
  misses: z.array(wish),
  loses: z.enum(['nobody', 'somebody-after', 'somebody-ahead']),
  band: z.enum(urgencyBands).exactOptional(),
  losesReferralId: z.string().exactOptional(),
});

/** An explanation as runs store it. What was added later is absent in older runs. */
const explanationShape = z.object({
  state: z.enum(['suggested', 'no-place', 'not-ready', 'unavailable', 'offered']),
  wishes: z.array(
    z.object({
      wish,
      isMet: z.boolean(),
      bedsThatMeetIt: z.number(),
      bedsOfOthers: z.number().exactOptional(),
    }),
  ),
  checks: z.array(
    z.object({
      rule: z.enum(checkRules),
      answer: z.enum(['yes', 'no', 'unknown']),
      has: value,
      limit: value,
      asked: z
        .object({
          ruleId: z.string(),
          version: z.number(),
          stage: z.enum(stages),
          effect: z.enum(effects),
          operator: z.enum(operators),
          unit: z.enum(doseUnits).nullable(),
          action: z.string().nullable(),
        })
        .exactOptional(),
    }),
  ),
  placesLookedAt: z.number(),
  excludedBy: z.record(z.string(), z.number()),
  unknownAt: z.number(),
  fullAt: z.number(),
  band: z.string().exactOptional(),
  standing: z
    .object({
      of: z.number(),
      aheadByOffer: z.number().default(0),
      aheadByBand: z.number(),
      aheadByReceipt: z.number(),
      aheadByRecording: z.number(),
      tiedOnDay: z.number(),
      receivedOn: day,
      waitingDays: z.number(),
    })
    .exactOptional(),
  takenAt: z.number().exactOptional(),
  missing: z
    .array(
      z.object({
        gate: z.enum(['assessment', 'funding', 'detox']),
        why: z.custom<MissingGate['why']>((text) => typeof text === 'string'),
        whoActs: z.enum(['coordinator', 'approver']),
        on: day.exactOptional(),
      }),
    )
    .exactOptional(),
  chosen: option.nullable().exactOptional(),
  options: z.array(option).exactOptional(),
  provisional: option.nullable().exactOptional(),
  heldBack: z
    .object({
      ownBeds: z.number(),
      beds: z.number(),
      holders: z.number(),
      holdersOfOwn: z.number(),
      kinds: z.array(z.enum(['women-only', 'men-only', 'family', 'step-free', 'wet-room'])),
      projectName: z.string().nullable(),
    })
    .nullable()
    .exactOptional(),
  firstFreeOn: day.nullable().exactOptional(),
  roomKeptFor: z.enum(sexes).nullable().exactOptional(),
  inRoomsOfOthers: z.number().exactOptional(),
  faults: z
    .array(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('band-not-in-policy'), band: z.string() }),
        z.object({ kind: z.literal('children-without-birth-date'), children: z.number() }),
        z.object({ kind: z.literal('wish-needs-sex') }),
        z.object({ kind: z.literal('not-one-adult') }),
        z.object({ kind: z.literal('no-bed-could-fit'), mostly: z.array(z.string()) }),
      ]),
    )
    .exactOptional(),
});

/** What a run stored of one person; null where it is of a shape no longer known, and shown without its reasons. */
export const storedExplanation = (stored: unknown): StoredExplanation | null => {
  const read = explanationShape.safeParse(typeof stored === 'string' ? JSON.parse(stored) : stored);
  return read.success ? read.data : null;
};
