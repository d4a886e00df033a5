import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { referralChangedV1 } from '../contract/events.js';
import type { AssessmentKind } from '../domain/assessment.js';
import { comingDayObstacle, type WaitingDatesObstacle } from '../domain/waiting.js';
import { moveOn, type Change, type ChangeReferralDeps, type ChangeRefusal } from './change-referral.js';

/** What was arranged for an assessment, or became of it. */
export type AppointmentStep = 'booked' | 'moved' | 'not_attended' | 'called_off';

/** One thing recorded of an appointment: what, for which day, with whom and where. */
export interface AppointmentRow {
  readonly kind: AssessmentKind;
  readonly step: AppointmentStep;
  readonly on: IsoDate;
  readonly heldWith: string;
  readonly note: string | null;
}

/** Appointments as rows that are only added. */
export interface AppointmentRepository {
  insert(
    tx: Tx,
    row: AppointmentRow & { readonly appointmentId: string; readonly referralId: string },
    recordedBy: string,
  ): Promise<void>;
  /** What was recorded last of a kind, as long as no result was since; null when nothing was. */
  readLatest(tx: Tx, referralId: string, kind: AssessmentKind): Promise<AppointmentRow | null>;
}

/** What was arranged, with who recorded it, by name, and when. */
export interface AppointmentTold extends AppointmentRow {
  readonly recordedBy: string | null;
  readonly recordedAt: Date;
}

/** A result as it was recorded; `lapsedAt` when the person was found not stable enough after it. */
export interface ResultTold {
  readonly kind: AssessmentKind;
  readonly heldOn: IsoDate;
  readonly validUntil: IsoDate;
  readonly outcome: 'suitable' | 'not_suitable';
  readonly lapsedAt: Date | null;
}

/** The latest of what was arranged and held, newest first. The referral has been seen to be in scope before. */
export type ReadAssessmentStory = (
  tx: Tx,
  referralId: string,
) => Promise<{ readonly steps: readonly AppointmentTold[]; readonly results: readonly ResultTold[] }>;

/** What arranging an assessment needs. */
export interface AppointmentDeps extends ChangeReferralDeps {
  readonly appointments: AppointmentRepository;
}

type Moved = { readonly referralId: string; readonly version: number };

const record = async (
  { appointments, newId, audit, events }: AppointmentDeps,
  tx: Tx,
  { referralId, memberId }: Change,
  version: number,
  row: AppointmentRow,
): Promise<void> => {
  const appointmentId = newId();
  await appointments.insert(tx, { ...row, appointmentId, referralId }, memberId);
  const { kind, step, on, note } = row;
  await audit(tx, {
    action: 'referrals.assessment-arranged',
    subjectKind: 'referral',
    subjectId: referralId,
    version,
    after: { appointmentId, kind, step, appointedOn: on },
    ...(note === null ? {} : { reason: note }),
  });
  await events(tx, referralChangedV1.make({ referralId }));
};

const isLive = (latest: AppointmentRow | null): latest is AppointmentRow =>
  latest !== null && (latest.step === 'booked' || latest.step === 'moved');

/** Books an assessment for a day from today on, or moves the one that is booked. */
export const makeBookAssessment =
  (deps: AppointmentDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & {
      readonly today: IsoDate;
      readonly kind: AssessmentKind;
      readonly on: IsoDate;
      readonly heldWith: string;
    },
  ): Promise<Outcome<Moved, ChangeRefusal | WaitingDatesObstacle>> => {
    const { referralId, kind, on, heldWith, today } = command;
    const impossible = comingDayObstacle(on, today, today);
    if (impossible !== null) return refuse(impossible);
    const moved = await moveOn(deps.referrals, tx, scope, command);
    if (!moved.ok) return moved;
    const latest = await deps.appointments.readLatest(tx, referralId, kind);
    const step = isLive(latest) ? 'moved' : 'booked';
    await record(deps, tx, command, moved.value.version, { kind, step, on, heldWith, note: null });
    return moved;
  };

/** Nothing is booked that could have been missed or called off; or its day has not come, so that nobody has missed it. */
export type EndAppointmentRefusal =
  | ChangeRefusal
  | { readonly code: 'no-assessment-booked' }
  | { readonly code: 'assessment-still-to-come'; readonly appointedOn: IsoDate };

/** Records that the person did not come to the assessment that is booked, or that it was called off. */
export const makeEndAppointment =
  (deps: AppointmentDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & {
      readonly today: IsoDate;
      readonly kind: AssessmentKind;
      readonly step: 'not_attended' | 'called_off';
      readonly note: string | null;
    },
  ): Promise<Outcome<Moved, EndAppointmentRefusal>> => {
    const { referralId, kind, step, note, today } = command;
    const moved = await moveOn(deps.referrals, tx, scope, command);
    if (!moved.ok) return moved;
    const latest = await deps.appointments.readLatest(tx, referralId, kind);
    if (!isLive(latest)) return refuse({ code: 'no-assessment-booked' });
    const { on, heldWith } = latest;
    if (step === 'not_attended' && on > today)
      return refuse({ code: 'assessment-still-to-come', appointedOn: on });
    await record(deps, tx, command, moved.value.version, { kind, step, on, heldWith, note });
    return moved;
  };
