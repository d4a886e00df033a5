import type { Actor } from '../../../../kernel/actor.js';
import { addNights, parseIsoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
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
import { proseField } from '../../../../platform/http/typed-fields.js';
import type { FieldError, FormState } from '../../../../ui/forms/form-state.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import type { makePublishRelease, makeSetReleaseAside } from '../../application/decide-release.js';
import type { makeAskRelease } from '../../application/draft-release.js';
import type { ReleaseContent, ToldTable } from '../../contract/content.js';
import { cellNotes, cellText, cellValue, columnText, ofText, rowsTexts } from '../../contract/words.js';
import {
  isSamePeriod,
  attemptsAtMost,
  firstReleasableOn,
  isOutdated,
  periodFrom,
  periodText,
  quartersOf,
  yearsToRelease,
  type AskRefusal,
  type DecideRefusal,
  type Period,
  type PeriodKind,
  type Release,
} from '../../domain/release.js';
import {
  ReleasesView,
  ReleaseView,
  type NoteForm,
  type ReleaseLine,
  type ShownTable,
} from './releases.view.js';

/** What the pages of releases need. */
export interface ReleasePageDeps {
  readonly askRelease: ReturnType<typeof makeAskRelease>;
  readonly publishRelease: ReturnType<typeof makePublishRelease>;
  readonly setReleaseAside: ReturnType<typeof makeSetReleaseAside>;
  readonly findRelease: (tx: Tx, releaseId: string) => Promise<Release | null>;
  readonly listReleases: (tx: Tx, withDrafts: boolean) => Promise<readonly Release[]>;
  readonly readContent: (tx: Tx, releaseId: string) => Promise<ReleaseContent | null>;
  readonly readRecordsBegin: (tx: Tx) => Promise<IsoDate | null>;
  readonly writeRelease: (release: Release, content: ReleaseContent) => string;
  /** One page of it, as PDF. */
  readonly writeSummary: (release: Release, content: ReleaseContent) => Promise<Buffer>;
}

const path = '/releases';
/** Years of which a release can be begun here; older ones by the API. */
const yearsOffered = 5;

const maySeeDrafts = (actor: Actor): boolean =>
  scopeFor(actor, 'draft-releases') !== null || scopeFor(actor, 'check-releases') !== null;

const isPublished = ({ state }: Release): boolean => state === 'frozen';

const latestVersionOf = (period: Period, releases: readonly Release[]): number =>
  Math.max(
    0,
    ...releases.filter((one) => isSamePeriod(one.period, period)).map(({ version }) => version ?? 0),
  );

const standingOf = (
  { state, version, period }: Release,
  releases: readonly Release[],
): { readonly stateText: string; readonly stateColour: ReleaseLine['stateColour'] } => {
  switch (state) {
    case 'asked':
      return { stateText: 'Being worked out', stateColour: 'blue' };
    case 'drafted':
      return { stateText: 'To be checked', stateColour: 'orange' };
    case 'set_aside':
      return { stateText: 'Set aside', stateColour: 'grey' };
    case 'frozen':
      return (version ?? 0) < latestVersionOf(period, releases)
        ? { stateText: `Version ${version ?? 0}, replaced`, stateColour: 'grey' }
        : { stateText: `Version ${version ?? 0}`, stateColour: 'green' };
  }
};

const lineOf = (release: Release, releases: readonly Release[]): ReleaseLine => ({
  releaseId: release.releaseId,
  periodText: periodText(release.period),
  ...standingOf(release, releases),
  sinceText: timeOfDayAndYear(release.decidedAt ?? release.draftedAt ?? release.asAt),
  href: `${path}/${release.releaseId}`,
});

const untouched: FormState<string> = { values: {}, errors: [] };

interface Failed {
  readonly form: 'begin' | 'publish' | 'aside';
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

const formOf = (form: Failed['form'], failed: Failed | null): FormState<string> =>
  failed?.form === form ? { values: failed.typed, errors: failed.errors } : untouched;

const periodKey = ({ kind, startsOn }: Period): string => `${kind} ${startsOn}`;

const periodsToBegin = (today: IsoDate, firstOn: IsoDate): readonly Period[] =>
  yearsToRelease(today, yearsOffered).flatMap((year) => {
    const quarters = quartersOf(year);
    const [first] = quarters;
    const whole = first === undefined ? null : periodFrom('year', first.startsOn);
    return [...(whole === null ? [] : [whole]), ...quarters.toReversed()].filter(
      ({ startsOn, endsOn }) => endsOn <= today && startsOn >= firstOn,
    );
  });

const showList = async (
  deps: ReleasePageDeps,
  tx: Tx,
  { frame, actor, today, newKey }: PageInput,
  failed: Failed | null,
): Promise<PageReply> => {
  const withDrafts = maySeeDrafts(actor);
  const releases = await deps.listReleases(tx, withDrafts);
  const firstOn = firstReleasableOn((await deps.readRecordsBegin(tx)) ?? today);
  return {
    kind: 'page',
    page: ReleasesView({
      frame,
      published: releases.filter(isPublished).map((release) => lineOf(release, releases)),
      drafts: withDrafts
        ? releases.filter((release) => !isPublished(release)).map((release) => lineOf(release, releases))
        : null,
      beginning:
        scopeFor(actor, 'draft-releases') === null
          ? null
          : {
              ...{ action: path, idempotencyKey: newKey(), form: formOf('begin', failed) },
              periods: periodsToBegin(today, firstOn).map((period) => ({
                value: periodKey(period),
                text: period.kind === 'year' ? `Year ${periodText(period)}` : periodText(period),
              })),
            },
      errors: failed?.errors ?? [],
    }),
  };
};

const toldText = ({ lines }: ToldTable): string => {
  const cells = lines.flatMap((line) => line.cells);
  const count = (kind: string): number => cells.filter((cell) => cell.kind === kind).length;
  return `${countOf(cells.length, 'number')}: ${count('exact')} told as counted, ${count('rounded')} rounded, ${count('band')} as a band, ${count('hidden')} kept back.`;
};

const shownTable = (table: ToldTable, content: ReleaseContent): ShownTable => {
  const { tableId, title, columns, lines } = table;
  const tells = columns.map((column) => column.tells);
  const texts = lines.map(({ cells }) =>
    cells.map((cell, index) => cellText(cell, tells[index] ?? 'number')),
  );
  const drawn = table.kind === 'costs' ? columns.length - 1 : 0;
  const bars = lines.flatMap(({ of, depth, cells }, index) => {
    const cell = cells[drawn];
    return depth !== 1 || cell === undefined
      ? []
      : [
          {
            ...{ key: `${index}`, label: ofText(of, content), value: cellValue(cell) },
            valueText: texts[index]?.[drawn] ?? '',
          },
        ];
  });
  return {
    ...{ tableId, title, toldText: toldText(table) },
    // Of a few bars among many empty ones nobody sees anything.
    chart:
      bars.filter(({ value }) => value !== null).length * 2 < bars.length
        ? null
        : {
            ...{ id: tableId, title },
            description: bars.map(({ label, valueText }) => `${label}: ${valueText}`).join('. '),
            bars,
          },
    columns: [
      { key: 'row', heading: rowsTexts[table.rows] },
      ...columns.map((column, index) => ({ key: `${index}`, heading: columnText(column, table, content) })),
    ],
    rows: lines.map(({ of, depth }, index) => ({
      ...{ key: `${index}`, depth },
      cells: [ofText(of, content), ...(texts[index] ?? [])],
    })),
  };
};

const standingText = (
  release: Release,
  content: ReleaseContent | null,
  releases: readonly Release[],
): { readonly kind: 'information' | 'warning'; readonly title: string; readonly text: string } | null => {
  const { state, version, period, attempts } = release;
  switch (state) {
    case 'asked':
      if (attempts >= attemptsAtMost)
        return {
          kind: 'warning',
          title: 'It could not be worked out',
          text: `It was tried ${attempts} times, or is being tried for the last time. If this stays so for half an hour, set it aside and tell whoever runs the service.`,
        };
      return {
        kind: 'information',
        title: attempts > 1 ? 'Being worked out again: the last try did not end' : 'Being worked out',
        text: 'It begins a minute after it was asked for, so that everything recorded until then is in. A quarter takes a minute or two, a year several. This page renews itself; you can leave it.',
      };
    case 'drafted':
      if (isOutdated(release, releases))
        return {
          kind: 'warning',
          title: 'Another release of the year was published since',
          text: 'This draft was not protected beside it and cannot be published. Set it aside and begin it again.',
        };
      return (content?.givenAway ?? 0) > 0
        ? {
            kind: 'warning',
            title: 'A draft that cannot keep everything back',
            text: `${countOf(content?.givenAway ?? 0, 'number')} of few people can be worked out whatever is kept back here, because earlier releases tell them. Set it aside unless you are sure.`,
          }
        : {
            kind: 'information',
            title: 'A draft, not published',
            text: 'It shows what would be published, and nothing else. Somebody other than its maker publishes it.',
          };
    case 'set_aside':
      return { kind: 'information', title: 'Set aside', text: 'It was not published.' };
    case 'frozen': {
      const latest = latestVersionOf(period, releases);
      return (version ?? 0) < latest
        ? {
            kind: 'warning',
            title: `Replaced by version ${latest}`,
            text: 'It stays as it was published. Use the later version.',
          }
        : null;
    }
  }
};

const factsOf = ({
  asAt,
  state,
  decidedAt,
  reason,
  note,
  draftedAt,
}: Release): readonly { readonly term: string; readonly text: string }[] => [
  {
    term: 'As recorded by',
    text: `${timeOfDayAndYear(asAt)}. What was recorded later is in no number here.`,
  },
  ...(state === 'frozen' && decidedAt !== null
    ? [{ term: 'Published', text: `${timeOfDayAndYear(decidedAt)}, checked by a second person.` }]
    : draftedAt === null
      ? []
      : [{ term: 'Worked out', text: `${timeOfDayAndYear(draftedAt)}.` }]),
  ...(reason === null ? [] : [{ term: 'Why there is a new version', text: reason }]),
  ...(state === 'set_aside' && note !== null ? [{ term: 'Why it was set aside', text: note }] : []),
];

const showOne = async (
  deps: ReleasePageDeps,
  tx: Tx,
  { frame, actor, params, newKey }: PageInput,
  failed: Failed | null,
): Promise<PageReply> => {
  const releaseId = identifier.safeParse(params['releaseId']).data ?? '';
  const release = await deps.findRelease(tx, releaseId);
  if (release === null || (!isPublished(release) && !maySeeDrafts(actor)))
    return { kind: 'problem', code: 'not-found' };
  const content = await deps.readContent(tx, releaseId);
  const releases = await deps.listReleases(tx, maySeeDrafts(actor));
  const { state, period, version, askedBy } = release;
  const isOpen = state === 'asked' || state === 'drafted';
  const mayCheck = scopeFor(actor, 'check-releases') !== null;
  const noteForm = (form: 'publish' | 'aside', address: string): NoteForm => ({
    ...{ action: `${path}/${releaseId}/${address}`, idempotencyKey: newKey(), form: formOf(form, failed) },
  });
  return {
    kind: 'page',
    page: ReleaseView({
      frame,
      titleText: periodText(period),
      labelText: version === null ? 'Release' : `Release, version ${version}`,
      standing: standingText(release, content, releases),
      ...(frame.banner === undefined
        ? {}
        : { caution: 'Everybody counted here is invented. The numbers say nothing about Scotland.' }),
      isBeingMade: state === 'asked',
      facts: factsOf(release),
      files: isPublished(release)
        ? [
            { href: `${path}/${releaseId}/table`, text: 'All tables as one file (CSV)' },
            { href: `${path}/${releaseId}/summary`, text: 'One page of it (PDF)' },
          ]
        : [],
      tables:
        content === null || state === 'set_aside'
          ? []
          : content.tables.map((table) => shownTable(table, content)),
      notes: [...cellNotes],
      definitions: (content?.definitions ?? []).map(
        ({ measureId, name, version: one, definition, source }) => ({
          key: measureId,
          term: `${name}, version ${one}`,
          text: `${definition} Source: ${source}.`,
        }),
      ),
      publishing:
        mayCheck && state === 'drafted' && askedBy !== actor.memberId && !isOutdated(release, releases)
          ? noteForm('publish', 'publish')
          : null,
      settingAside: mayCheck && isOpen ? noteForm('aside', 'set-aside') : null,
      errors: failed?.errors ?? [],
      errorPrefix: failed === null ? '' : `${failed.form}-`,
    }),
  };
};

const explainAsking = (refusal: AskRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'no-such-period':
      return [{ field: 'period', text: 'Choose a period from the list' }];
    case 'period-not-over':
      return [{ field: 'period', text: `That period can be released from ${longDate(refusal.overOn)} on` }];
    case 'period-before-records':
      return [
        {
          field: 'period',
          text: `That period was not wholly on record. The first that is begins on ${longDate(refusal.firstOn)}`,
        },
      ];
    case 'quarters-not-released':
      return [
        {
          field: 'period',
          text: `A year is the sum of its quarters. Publish these first: ${refusal.missing}`,
        },
      ];
    case 'quarters-of-other-tables':
      return [
        {
          field: 'period',
          text: `These quarters were released with other tables. Publish new versions of them first: ${refusal.quarters}`,
        },
      ];
    case 'reason-needed':
      return [
        {
          field: 'reason',
          text: `Version ${refusal.latestVersion} of that period is published. Write why there is a new one`,
        },
      ];
    case 'release-open':
      return [
        { field: 'period', text: 'A release of that period is being made. Publish it or set it aside first' },
      ];
  }
};

const explainDeciding = (refusal: DecideRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'not-drafted-yet':
      return [{ field: '', text: 'It is still being worked out. Open the page again in a minute.' }];
    case 'release-decided':
      return [
        {
          field: '',
          text:
            refusal.state === 'frozen'
              ? 'Somebody published it before. Nothing needs doing.'
              : 'Somebody set it aside before. Begin it again if it is to be published.',
        },
      ];
    case 'same-person':
      return [
        {
          field: '',
          text: 'You made this release. Ask another planner, or information governance, to publish it.',
        },
      ];
    case 'released-meanwhile':
      return [
        {
          field: '',
          text: 'Another release of the same year was published meanwhile. Set this one aside and begin it again, so that it is protected beside the other.',
        },
      ];
  }
};

