import { expect } from 'chai';

import { shareReading } from '../../src/platform/shared-reading.js';

describe('a reading that is shared', () => {
  const counting = (withinMs: number) => {
    let read = 0;
    const answers: ((text: string) => void)[] = [];
    const faults: ((fault: Error) => void)[] = [];
    const ask = shareReading(
      withinMs,
      (question: string) => Promise.resolve(question),
      () =>
        new Promise<string>((resolve, reject) => {
          read += 1;
          answers.push(resolve);
          faults.push(reject);
        }),
    );
    return { ask, answers, faults, read: () => read };
  };
  /** Lets what has been asked for begin. */
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('runs once for all who ask the same while it runs, and apart for who asks something else', async () => {
    const { ask, answers, read } = counting(60_000);
    const asked = [ask('how many'), ask('how many'), ask('how long')];
    await turn();
    expect(read()).to.equal(2);
    answers.forEach((answer, index) => {
      answer(`answer ${index}`);
    });
    expect(await Promise.all(asked)).to.deep.equal(['answer 0', 'answer 0', 'answer 1']);
    expect(await ask('how many')).to.equal('answer 0');
    expect(read()).to.equal(2);
  });

  it('runs again when its time is over', async () => {
    const { ask, answers, read } = counting(-1);
    for (const answer of ['first', 'second']) {
      const asked = ask('how many');
      await turn();
      answers.at(-1)?.(answer);
      expect(await asked).to.equal(answer);
    }
    expect(read()).to.equal(2);
  });

  it('is not kept when it fails: all who waited are told, and the next reads anew', async () => {
    const { ask, answers, faults, read } = counting(60_000);
    const asked = [ask('how many'), ask('how many')];
    await turn();
    faults[0]?.(new Error('The database went away.'));
    for (const one of asked) {
      const told = await one.then(
        () => 'an answer',
        (fault: unknown) => (fault instanceof Error ? fault.message : ''),
      );
      expect(told).to.equal('The database went away.');
    }
    const again = ask('how many');
    await turn();
    answers[1]?.('there again');
    expect([await again, read()]).to.deep.equal(['there again', 2]);
  });
});
