import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

const { EVENT_RUN_END } = Mocha.Runner.constants;

/**
 * Mocha's usual report; at the end the counts also go to the file named by `TEST_COUNT_FILE`, from
 * which `npm test` prints its closing line. Without that variable the line is printed here.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(EVENT_RUN_END, () => {
      const { passes, failures } = runner.stats;
      const file = process.env.TEST_COUNT_FILE;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures }));
      else console.log(`${passes} passed, ${failures} failed`);
    });
  }
}
