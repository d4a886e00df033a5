import { z } from 'zod';

import { civilDate, civilDateText, identifier, instant, words } from '../../../../platform/http/schemas.js';
import type { ExpansionOverview, ExpansionStanding } from '../../application/read-expansion.js';
import { parseSaidDate, saidDateText, type SaidDate } from '../../domain/said-date.js';
import {
  milestones,
  stages,
  statementMarks,
  type BedsFact,
  type MilestoneFact,
} from '../../domain/statement.js';
import type { AsAt, MarkedBeds, StageTotal } from '../../domain/steps.js';

const textOf = (dated: SaidDate | null): string | null => (dated === null ? null : saidDateText(dated));

/** A date as exactly as a source says it. */
const saidDate = z
  .string()
  .regex(
    /^\d{4}(-Q[1-4]|-\d{2}(-\d{2})?)?$/,
    'Give a day, month, quarter or year: 2025-03-12, 2025-03, 2024-Q4, 2025.',
  )
  .meta({ examples: ['2025-03-12', '2025-03', '2024-Q4', '2025'] })
  .transform((text, context): SaidDate => {
    const date = parseSaidDate(text);
    if (date !== null) return date;
    context.addIssue({ code: 'custom', message: 'Give a date that exists.' });
    return z.NEVER;
  });

/** As at which day, and as known when. */
export const asAtQuery = z.strictObject({
  asAt: civilDate.optional().describe('The day to tell it as at; today when left out'),
  knownAt: instant.optional().describe('Only what was recorded by this moment; everything when left out'),
});

const source = words(500).describe('Where it can be read, or who said it');
const note = words(500).nullable().default(null).describe('What else is to be said of it');
const mark = z
  .enum(statementMarks)
  .describe('Printed in the source, worked out from it, not confirmed, or known here alone');

/** What is said of beds. */
export const bedsBody = z.strictObject({
  stage: z.enum(stages).describe('The step they had come to'),
  beds: z
    .int()
    .min(0)
    .max(2000)
    .nullable()
    .describe('How many, counted from the beginning of the project; null where the source gives no number'),
  dated: saidDate.nullable().default(null).describe('Since when; null where the source does not say'),
  ...{ mark, source, note },
  replacesId: identifier.nullable().default(null).describe('The statement that this one puts right'),
  reason: words(500).nullable().default(null).describe('Why it is put right; null where nothing is'),
  isConfirmed: z
    .boolean()
    .default(false)
    .describe('Whether a number out of step with the others is meant so'),
});

/** What is said of a step of the work. */
export const milestoneBody = z.strictObject({
  milestone: z.enum(milestones).describe('The step of the work'),
  isPlan: z.boolean().describe('Whether it is planned for then, or happened then'),
  dated: saidDate.describe('When it is planned, or happened'),
  saidOn: civilDate
    .nullable()
    .default(null)
    .describe('When the source said so; null where that is not known'),
  ...{ mark, source, note },
});

const pence = z.int().min(0).max(100_000_000_000).nullable().default(null);

/** What is said of a project when it is added. */
export const expansionBody = z.strictObject({
  name: words(200).describe('What it is called'),
  provider: words(200).describe('Who runs it'),
  kind: z.enum(['new', 'expansion']).describe('Whether it is new, or adds to what there is'),
  healthBoard: words(80).describe('The health board it stands in, as partnerships name it'),
  bedsBeforeCount: z
    .int()
    .min(0)
    .max(2000)
    .nullable()
    .default(null)
    .describe('Beds before it; null where that is not known'),
  funding: words(200)
    .nullable()
    .default(null)
    .describe('The money in the words of the source, such as "about £5 million"'),
  fundingLeastPence: pence.describe('The least that those words mean'),
  fundingMostPence: pence.describe('The most that they mean; null where they say "over"'),
  source,
});

const stageField = z.enum(stages).describe('The step');
const markedBeds = z.object({
  beds: z.int().describe('How many'),
  mark: z.enum(statementMarks).describe('How far that can be trusted'),
});
const total = z.object({
  stage: stageField,
  beds: z.int().nullable().describe('The sum of what may be added; null where nothing may'),
  mark: z.enum(statementMarks).describe('Derived where it is a sum: nobody published it'),
  projects: z.int().describe('Projects with a number in it'),
  without: z.int().describe('Projects without a number that may be added'),
  unverifiedBeds: z.int().describe('Beds that no source confirms, left out'),
});
const saidDateReply = z
  .string()
  .nullable()
  .describe('A day, month, quarter or year; null where none is known');
