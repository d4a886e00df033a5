// eslint-disable-next-line house/no-randomness -- version 5 is a hash of what it is given: no chance in it
import { v5 as namedId } from 'uuid';

import type { ToldService } from '../../application/read-services.js';
import type { Capacity } from '../../domain/capacities.js';
import { ageLimit, areasTakenFrom, eligibilitySentences } from './eligibility-words.js';
import type { ListedService, NestedService } from './hsds-schemas.js';

/** Ids of what has none of its own here: always the same for the same thing. */
const idOf = (projectId: string, thing: string): string => namedId(thing, projectId);

/** A namespace of ours, so that the units of counting have the same ids in every installation. */
const unitNamespace = '5b1c2c3e-9d5e-5f0a-8d0a-6f6f2d1e7a41';
const unitNames: Readonly<Record<Capacity['placeKind'], string>> = { bed: 'Bed', family_unit: 'Family unit' };

const purposes: Readonly<Record<Capacity['bedType'], string>> = {
  rehab: 'residential rehabilitation',
  detox: 'detox',
  stabilisation: 'stabilisation',
  crisis: 'a crisis',
  emergency: 'emergencies',
};
const takenInTexts: Readonly<Record<Capacity['takenIn'], string>> = {
  anybody: '',
  female: ', women only',
  male: ', men only',
};

const oldText =
  'Its provider has not confirmed its free places in the last 24 hours: ask the project before relying on them.';

const noPlacesText = ({ freshness, isOpen }: ToldService): string | null => {
  if (isOpen === null) return 'No beds of it are recorded here, so no free places are told.';
  return freshness === 'never-said'
    ? 'Its provider has never said here how many places are free, so none are told.'
    : null;
};

const alertsOf = (service: ToldService): readonly string[] => {
  const { isAccepting, reason } = service.project.accepting;
  const noPlaces = noPlacesText(service);
  return [
    ...(isAccepting ? [] : [`Takes no referrals at present${reason === null ? '' : `: ${reason}`}.`]),
    ...(noPlaces === null ? [] : [noPlaces]),
    ...(noPlaces === null && service.freshness === 'stale' ? [oldText] : []),
  ];
};

/** What is recorded of a project, with what it is not; null where there is nothing to say. */
const descriptionOf = ({ project: { countsAsResidentialRehab, description } }: ToldService): string | null =>
  countsAsResidentialRehab
    ? description
    : ['Does not count as residential rehabilitation.', description ?? ''].join(' ').trim();

/** A service as a list tells it. */
export const toListedService = (service: ToldService): ListedService => {
  const { project, isOpen, rules } = service;
  const sentences = eligibilitySentences(rules);
  const minimum = ageLimit(rules, 'at_least');
  const maximum = ageLimit(rules, 'at_most');
  const alerts = alertsOf(service);
  const description = descriptionOf(service);
  return {
    id: project.projectId,
    organization_id: project.providerId,
    name: project.name,
    ...(description === null ? {} : { description }),
    status: isOpen === false ? 'inactive' : 'active',
    ...(sentences.length === 0 ? {} : { eligibility_description: sentences.join(' ') }),
    ...(minimum === null ? {} : { minimum_age: minimum }),
    ...(maximum === null ? {} : { maximum_age: maximum }),
    ...(alerts.length === 0 ? {} : { alert: alerts.join(' ') }),
  };
};

const capacityOf = (service: ToldService, reportedAt: Date, capacity: Capacity) => {
  const { projectId } = service.project;
  const { placeKind, bedType, takenIn, figures } = capacity;
  const what = `${placeKind === 'bed' ? 'Beds' : 'Rooms for a parent with children'} for ${purposes[bedType]}${takenInTexts[takenIn]}.`;
  return {
    id: idOf(projectId, `capacity ${bedType} ${placeKind} ${takenIn}`),
    service_id: projectId,
    unit: { id: namedId(placeKind, unitNamespace), name: unitNames[placeKind] },
    available: figures.accepting,
    maximum: figures.maximum,
    description: service.freshness === 'stale' ? `${what} ${oldText}` : what,
    updated: reportedAt.toISOString(),
  };
};

const areasOf = ({ project: { projectId }, rules }: ToldService) => {
  const boards = areasTakenFrom(rules);
  const area = (name: string, description: string) => ({
    id: idOf(projectId, `area ${name}`),
    service_id: projectId,
    name,
    description,
  });
  return boards.length === 0
    ? [area('Scotland', 'No rule of the project limits where people come from.')]
    : boards.map((board) => area(board, 'A rule of the project names this health board.'));
};

/** A service with everything that belongs to it. `runs` are the names of all that its provider runs. */
export const toNestedService = (service: ToldService, runs: readonly string[]): NestedService => {
  const { project, capacities } = service;
  const { projectId, name, locality, healthBoard, reported } = project;
  return {
    ...toListedService(service),
    organization: {
      id: project.providerId,
      name: project.providerName,
      description: `Runs ${runs.join(', ')}.`,
    },
    service_areas: areasOf(service),
    service_at_locations: [
      {
        id: idOf(projectId, 'at its place'),
        service_id: projectId,
        location_id: projectId,
        location: {
          id: projectId,
          location_type: 'physical',
          name,
          description: `${locality}, in the area of ${healthBoard}.`,
        },
      },
    ],
    // Without a word of the provider there is no moment at which this was last known to be true.
    capacities:
      reported === null
        ? []
        : capacities.map((capacity) => capacityOf(service, reported.reportedAt, capacity)),
  };
};
