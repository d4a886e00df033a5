/// <reference types="fhir" />
/** Proofs for the compiler alone, never run: what we send is what the published types of FHIR R4 say. */
import type { z } from 'zod';

import type {
  bundleOf,
  capabilityStatement,
  healthcareServiceResource,
  locationResource,
  serviceRequestResource,
  taskResource,
} from '../../../../../src/modules/exchange/adapters/http/fhir-schemas.js';

declare function takes<T>(value: T): void;
declare const place: z.output<typeof locationResource>;
declare const offered: z.output<typeof healthcareServiceResource>;
declare const referral: z.output<typeof serviceRequestResource>;
declare const offer: z.output<typeof taskResource>;
declare const found: z.output<ReturnType<typeof bundleOf<typeof taskResource>>>;
declare const capability: z.output<typeof capabilityStatement>;

takes<fhir4.Location>(place);
takes<fhir4.HealthcareService>(offered);
takes<fhir4.ServiceRequest>(referral);
takes<fhir4.Task>(offer);
takes<fhir4.Bundle>(found);
takes<fhir4.CapabilityStatement>(capability);
// @ts-expect-error an offer is no referral
takes<fhir4.ServiceRequest>(offer);
