import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import type { makeNameReaders, NameReadersRefusal } from '../../application/restrict-record.js';
import type { RestrictionRepository } from '../../application/restriction-ports.js';
import type { Colleague } from '../../domain/restriction.js';
import { AbandonedRecordsView } from './abandoned-records.view.js';
import { explainReaders, readerItems, readersTyped } from './restriction.page.js';

/** What the page of records that nobody can open needs. */
export interface AbandonedRecordsPageDeps {
  readonly listAbandoned: RestrictionRepository['listAbandoned'];
  readonly readColleagues: RestrictionRepository['readColleagues'];
  readonly nameReaders: ReturnType<typeof makeNameReaders>;
}

const path = '/admin/restricted-records';
const rowsOnAPage = 20;

const fieldOf = (clientId: string): string => `readers-${clientId}`;

const show = async (
  deps: AbandonedRecordsPageDeps,
  tx: Tx,
  { frame, query, newKey }: PageInput,
  failed: {
    readonly clientId: string;
    readonly typed: Typed;
    readonly errors: readonly FieldError[];
  } | null,
): Promise<PageReply> => {
  const after = identifier.safeParse(query['after']).data ?? null;
  const found = await deps.listAbandoned(tx, { after, limit: rowsOnAPage + 1 });
  const shown = found.slice(0, rowsOnAPage);
  // One statement a partnership: there are few such records, of fewer partnerships.
  const colleagues = new Map<string, readonly Colleague[]>();
  for (const partnershipId of new Set(shown.map((one) => one.partnershipId))) {
    colleagues.set(partnershipId, await deps.readColleagues(tx, partnershipId));
  }
  const last = shown.at(-1);
  return {
    kind: 'page',
    page: AbandonedRecordsView({
      frame,
      records: shown.map(({ clientId, reference, partnershipId, partnershipName, version }) => ({
        clientId,
        title: `${reference}, ${partnershipName}`,
        fieldId: fieldOf(clientId),
        readers: readerItems(
          colleagues.get(partnershipId) ?? [],
          fieldOf(clientId),
          (memberId) => failed?.clientId === clientId && readersTyped(failed.typed).includes(memberId),
        ),
        action: `${path}/${clientId}/readers`,
        idempotencyKey: newKey(),
        version,
      })),
      errors: failed?.errors ?? [],
      paging: {
        ...(after === null ? {} : { previousHref: path }),
        ...(found.length > shown.length && last !== undefined
          ? { nextHref: `${path}?${new URLSearchParams({ after: last.clientId }).toString()}` }
          : {}),
      },
    }),
  };
};

/** Restricted records whose named members have all left, for an administrator. */
export const abandonedRecordsPage = (deps: AbandonedRecordsPageDeps): Page => ({
  path,
  permission: 'name-record-readers',
  auditedRead: { list: 'abandoned-records' },
  read: (tx, input) => show(deps, tx, input, null),
});

const explain = (refusal: NameReadersRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall('Somebody named for this record can open it now. There is nothing to do.');
    case 'changed-since-you-read-it':
      return overall('Somebody named members for this record in the same moment. Look again.');
    case 'member-not-of-partnership':
    case 'no-coordinator-named':
      return [explainReaders(refusal, 'readers')];
  }
};

/** Names members for one of them. */
export const nameReadersForm = (deps: AbandonedRecordsPageDeps): Form =>
  defineForm({
    path: `${path}/:clientId/readers`,
    standsOn: () => path,
    permission: 'name-record-readers',
    auditedRead: { list: 'abandoned-records' },
    auditEvent: 'referrals.record-readers-named',
    parse: (typed, { expectedVersion }) => ({
      ok: true,
      command: { readers: readersTyped(typed), expectedVersion },
    }),
    act: (
      tx,
      { actor, params },
      command: { readonly readers: readonly string[]; readonly expectedVersion: number },
    ) => deps.nameReaders(tx, { memberId: actor.memberId, clientId: params['clientId'] ?? '', ...command }),
    done: () => `${path}?done=readers-named`,
    explain,
    again: (tx, input, { typed, errors }) => {
      const clientId = input.params['clientId'] ?? '';
      return show(deps, tx, input, {
        clientId,
        typed,
        // Each record has tick boxes of its own.
        errors: errors.map((error) =>
          error.field === 'readers' ? { ...error, field: fieldOf(clientId) } : error,
        ),
      });
    },
  });
