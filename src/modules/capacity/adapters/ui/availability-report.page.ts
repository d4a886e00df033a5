import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { words } from '../../../../platform/http/schemas.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import type { ProjectSummary } from '../../application/project-summary.js';
import type {
  makeReportAvailability,
  ReportAvailabilityRefusal,
} from '../../application/report-availability.js';
import type { makeSetAccepting, SetAcceptingRefusal } from '../../application/set-accepting.js';
import type { CapacityFigures } from '../../domain/availability.js';
import { figureNames as names, type FigureFault } from '../../domain/reported-figures.js';
import { notAcceptingText } from './accepting-text.js';
import { AvailabilityReportView, type AvailabilityReportFields } from './availability-report.view.js';
import { boardHrefBack, boardQueryBack, withBack } from './board-return.js';
import { confirmOf, figuresText } from './confirm-figures.js';
import { freshnessOf } from './freshness-text.js';
import { identifierInAddress } from './identifier-in-address.js';

/** What the page of a provider's own figures reads and does. */
export interface AvailabilityReportPageDeps {
  readonly readProjectSummaries: (tx: Tx, today: IsoDate) => Promise<readonly ProjectSummary[]>;
  readonly reportAvailability: ReturnType<typeof makeReportAvailability>;
  readonly setAccepting: ReturnType<typeof makeSetAccepting>;
}

const path = '/board/projects/:projectId/availability';
const switchPath = '/board/projects/:projectId/accepting';
const mostBeds = 500;

const isOwn = ({ providerId }: ProjectSummary, scope: Scope): boolean =>
  scope.kind === 'provider' && scope.providerId === providerId;

const readFigure = (typed: string | undefined): number | null => {
  const text = (typed ?? '').trim();
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value <= mostBeds ? value : null;
};

const wrongFigures = (typed: Typed): readonly FieldError[] =>
  names
    .filter((name) => readFigure(typed[name]) === null)
    .map((name) => ({ field: name, text: `${labelOf[name]}: enter a whole number from 0 to ${mostBeds}` }));

const readNote = (
  typed: string | undefined,
): { readonly text: string | null; readonly errors: readonly FieldError[] } => {
  const written = (typed ?? '').replace(/\r\n?/g, '\n').trim();
  if (written === '') return { text: null, errors: [] };
  const read = words(500).safeParse(written);
  if (read.success) return { text: read.data, errors: [] };
  return { text: null, errors: [{ field: 'note', text: read.error.issues[0]?.message ?? 'Write a note' }] };
};

const labelOf: Readonly<Record<AvailabilityReportFields, string>> = {
  maximum: 'Maximum',
  staffed: 'Staffed',
  occupied: 'Occupied',
  reserved: 'Reserved',
  accepting: 'Accepting',
};

const explain = (refusal: ReportAvailabilityRefusal): readonly FieldError[] => {
  if (refusal.code !== 'figures-do-not-add-up') return [];
  return refusal.faults.map(({ figure, atMost }) => ({
    field: figure,
    text: `${whyTooMany[figure]}: enter at most ${atMost}${figure === 'occupied' ? ', or say why in the note, for example leave' : ''}`,
  }));
};

const whyTooMany: Readonly<Record<FigureFault['figure'], string>> = {
  staffed: 'Staffed cannot be more than the maximum',
  occupied: 'Occupied is more than the staffed beds',
  reserved: 'Reserved is more than the staffed beds that are not occupied',
  accepting: 'Accepting is more than the staffed beds that are neither occupied nor reserved',
};

