import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadCalendars } from '../../capacity/contract/availability.js';
import { goesStaleAt } from '../../capacity/contract/freshness.js';
import { isInForce, type AdmissionRule, type ReadAdmissionRules } from '../../eligibility/contract.js';
import { capacitiesOf, type Capacity } from '../domain/capacities.js';

/** A project as other systems are told of it. */
export interface ToldProject {
  readonly projectId: string;
  readonly version: number;
  readonly providerId: string;
  readonly providerName: string;
  readonly name: string;
  readonly locality: string;
  readonly healthBoard: string;
  readonly description: string | null;
  /** Whether it counts as residential rehabilitation today. */
  readonly countsAsResidentialRehab: boolean;
  readonly accepting: { readonly isAccepting: boolean; readonly reason: string | null };
  /** What its provider last said of tonight; null while it never said anything. */
  readonly reported: { readonly reportedAt: Date } | null;
}

/** How far what is told of a project's places can be relied on. */
export type Freshness = 'fresh' | 'stale' | 'never-said';

/** A project with its places of tonight, how fresh they are, and who can come. */
export interface ToldService {
  readonly project: ToldProject;
  readonly capacities: readonly Capacity[];
  /** Whether any place is open tonight; null where none is recorded, so that nobody can say. */
  readonly isOpen: boolean | null;
  readonly freshness: Freshness;
  /** In force today. */
  readonly rules: readonly AdmissionRule[];
}

/** What telling of projects needs. */
export interface ReadServicesDeps {
  readonly readProjects: (tx: Tx, today: IsoDate) => Promise<readonly ToldProject[]>;
  readonly readCalendars: ReadCalendars;
  /** Claims whose person is in the bed on a night. */
  readonly readArrivedClaims: (tx: Tx, night: IsoDate) => Promise<ReadonlySet<string>>;
  readonly readAdmissionRules: ReadAdmissionRules;
}

/** Every project, or one, by the database's clock; in order of name. */
export type ReadServices = (
  tx: Tx,
  now: { readonly at: Date; readonly today: IsoDate },
  projectId?: string,
) => Promise<readonly ToldService[]>;

const freshnessOf = ({ reported }: ToldProject, at: Date): Freshness => {
  if (reported === null) return 'never-said';
  return at > goesStaleAt(reported.reportedAt) ? 'stale' : 'fresh';
};

/** Projects from the facts that pages show: the one availability function, and the rules in force. */
export const makeReadServices =
  ({ readProjects, readCalendars, readArrivedClaims, readAdmissionRules }: ReadServicesDeps): ReadServices =>
  async (tx, { at, today }, projectId) => {
    const projects = await readProjects(tx, today);
    const tonight = { arrivesOn: today, departsOn: addNights(today, 1) };
    const calendars = await readCalendars(tx, projectId === undefined ? {} : { projectId }, tonight);
    const arrived = await readArrivedClaims(tx, today);
    const rules = await readAdmissionRules(tx, today, projectId);
    return projects
      .filter((project) => projectId === undefined || project.projectId === projectId)
      .map((project) => {
        const ofProject = calendars.filter(({ unit }) => unit.projectId === project.projectId);
        const capacities = capacitiesOf(ofProject, today, arrived);
        return {
          project,
          capacities,
          isOpen: ofProject.length === 0 ? null : capacities.length > 0,
          freshness: freshnessOf(project, at),
          rules: (rules.get(project.projectId) ?? []).filter((rule) => isInForce(rule, today)),
        };
      });
  };
