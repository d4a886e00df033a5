import type { Scope } from '../../../../kernel/actor.js';
import { refuse } from '../../../../kernel/outcome.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { errorsOf, optionalProse, proseField } from '../../../../platform/http/typed-fields.js';
import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type { ReadReferral, ReferralFacts } from '../../../referrals/contract/facts.js';
import type {
  AskSuitabilityRefusal,
  FollowUpRefusal,
  makeAskSuitability,
  makeFollowUpSuitability,
} from '../../application/ask-suitability.js';
import type { ListedSuitability, ReadSuitabilityOf } from '../../application/suitability-ports.js';
import type { AdmissionRule } from '../../domain/admission-rule.js';
import { factsChangedSince } from '../../domain/suitability.js';
import {
  ReferralSuitabilityView,
  type AskedProject,
  type ReferralSuitabilityProps,
  type SuitabilityFormKind,
} from './referral-suitability.view.js';
import {
  changedText,
  dueModel,
  saidText,
  suitabilityTag,
  type SuitabilityClock,
} from './suitability-words.js';

/** What the page of a referral's questions needs. */
export interface ReferralSuitabilityDeps extends SuitabilityClock {
  readonly readReferral: ReadReferral;
  readonly readSuitabilityOf: ReadSuitabilityOf;
  readonly readVersionsOf: (tx: Tx, ruleIds: readonly string[]) => Promise<readonly AdmissionRule[]>;
  readonly readProjectNames: (
    tx: Tx,
  ) => Promise<readonly { readonly projectId: string; readonly name: string }[]>;
  readonly askSuitability: ReturnType<typeof makeAskSuitability>;
  readonly followUpSuitability: ReturnType<typeof makeFollowUpSuitability>;
}

/** Where it is shown which projects were asked about a person. */
export const addressOfSuitability = (referralId: string): string => `/referrals/${referralId}/suitability`;

/** The rules that the answers of these questions cite. */
export const citedIn = (asked: readonly ListedSuitability[]): readonly string[] => [
  ...new Set(
    asked.flatMap(({ latest }) =>
      latest?.step.kind === 'not_suitable' && latest.step.rule !== null ? [latest.step.rule.ruleId] : [],
    ),
  ),
];

const isOpen = ({ latest }: ListedSuitability): boolean =>
  latest === null || latest.step.kind === 'more_information' || latest.step.kind === 'information_given';

const askedOf = (
  deps: SuitabilityClock,
  one: ListedSuitability,
  referral: ReferralFacts,
  versions: readonly AdmissionRule[],
  mayAsk: boolean,
  { today, newKey }: Pick<PageInput, 'today' | 'newKey'>,
): AskedProject => {
  const { requestId, latest } = one;
  const waits = isOpen(one) && referral.state === 'open';
  const due = dueModel(deps, one, today);
  const said = saidText(latest, versions);
  const changed =
    latest?.decidedOnFacts == null ? null : changedText(factsChangedSince(latest.decidedOnFacts, referral));
  const form = (path: string) => ({
    action: `${addressOfSuitability(referral.referralId)}/${requestId}/${path}`,
    idempotencyKey: newKey(),
  });
  return {
    requestId,
    projectName: one.projectName,
    standing: suitabilityTag(latest?.step),
    lines: [
      `Asked on ${shortDate(one.askedOn)}${one.note === null ? '' : `: “${one.note}”`}`,
      ...(said === null ? [] : [said]),
      ...(changed === null ? [] : [changed]),
      ...(waits ? [due.text] : []),
    ],
    isOverdue: waits && due.isOverdue,
    version: one.version,
    ...(waits && mayAsk
      ? {
          withdrawal: form('withdrawal'),
          ...(latest?.step.kind === 'more_information' ? { information: form('information') } : {}),
        }
      : {}),
  };
};

const show = async (
  deps: ReferralSuitabilityDeps,
  tx: Tx,
  input: PageInput,
  failed: ReferralSuitabilityProps['failed'] | null,
): Promise<PageReply> => {
  const { scope, actor, frame } = input;
  const referralId = identifier.safeParse(input.params['referralId']).data;
  const referral = referralId === undefined ? null : await deps.readReferral(tx, scope, referralId);
  if (referralId === undefined || referral === null) return { kind: 'problem', code: 'not-found' };
  const asked = await deps.readSuitabilityOf(tx, scope, referralId);
  const versions = await deps.readVersionsOf(tx, citedIn(asked));
  const mayAsk = referral.state === 'open' && scopeFor(actor, 'edit-referrals') !== null;
  const waiting = new Set(asked.filter(isOpen).map(({ projectId }) => projectId));
  const projects = mayAsk ? await deps.readProjectNames(tx) : [];
  return {
    kind: 'page',
    page: ReferralSuitabilityView({
      frame,
      title: `Projects asked about ${referral.reference}`,
      reference: referral.reference,
      referralHref: `/referrals/${referralId}`,
      placesHref: `/referrals/${referralId}/places`,
      asked: asked.map((one) => askedOf(deps, one, referral, versions, mayAsk, input)),
      ...(mayAsk
        ? {
            ask: {
              action: addressOfSuitability(referralId),
              idempotencyKey: input.newKey(),
              projects: projects
                .filter(({ projectId }) => !waiting.has(projectId))
                .map(({ projectId, name }) => ({ value: projectId, text: name })),
            },
          }
        : {}),
      ...(failed == null ? {} : { failed }),
    }),
  };
};

