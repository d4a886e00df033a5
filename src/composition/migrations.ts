import { Platform1763800000000 } from '../../migrations/20261122_0900-platform.js';
import { IdentityAndCapacity1763800600000 } from '../../migrations/20261122_0910-identity-and-capacity.js';
import { Pathway1763801200000 } from '../../migrations/20261122_0920-pathway.js';

/** In order. A change of the schema is a new file in migrations/ and a new line here. */
export const migrations = [
  Platform1763800000000,
  IdentityAndCapacity1763800600000,
  Pathway1763801200000,
] as const;
