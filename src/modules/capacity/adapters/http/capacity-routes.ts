import type { Route } from '../../../../platform/http/define-route.js';
import { setAccepting } from './accepting-routes.js';
import { reportAvailability } from './availability-report-routes.js';
import type { CapacityRouteDeps } from './capacity-route-deps.js';
import { findFreeUnits } from './free-unit-routes.js';
import { cancelOutOfService, markOutOfService } from './out-of-service-routes.js';
import { listProjects, readCalendar } from './project-routes.js';
import { setRehabStanding } from './rehab-standing-routes.js';

/** Beds and their nights: projects, search, calendar, out of service, and what providers and administrators say of them. */
export const capacityRoutes = (deps: CapacityRouteDeps): readonly Route[] => [
  listProjects(deps),
  readCalendar(deps),
  findFreeUnits(deps),
  markOutOfService(deps),
  cancelOutOfService(deps),
  reportAvailability(deps),
  setAccepting(deps),
  setRehabStanding(deps),
];