const idOf = ({ params }: Pick<PageInput, 'params'>): string =>
  identifier.safeParse(params['releaseId']).data ?? '';

const readPublished = async (
  deps: ReleasePageDeps,
  tx: Tx,
  input: PageInput,
): Promise<{ readonly release: Release; readonly content: ReleaseContent } | null> => {
  const release = await deps.findRelease(tx, idOf(input));
  const content =
    release === null || !isPublished(release) ? null : await deps.readContent(tx, release.releaseId);
  return release === null || content === null ? null : { release, content };
};

const fileName = ({ period, version }: Release, ending: string): string =>
  `placements-${period.kind}-${period.startsOn}-to-${addNights(period.endsOn, -1)}-v${version ?? 0}.${ending}`;

/** A note that may be left out, but not too long. */
const optionalNote = (typed: Typed, field: string) =>
  (typed[field] ?? '').trim() === '' ? { value: null } : proseField(typed, field, 500, 'Write it in words');

const periodTyped = (typed: Typed): { readonly kind: PeriodKind; readonly startsOn: IsoDate } | null => {
  const [kind, day = ''] = (typed['period'] ?? '').split(' ');
  const startsOn = parseIsoDate(day);
  return startsOn === null || (kind !== 'quarter' && kind !== 'year') ? null : { kind, startsOn };
};

