import type { MemberEmail, MemberRole } from '../../support/small-world.js';
import type { RunningService } from '../../support/running-service.js';

/** A request to one operation that succeeds, in a world made ready for it. */
export interface PlannedRequest {
  readonly as: MemberRole | MemberEmail;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly version?: number;
  readonly body?: object;
}

/** By operation id: makes the world ready and says what to send. */
export type PlannedRequests = Readonly<Record<string, (service: RunningService) => Promise<PlannedRequest>>>;

/** A request that needs nothing made ready. */
export const plainly =
  (request: PlannedRequest | ((service: RunningService) => PlannedRequest)) =>
  async (service: RunningService): Promise<PlannedRequest> =>
    typeof request === 'function' ? request(service) : request;
