import { z } from 'zod';

import { done, refuse } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { civilDate, identifier } from '../../../../platform/http/schemas.js';
import type { FoundUnit, PlaceNeeds } from '../../application/find-units.js';
import { isClaimable } from '../../domain/availability.js';
import type { CapacityRouteDeps } from './capacity-route-deps.js';
import { nightRun, notAPeriod } from './capacity-schemas.js';

/** A whole number in an address. */
const count = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,3}$/, `Give a whole number from ${least} to ${most}.`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `Give a whole number from ${least} to ${most}.`);
const flag = z.enum(['true', 'false'], 'Say true or false.').transform((value) => value === 'true');

const query = z.strictObject({
  arrivesOn: civilDate.describe('First night'),
  departsOn: civilDate.describe('The day of leaving, free for the next person'),
  projectId: identifier.optional().describe('Only units of this project'),
  sex: z
    .enum(['female', 'male', 'not_known'], 'Say female, male or not_known.')
    .optional()
    .describe('Sex of the person who would come'),
  ageYears: count(0, 110).optional().describe('Age on the day of arrival'),
  adults: count(1, 4).optional().describe('Adults who would come, with the person; 1 unless said'),
  children: count(0, 6).optional().describe('Children who would come; none unless said'),
  oldestChildYears: count(0, 17).optional().describe('Age of the oldest child on the day of arrival'),
  needsStepFree: flag.optional().describe('Whether step-free access is needed; it is not unless said'),
  needsWetRoom: flag.optional().describe('Whether a wet room is needed; it is not unless said'),
  include: z
    .enum(['fitting', 'all'], 'Say fitting or all.')
    .default('fitting')
    .describe('fitting leaves out the units whose answer is no; all lists them too, with their reasons'),
});

/** The needs in a question; null where none is named, so that nights alone are asked. */
const needsIn = (asked: z.output<typeof query>): PlaceNeeds | null => {
  const { sex, ageYears, adults, children, oldestChildYears, needsStepFree, needsWetRoom } = asked;
  const said = [sex, ageYears, adults, children, oldestChildYears, needsStepFree, needsWetRoom];
  if (said.every((need) => need === undefined)) return null;
  return {
    sex: sex ?? 'not_known',
    ageYears: ageYears ?? null,
    adults: adults ?? 1,
    children: children ?? 0,
    oldestChildYears: oldestChildYears ?? null,
    needsStepFree: needsStepFree ?? false,
    needsWetRoom: needsWetRoom ?? false,
  };
};

const reply = z.object({
  units: z
    .array(
      z.object({
        bedId: identifier.describe('The unit'),
        projectId: identifier.describe('Its project'),
        projectName: z.string().describe('The name of the project'),
        label: z.string().describe('What staff call it'),
        sexDesignation: z.string().describe('any, male, female or flexible'),
        unitType: z.string().describe('single, shared or family_unit'),
        answer: z
          .enum(['yes', 'no', 'unknown'])
          .describe('Whether this one bed is free throughout and meets every need; unknown asks for a fact'),
        reasons: z
          .array(
            z.object({
              rule: z.string().describe('The rule'),
              answer: z.enum(['no', 'unknown']).describe('Its answer'),
              text: z.string().describe('What the rule asks'),
              detail: z.string().nullable().describe('The values it was reached from'),
            }),
          )
          .describe('Every rule whose answer is not yes'),
        nights: z.array(nightRun).describe('What the unit is on each night of the stay, in order'),
      }),
    )
    .describe('In order of project and label'),
});

const toReply = ({ unit, answer, reasons, nights }: FoundUnit) => ({
  bedId: unit.bedId,
  projectId: unit.projectId,
  projectName: unit.projectName,
  label: unit.label,
  sexDesignation: unit.sexDesignation,
  unitType: unit.unitType,
  answer,
  reasons: reasons.map((reason) => ({ ...reason })),
  nights: nights.map(({ fromOn, toOn, state }) => ({ fromOn, toOn, state })),
});

/** The search for a place: one bed for the whole stay and all the needs. */
export const findFreeUnits = (deps: CapacityRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/free-units',
      operationId: 'findFreeUnits',
      tag: 'Capacity',
      summary: 'Units free for a whole stay, each in one bed throughout, for a set of needs',
      permission: 'see-availability',
      auditEvent: null,
      query,
      reply,
      refusals: { 'dates-not-a-period': { ...notAPeriod, pointer: '/query/departsOn' } },
    },
    async (tx, { query: asked }) => {
      const stay = { arrivesOn: asked.arrivesOn, departsOn: asked.departsOn };
      if (!isClaimable(stay)) return refuse({ code: 'dates-not-a-period' });
      const projectId = asked.projectId ?? null;
      const found = await deps.findUnits(tx, { stay, needs: needsIn(asked), projectId });
      const listed = asked.include === 'all' ? found : found.filter(({ answer }) => answer !== 'no');
      return done({ units: listed.map(toReply) });
    },
  );