const explain = (refusal: AskSuitabilityRefusal | FollowUpRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall('This was answered or taken back before. Look at what is shown now.');
    case 'referral-closed':
      return overall('The referral is closed. Record a new one if the person asks again.');
    case 'project-unknown':
      return [{ field: 'projectId', text: 'Choose a project from the list' }];
    case 'already-asked':
      return [
        {
          field: 'projectId',
          text: 'This project has been asked and has not answered yet: wait, or take the question back',
        },
      ];
    case 'nothing-wanted':
      return overall('The project does not ask for more to be known. Wait for its answer.');
    case 'changed-since-you-read-it':
      return overall('The project or a colleague moved this on after you opened it. Look at it again.');
  }
};

const idIn = ({ params }: Pick<PageInput, 'params'>, name: string): string | null =>
  identifier.safeParse(params[name]).data ?? null;

/** The page of a referral's questions to projects, and its forms. */
export const referralSuitabilityPages = (
  deps: ReferralSuitabilityDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const path = addressOfSuitability(':referralId');
  const shared = {
    permission: 'edit-referrals',
    auditedRead: { subject: 'referral', param: 'referralId' },
    standsOn: ({ referralId = '' }: Readonly<Record<string, string>>) => addressOfSuitability(referralId),
    explain,
  } as const;
  const again =
    (kind: SuitabilityFormKind): Form['again'] =>
    (tx, input, { typed, errors }) =>
      show(deps, tx, input, {
        kind,
        requestId: input.params['requestId'] ?? '',
        form: { values: typed, errors },
      });
  const followUp = (
    kind: 'information' | 'withdrawal',
    {
      step,
      auditEvent,
      missing,
    }: {
      readonly step: 'information_given' | 'withdrawn';
      readonly auditEvent: string;
      readonly missing: string;
    },
  ): Form =>
    defineForm({
      ...shared,
      path: `${path}/:requestId/${kind}`,
      auditEvent,
      parse: (typed, { expectedVersion }) => {
        const note = proseField(typed, 'note', 500, missing);
        return 'error' in note
          ? { ok: false, errors: errorsOf(note) }
          : { ok: true, command: { note: note.value, expectedVersion } };
      },
      act: async (
        tx: Tx,
        input: PageInput,
        { note, expectedVersion }: { readonly note: string; readonly expectedVersion: number },
      ) => {
        const requestId = idIn(input, 'requestId');
        return requestId === null
          ? refuse({ code: 'not-found' })
          : deps.followUpSuitability(tx, input.scope, {
              ...{ requestId, kind: step, note, expectedVersion },
              memberId: input.actor.memberId,
              today: input.today,
            });
      },
      done: (_value, { params }) => `${shared.standsOn(params)}?done=suitability-${kind}`,
      again: again(kind),
    });
  return {
    pages: [
      {
        path,
        permission: 'see-referrals',
        auditedRead: shared.auditedRead,
        read: (tx, input) => show(deps, tx, input, null),
      },
    ],
    forms: [
      defineForm({
        ...shared,
        path,
        auditEvent: 'eligibility.suitability-asked',
        parse: (typed) => {
          const note = optionalProse(typed, 'note', 500);
          const projectId = identifier.safeParse(typed['projectId']);
          return 'error' in note || !projectId.success
            ? {
                ok: false,
                errors: [
                  ...(projectId.success ? [] : [{ field: 'projectId', text: 'Choose a project' }]),
                  ...errorsOf(note),
                ],
              }
            : { ok: true, command: { projectId: projectId.data, note: note.value } };
        },
        act: async (
          tx: Tx,
          input: PageInput,
          command: { readonly projectId: string; readonly note: string | null },
        ) => {
          const referralId = idIn(input, 'referralId');
          return referralId === null
            ? refuse({ code: 'not-found' })
            : deps.askSuitability(tx, input.scope, {
                ...command,
                referralId,
                memberId: input.actor.memberId,
                today: input.today,
              });
        },
        done: (_value, { params }) => `${shared.standsOn(params)}?done=suitability-asked`,
        again: again('ask'),
      }),
      followUp('information', {
        step: 'information_given',
        auditEvent: 'eligibility.information-given',
        missing: 'Say what is known now',
      }),
      followUp('withdrawal', {
        step: 'withdrawn',
        auditEvent: 'eligibility.suitability-withdrawn',
        missing: 'Say why it is taken back',
      }),
    ],
  };
};

/** What the page of a referral tells of the projects asked: one line for each question that stands. */
export const suitabilityLines = async (
  deps: Pick<ReferralSuitabilityDeps, 'readSuitabilityOf' | 'readVersionsOf'> & SuitabilityClock,
  tx: Tx,
  scope: Scope,
  referral: ReferralFacts,
  today: PageInput['today'],
): Promise<readonly string[]> => {
  const asked = await deps.readSuitabilityOf(tx, scope, referral.referralId);
  const versions = await deps.readVersionsOf(tx, citedIn(asked));
  // Newest first: a project's later question says more than its earlier ones; one taken back says nothing.
  const standing = asked.filter(({ latest: last }) => last?.step.kind !== 'withdrawn');
  const latest = new Map([...standing].reverse().map((one) => [one.projectId, one]));
  return [...latest.values()].map((one) => {
    const waits = isOpen(one) ? ` ${dueModel(deps, one, today).text}.` : '';
    const changed =
      one.latest?.decidedOnFacts == null
        ? null
        : changedText(factsChangedSince(one.latest.decidedOnFacts, referral));
    const said = saidText(one.latest, versions) ?? `Asked on ${shortDate(one.askedOn)}.`;
    return `${one.projectName}: ${said}${waits}${changed === null ? '' : ` ${changed}`}`;
  });
};
