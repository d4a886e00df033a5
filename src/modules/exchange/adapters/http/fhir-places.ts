import type { z } from 'zod';

import type { ToldService } from '../../application/read-services.js';
import { areasTakenFrom, eligibilitySentences } from './eligibility-words.js';
import type { healthcareServiceResource, locationResource } from './fhir-schemas.js';

/** Source: HL7 v3 RoleCode, the list that R4 names for Location.type. */
const rehabilitation = {
  coding: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode',
      code: 'SURF',
      display: 'Substance use rehabilitation facility',
    },
  ],
  text: 'Residential rehabilitation',
};

/** Stabilisation, detox and crisis care are not residential rehabilitation, and are not told as such. */
const otherCare = { text: 'Not residential rehabilitation' };

const site = {
  coding: [
    { system: 'http://terminology.hl7.org/CodeSystem/location-physical-type', code: 'si', display: 'Site' },
  ],
  text: 'Site',
};

/** A project as a place. No published extension of R4 counts beds, so they are in the directory alone (docs/adr/0051). */
export const toLocation = ({ project, isOpen }: ToldService): z.input<typeof locationResource> => ({
  resourceType: 'Location',
  id: project.projectId,
  status: isOpen === false ? 'inactive' : 'active',
  name: project.name,
  mode: 'instance',
  type: [project.countsAsResidentialRehab ? rehabilitation : otherCare],
  address: {
    city: project.locality,
    district: project.healthBoard,
    state: 'Scotland',
    country: 'GB',
  },
  physicalType: site,
  managingOrganization: {
    reference: `Organization/${project.providerId}`,
    display: project.providerName,
  },
});

/** What a project offers, and to whom. */
export const toHealthcareService = ({
  project,
  isOpen,
  rules,
}: ToldService): z.input<typeof healthcareServiceResource> => {
  const sentences = eligibilitySentences(rules);
  const areas = areasTakenFrom(rules);
  const { isAccepting, reason } = project.accepting;
  return {
    resourceType: 'HealthcareService',
    id: project.projectId,
    active: isOpen !== false,
    providedBy: { reference: `Organization/${project.providerId}`, display: project.providerName },
    type: [project.countsAsResidentialRehab ? { text: rehabilitation.text } : otherCare],
    location: [{ reference: `Location/${project.projectId}`, display: project.name }],
    name: project.name,
    ...(project.description === null ? {} : { comment: project.description }),
    ...(areas.length === 0 ? {} : { coverageArea: areas.map((display) => ({ display })) }),
    ...(sentences.length === 0 ? {} : { eligibility: sentences.map((comment) => ({ comment })) }),
    appointmentRequired: true,
    ...(isAccepting
      ? {}
      : {
          notAvailable: [
            { description: `Takes no referrals at present${reason === null ? '' : `: ${reason}`}` },
          ],
        }),
  };
};