const slippage = z
  .object({
    kind: z
      .enum(['happened', 'planned-anew', 'not-said-to-have-happened'])
      .describe('What the first plan is held against'),
    leastDays: z.int().describe('Days later at least; negative for earlier'),
    mostDays: z.int().nullable().describe('Days later at most; null while it has not happened'),
  })
  .nullable()
  .describe('How it stands beside its first plan; null where there is none');

const projectReply = z.object({
  expansionId: identifier.describe('The project'),
  name: z.string().describe('What it is called'),
  provider: z.string().describe('Who runs it'),
  kind: z.enum(['new', 'expansion']).describe('New, or adding to what there is'),
  healthBoard: z.string().describe('The health board it stands in'),
  isOfTheProgramme: z.boolean().describe('One of those published together'),
  funding: z.string().nullable().describe('Pounds in the words of the source, with its mark'),
  fundingLeastPence: z.int().nullable().describe('The least that those words mean'),
  fundingMostPence: z.int().nullable().describe('The most; null where it is open or not known'),
  stageReached: stageField.nullable().describe('The last step that anything was said of'),
  steps: z
    .array(
      z.object({
        stage: stageField,
        atLeast: markedBeds.nullable().describe('Beds at least; null where not known'),
      }),
    )
    .describe('Every step in order'),
  contradictions: z
    .array(
      z.object({
        stage: stageField,
        beds: z.int().describe('Beds at it'),
        earlierStage: z.enum(stages).describe('The step before it'),
        earlierBeds: z.int().describe('Beds at that, which are fewer'),
      }),
    )
    .describe('Where numbers contradict each other'),
  knownBeds: markedBeds.nullable().describe('The most beds known of it that may be added'),
  milestones: z
    .array(
      z.object({
        milestone: z.enum(milestones).describe('The step of the work'),
        firstPlanned: saidDateReply,
        latestPlanned: saidDateReply,
        happened: saidDateReply,
        slippage,
      }),
    )
    .describe('Steps of the work of which something was said'),
  projectId: identifier
    .nullable()
    .describe('The project of this service whose beds these are; null where none is linked'),
  source: z.string().describe('Where the project is named'),
  version: z.int().describe('Its version'),
});

const statementReply = {
  statementId: identifier.describe('The statement'),
  mark: z.enum(statementMarks).describe('How far it can be trusted'),
  source: z.string().describe('Where it can be read'),
  note: z.string().nullable().describe('What else is said of it'),
  recordedAt: z.iso.datetime().describe('When it was recorded here'),
  recordedBy: z.string().nullable().describe('By whom; null where it came with the reference data'),
};

/** One project with everything that was said of it. */
export const oneReply = projectReply.extend({
  beds: z
    .array(
      z.object({
        ...statementReply,
        stage: stageField,
        beds: z.int().nullable().describe('How many; null where the source gives no number'),
        dated: saidDateReply,
        replacesId: identifier.nullable().describe('The statement it put right'),
        reason: z.string().nullable().describe('Why'),
      }),
    )
    .describe('Everything said of its beds, in order of recording'),
  works: z
    .array(
      z.object({
        ...statementReply,
        milestone: z.enum(milestones).describe('The step of the work'),
        isPlan: z.boolean().describe('Planned for then, or happened then'),
        dated: z.string().describe('A day, month, quarter or year'),
        saidOn: civilDateText.nullable().describe('When the source said so'),
      }),
    )
    .describe('Everything said of its works, in order of recording'),
});

/** Every project and what they come to together. */
export const overviewReply = z.object({
  asAt: civilDateText.describe('The day it is told as at'),
  projects: z.array(projectReply).describe('Every project, those of the programme first'),
  together: z
    .object({
      publishedBeds: z.int().describe('Beds published of those of the programme together'),
      publishedPence: z.int().describe('Money published of them together'),
      source: z.string().describe('Where'),
      totals: z.array(total).describe('Their beds by step'),
      knownBeds: z.int().describe('Beds that can be found by project'),
      unexplainedBeds: z.int().describe('What that leaves'),
      plannedBefore: z.int().describe('Beds that were planned before'),
      leastPence: z.int().describe('Money that can be found by project, at least'),
      mostPence: z.int().describe('The same at most, where it is not open'),
      isOpen: z.boolean().describe('Whether a source says "over"'),
      unexplainedPence: z.int().describe('Money that no project explains; nought where the ranges meet'),
    })
    .describe('What was published of the programme beside what is known of its parts'),
  totals: z.array(total).describe('Beds of every project by step'),
  healthBoards: z
    .array(
      z.object({ name: z.string().describe('The board'), totals: z.array(total).describe('Beds by step') }),
    )
    .describe('The same by health board'),
  pledge: z
    .object({
      pledged: z.int().describe('Beds pledged'),
      published: z.int().describe('Beds by the last published count'),
      period: z.string().describe('When that was'),
      gap: z.int().describe('What is between them'),
      openedSince: z.int().describe('Said to have opened since'),
      stillToCome: z.int().describe('Known of and not open yet'),
      unexplained: z.int().describe('What no project known of would bring'),
    })
    .nullable()
    .describe('The pledge; null before the first count'),
  slippage: z
    .object({
      n: z.int().describe('Openings with a plan before them'),
      medianDays: z.int().nullable().describe('The median; null for fewer than five'),
    })
    .describe('How late openings were'),
});

