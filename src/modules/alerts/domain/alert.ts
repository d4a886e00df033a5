import { addNights, nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';

/** A partnership's area, with the health board it lies in. */
export interface CoveredArea {
  readonly partnershipId: string;
  readonly name: string;
  readonly healthBoard: string;
}

/** A dangerous batch of a drug: what it is, what to do, who says so, where, and from when until when. */
export interface DrugAlert {
  readonly alertId: string;
  readonly headline: string;
  readonly advice: string;
  readonly source: string;
  readonly isNational: boolean;
  /** Empty for a national alert. */
  readonly covers: readonly CoveredArea[];
  readonly fromOn: IsoDate;
  /** First day on which it no longer holds. */
  readonly untilOn: IsoDate;
  readonly withdrawnReason: string | null;
  readonly isWithdrawn: boolean;
  readonly version: number;
}

/** Whether an alert holds on a day. */
export const isLive = (
  { isWithdrawn, fromOn, untilOn }: Pick<DrugAlert, 'isWithdrawn' | 'fromOn' | 'untilOn'>,
  on: IsoDate,
): boolean => !isWithdrawn && fromOn <= on && on < untilOn;

/** Whether an alert concerns the people of a partnership, wherever they are. */
export const concernsPartnership = ({ isNational, covers }: DrugAlert, partnershipId: string): boolean =>
  isNational || covers.some((area) => area.partnershipId === partnershipId);

/** A project as alerts see it: where it stands, and where the people in it come from and go back to. */
export interface ProjectInArea {
  readonly projectId: string;
  readonly name: string;
  readonly healthBoard: string;
  readonly partnershipIds: readonly string[];
}

/** Whether an alert concerns a project: by the health board it stands in, or by the home of somebody in it. */
export const concernsProject = (
  alert: DrugAlert,
  project: Omit<ProjectInArea, 'projectId' | 'name'>,
): boolean =>
  alert.isNational ||
  alert.covers.some(({ healthBoard }) => healthBoard === project.healthBoard) ||
  project.partnershipIds.some((partnershipId) => concernsPartnership(alert, partnershipId));

/** What is published. */
export interface NewAlert {
  readonly headline: string;
  readonly advice: string;
  readonly source: string;
  readonly isNational: boolean;
  readonly partnershipIds: readonly string[];
  readonly fromOn: IsoDate;
  readonly untilOn: IsoDate;
}

/** Why an alert is not published. */
export type NewAlertRefusal =
  | { readonly code: 'alert-without-a-day' }
  | { readonly code: 'alert-over-already'; readonly today: IsoDate }
  | { readonly code: 'alert-too-long'; readonly latestUntilOn: IsoDate }
  | { readonly code: 'area-missing' }
  | { readonly code: 'area-said-twice' };

/**
 * Why an alert cannot be published; null when it can. It holds somewhere, on some day from today on, and not for so
 * long that nobody reads it any more. Unit of `longestDays`: days.
 */
export const weighNewAlert = (
  { isNational, partnershipIds, fromOn, untilOn }: NewAlert,
  today: IsoDate,
  longestDays: number,
): NewAlertRefusal | null => {
  if (untilOn <= fromOn) return { code: 'alert-without-a-day' };
  if (untilOn <= today) return { code: 'alert-over-already', today };
  if (nightsBetween(fromOn, untilOn) > longestDays) {
    return { code: 'alert-too-long', latestUntilOn: addNights(fromOn, longestDays) };
  }
  if (!isNational && partnershipIds.length === 0) return { code: 'area-missing' };
  return isNational && partnershipIds.length > 0 ? { code: 'area-said-twice' } : null;
};