/** Releases: what is published, and for planners and information governance making and checking them. */
export const releasePages = (
  deps: ReleasePageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    { path, permission: 'see-releases', read: (tx, input) => showList(deps, tx, input, null) },
    {
      path: `${path}/:releaseId`,
      permission: 'see-releases',
      read: (tx, input) => showOne(deps, tx, input, null),
    },
    {
      path: `${path}/:releaseId/table`,
      permission: 'see-releases',
      async read(tx, input) {
        const found = await readPublished(deps, tx, input);
        return found === null
          ? { kind: 'problem', code: 'not-found' }
          : {
              ...{ kind: 'file', fileName: fileName(found.release, 'csv'), mediaType: 'text/csv' },
              text: deps.writeRelease(found.release, found.content),
            };
      },
    },
    {
      path: `${path}/:releaseId/summary`,
      permission: 'see-releases',
      async read(tx, input) {
        const found = await readPublished(deps, tx, input);
        return found === null
          ? { kind: 'problem', code: 'not-found' }
          : {
              ...{ kind: 'file', fileName: fileName(found.release, 'pdf'), mediaType: 'application/pdf' },
              bytes: await deps.writeSummary(found.release, found.content),
            };
      },
    },
  ],
  forms: [
    defineForm({
      path,
      permission: 'draft-releases',
      auditEvent: 'publication.release-asked',
      parse: (typed) => {
        const period = periodTyped(typed);
        const reason = optionalNote(typed, 'reason');
        const errors: readonly FieldError[] = [
          ...(period === null ? [{ field: 'period', text: 'Choose a period' }] : []),
          ...('error' in reason ? [reason.error] : []),
        ];
        return period === null || 'error' in reason
          ? { ok: false, errors }
          : { ok: true, command: { ...period, reason: reason.value } };
      },
      act: (tx, { actor, now, today }, command) =>
        deps.askRelease(tx, { ...command, memberId: actor.memberId }, { at: now, today }),
      done: ({ releaseId }) => `${path}/${releaseId}?done=release-asked`,
      explain: explainAsking,
      again: (tx, input, { typed, errors }) => showList(deps, tx, input, { form: 'begin', typed, errors }),
    }),
    defineForm({
      path: `${path}/:releaseId/publish`,
      permission: 'check-releases',
      auditEvent: 'publication.release-published',
      standsOn: ({ releaseId = '' }) => `${path}/${releaseId}`,
      parse: (typed, input) => {
        const note = optionalNote(typed, 'note');
        return 'error' in note
          ? { ok: false, errors: [note.error] }
          : { ok: true, command: { releaseId: idOf(input), note: note.value } };
      },
      act: (tx, { actor }, command) => deps.publishRelease(tx, { ...command, memberId: actor.memberId }),
      done: ({ releaseId }) => `${path}/${releaseId}?done=release-published`,
      explain: explainDeciding,
      again: (tx, input, { typed, errors }) => showOne(deps, tx, input, { form: 'publish', typed, errors }),
    }),
    defineForm({
      path: `${path}/:releaseId/set-aside`,
      permission: 'check-releases',
      auditEvent: 'publication.release-set-aside',
      standsOn: ({ releaseId = '' }) => `${path}/${releaseId}`,
      parse: (typed, input) => {
        const note = proseField(typed, 'note', 500, 'Write why it is not published');
        return 'error' in note
          ? { ok: false, errors: [note.error] }
          : { ok: true, command: { releaseId: idOf(input), note: note.value } };
      },
      act: (tx, { actor }, command) => deps.setReleaseAside(tx, { ...command, memberId: actor.memberId }),
      done: () => `${path}?done=release-set-aside`,
      explain: explainDeciding,
      again: (tx, input, { typed, errors }) => showOne(deps, tx, input, { form: 'aside', typed, errors }),
    }),
  ],
});