/** As at a day, from the query. */
export const asAtOf = ({ asAt, knownAt }: z.output<typeof asAtQuery>, today: AsAt['on']): AsAt => ({
  on: asAt ?? today,
  knownAt: knownAt ?? null,
});

const marked = (beds: MarkedBeds | null) => (beds === null ? null : { ...beds });
const totalsOf = (totals: readonly StageTotal[]) => totals.map((each) => ({ ...each }));

const projectOf = ({
  expansion,
  steps,
  reached,
  known,
  contradictions: against,
  milestones: works,
}: ExpansionStanding) => ({
  ...{ expansionId: expansion.expansionId, name: expansion.name, provider: expansion.provider },
  ...{ kind: expansion.kind, healthBoard: expansion.healthBoard, funding: expansion.funding },
  isOfTheProgramme: expansion.isOfTheProgramme,
  ...{ fundingLeastPence: expansion.fundingLeastPence, fundingMostPence: expansion.fundingMostPence },
  stageReached: reached,
  steps: steps.map(({ stage, atLeast }) => ({ stage, atLeast: marked(atLeast) })),
  contradictions: against.map((each) => ({ ...each })),
  knownBeds: marked(known),
  milestones: works.map(({ milestone, firstPlanned, latestPlanned, happened, slippage: late }) => ({
    milestone,
    firstPlanned: textOf(firstPlanned),
    latestPlanned: textOf(latestPlanned),
    happened: textOf(happened),
    slippage: late === null ? null : { ...late },
  })),
  ...{ projectId: expansion.projectId, source: expansion.source, version: expansion.version },
});

const statementOf = ({
  id,
  mark: trusted,
  source: from,
  note: said,
  recordedAt,
  recordedBy,
}: BedsFact | MilestoneFact) => ({
  ...{ statementId: id, mark: trusted, source: from, note: said },
  ...{ recordedAt: recordedAt.toISOString(), recordedBy },
});

/** One project as it is answered. */
export const oneOf = (standing: ExpansionStanding) => ({
  ...projectOf(standing),
  beds: standing.beds.map((fact) => ({
    ...statementOf(fact),
    ...{ stage: fact.stage, beds: fact.beds, dated: textOf(fact.dated) },
    ...{ replacesId: fact.replacesId, reason: fact.reason },
  })),
  works: standing.works.map((fact) => ({
    ...statementOf(fact),
    ...{
      milestone: fact.milestone,
      isPlan: fact.isPlan,
      dated: saidDateText(fact.dated),
      saidOn: fact.saidOn,
    },
  })),
});

/** The overview as it is answered. */
export const overviewOf = ({
  asAt,
  projects,
  together,
  all,
  boards,
  pledge,
  slippage: late,
}: ExpansionOverview) => ({
  asAt: asAt.on,
  projects: projects.map(projectOf),
  together: {
    publishedBeds: together.published.beds,
    publishedPence: together.published.pence,
    source: together.published.source,
    totals: totalsOf(together.totals),
    ...{ knownBeds: together.knownBeds, unexplainedBeds: together.unexplainedBeds },
    plannedBefore: together.published.before.beds,
    ...{ leastPence: together.money.leastPence, mostPence: together.money.mostPence },
    ...{ isOpen: together.money.isOpen, unexplainedPence: together.unexplainedPence },
  },
  totals: totalsOf(all),
  healthBoards: boards.map(({ name, totals }) => ({ name, totals: totalsOf(totals) })),
  pledge:
    pledge === null
      ? null
      : {
          ...{ pledged: pledge.pledged, published: pledge.published.beds, period: pledge.published.period },
          ...{ gap: pledge.gap, openedSince: pledge.openedSince, stillToCome: pledge.stillToCome },
          unexplained: pledge.unexplained,
        },
  slippage: { n: late.n, medianDays: late.medianDays },
});
