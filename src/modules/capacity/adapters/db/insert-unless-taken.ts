import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';

/** Whether a row was written; false where a unique key refused it. */
export const insertUnlessTaken = async (write: () => Promise<unknown>): Promise<boolean> => {
  try {
    await write();
    return true;
  } catch (error) {
    if (duplicateKeyOf(error) !== null) return false;
    throw error;
  }
};
