import { expect } from 'chai';

import { createGate, GateFull } from '../../src/platform/gate.js';

/** Work that ends when it is told to. */
const openEnded = () => {
  let end: () => void = () => undefined;
  let hasBegun = false;
  const ending = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    work: async (): Promise<string> => {
      hasBegun = true;
      await ending;
      return 'done';
    },
    end: () => {
      end();
    },
    get hasBegun() {
      return hasBegun;
    },
  };
};

const fullOf = async (entering: Promise<unknown>): Promise<unknown> => {
  try {
    await entering;
  } catch (fault) {
    return fault instanceof GateFull ? fault.of : fault;
  }
  return 'let in';
};

describe('a gate', () => {
  it('is full when as many are inside as may be, and open again when one has left', async () => {
    const gate = createGate({ ofAll: 2, ofSource: 2 });
    const [first, second] = [openEnded(), openEnded()];
    const inside = [
      gate({ source: 'a', turn: '1' }, first.work),
      gate({ source: 'b', turn: '2' }, second.work),
    ];
    expect(await fullOf(gate({ source: 'c', turn: '3' }, async () => 'done'))).to.equal('all');
    first.end();
    await inside[0];
    expect(await gate({ source: 'c', turn: '3' }, async () => 'done')).to.equal('done');
    second.end();
    await inside[1];
  });

  it('lets fewer of one source in than of all, so that nobody fills it alone', async () => {
    const gate = createGate({ ofAll: 10, ofSource: 1 });
    const first = openEnded();
    const inside = gate({ source: 'a', turn: '1' }, first.work);
    expect(await fullOf(gate({ source: 'a', turn: '2' }, async () => 'done'))).to.equal('source');
    expect(await gate({ source: 'b', turn: '3' }, async () => 'done')).to.equal('done');
    first.end();
    await inside;
    expect(await gate({ source: 'a', turn: '2' }, async () => 'done')).to.equal('done');
  });

  it('does work of one turn one after the other, and of others meanwhile', async () => {
    const gate = createGate({ ofAll: 10, ofSource: 10 });
    const [first, second] = [openEnded(), openEnded()];
    const inside = [
      gate({ source: 'a', turn: 'same' }, first.work),
      gate({ source: 'a', turn: 'same' }, second.work),
    ];
    expect(await gate({ source: 'a', turn: 'other' }, async () => 'done')).to.equal('done');
    expect([first.hasBegun, second.hasBegun]).to.deep.equal([true, false]);
    first.end();
    await inside[0];
    second.end();
    expect(await inside[1]).to.equal('done');
  });

  it('counts out who fails, and lets the next of their turn in', async () => {
    const gate = createGate({ ofAll: 1, ofSource: 1 });
    const broken = new Error('broken');
    expect(await fullOf(gate({ source: 'a', turn: '1' }, () => Promise.reject(broken)))).to.equal(broken);
    expect(await gate({ source: 'a', turn: '1' }, async () => 'done')).to.equal('done');
  });
});