interface Sent {
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

/** The page with neither form sent, or with what is wrong with the one that was. */
const show = async (
  { readProjectSummaries }: AvailabilityReportPageDeps,
  tx: Tx,
  input: PageInput,
  { figures: form, accepting }: { readonly figures?: Sent; readonly accepting?: Sent } = {},
): Promise<PageReply> => {
  const projectId = input.params['projectId'] ?? '';
  const project = (await readProjectSummaries(tx, input.today)).find(
    (summary) => summary.projectId === projectId && isOwn(summary, input.scope),
  );
  if (project === undefined) return { kind: 'problem', code: 'not-found' };
  const { ledger, reported } = project;
  // Where no bed is kept singly the record is silent, not nought.
  const isRecorded = ledger.maximum > 0;
  const suggested = isRecorded ? ledger : (reported?.figures ?? null);
  const values = {
    ...Object.fromEntries(
      names.map((name) => [
        name,
        form === undefined ? String(suggested?.[name] ?? '') : (form.typed[name] ?? ''),
      ]),
    ),
    note: form?.typed['note'] ?? '',
  };
  const boardWas = boardQueryBack(input.query);
  return {
    kind: 'page',
    page: AvailabilityReportView({
      frame: input.frame,
      projectName: project.name,
      action: withBack(`/board/projects/${projectId}/availability`, boardWas),
      idempotencyKey: input.newKey(),
      version: 0,
      form: { values, errors: form?.errors ?? [] },
      recorded: isRecorded
        ? ledger
        : { maximum: null, staffed: null, occupied: null, reserved: null, accepting: null },
      ...(isRecorded
        ? {
            confirm: {
              ...confirmOf(project),
              action: withBack(`/board/projects/${projectId}/confirmation`, boardWas),
              idempotencyKey: input.newKey(),
              version: 0,
            },
            recordText: figuresText(ledger),
          }
        : {}),
      freshness: freshnessOf(project, input.now, true),
      accepting: {
        isAccepting: project.accepting.isAccepting,
        text: notAcceptingText(project, true) ?? `${project.name} is taking referrals.`,
        action: withBack(`/board/projects/${projectId}/accepting`, boardWas),
        csrfToken: input.frame.csrfToken,
        idempotencyKey: input.newKey(),
        version: project.version,
        form: { values: accepting?.typed ?? {}, errors: accepting?.errors ?? [] },
      },
      backHref: boardHrefBack(boardWas, { projectId }),
    }),
  };
};

const explainSwitch = (refusal: SetAcceptingRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'reason-missing':
      return [{ field: 'reason', text: 'Write why no new people can come' }];
    case 'nothing-changes':
    case 'changed-since-you-read-it':
      return [{ field: '', text: 'Somebody changed this meanwhile. Look at how it stands now.' }];
    case 'not-found':
      return [];
  }
};

/** Turns the switch the way the page said it would; the reason is asked for on the way to off. */
const switchForm = (deps: AvailabilityReportPageDeps): Form =>
  defineForm({
    path: switchPath,
    standsOn: ({ projectId = '' }) => `/board/projects/${projectId}/availability`,
    permission: 'keep-availability',
    auditEvent: 'capacity.accepting-changed',
    parse: (typed, { expectedVersion }) => {
      const written = (typed['reason'] ?? '').replace(/\r\n?/g, '\n').trim();
      const reason = written === '' ? null : words(500).safeParse(written);
      if (reason?.success === false) {
        const [issue] = reason.error.issues;
        return { ok: false, errors: [{ field: 'reason', text: issue?.message ?? 'Write a reason' }] };
      }
      const isAccepting = typed['isAccepting'] === 'yes';
      return { ok: true, command: { isAccepting, reason: reason?.data ?? null, expectedVersion } };
    },
    act: async (tx, { params, scope, actor }, command) => {
      const projectId = identifierInAddress(params['projectId']);
      return projectId === null
        ? refuse({ code: 'not-found' })
        : deps.setAccepting(tx, scope, { ...command, projectId, memberId: actor.memberId });
    },
    done: ({ isAccepting }, { params, query }) =>
      boardHrefBack(boardQueryBack(query), {
        done: isAccepting ? 'taking-referrals' : 'taking-no-referrals',
        projectId: params['projectId'] ?? '',
      }),
    explain: explainSwitch,
    again: (tx, input, form) => show(deps, tx, input, { accepting: form }),
  });

/** The five figures as the provider sees them tonight, and the switch that says whether anybody new may come. */
export const availabilityReportPages = (
  deps: AvailabilityReportPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [{ path, permission: 'keep-availability', read: (tx, input) => show(deps, tx, input) }],
  forms: [
    defineForm({
      path,
      permission: 'keep-availability',
      auditEvent: 'capacity.availability-reported',
      parse: (typed) => {
        const note = readNote(typed['note']);
        const errors = [...wrongFigures(typed), ...note.errors];
        if (errors.length > 0) return { ok: false, errors };
        const figure = (name: AvailabilityReportFields): number => readFigure(typed[name]) ?? 0;
        return {
          ok: true,
          command: {
            figures: {
              maximum: figure('maximum'),
              staffed: figure('staffed'),
              occupied: figure('occupied'),
              reserved: figure('reserved'),
              accepting: figure('accepting'),
            } satisfies CapacityFigures,
            note: note.text,
          },
        };
      },
      act: async (tx, { params, scope, actor, today }, { figures, note }) => {
        const projectId = identifierInAddress(params['projectId']);
        return projectId === null
          ? refuse({ code: 'not-found' })
          : deps.reportAvailability(tx, scope, {
              memberId: actor.memberId,
              projectId,
              today,
              figures,
              note,
            });
      },
      done: (_value, { params, query }) =>
        boardHrefBack(boardQueryBack(query), { done: 'reported', projectId: params['projectId'] ?? '' }),
      explain,
      again: (tx, input, form) => show(deps, tx, input, { figures: form }),
    }),
    switchForm(deps),
  ],
});
