import fc from 'fast-check';

import { differences, differencesAtTheEnd } from './compare.js';
import { anIntent, expectedOn, intoAPlace, onwardIntents, resolve, type Intent } from './pathway-intents.js';
import { dayAt, newModel, offerOf, placementOf, type Model } from './pathway-model.js';
import { deliver, expireDue, later, learnExpiry, step } from './pathway-steps.js';
import type { Request } from './pathway-requests.js';
import type { Letter, Reaction, RealPathway, WorkerTurn } from './real-pathway.js';
import type { Answer, Step } from './steps/answers.js';

/** The service is not as the model says. Every line is one difference. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch';

  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/** A run under way: the model as it stands, and the last letter with its answer. */
export interface Run {
  model: Model;
  last: { readonly letter: Letter; readonly reaction: Reaction } | null;
  readonly onCommand: (name: string) => void;
  /** Called when one thing asked was done, and not refused. */
  readonly onDone: (kind: Request['kind']) => void;
}

type Command = fc.AsyncCommand<Run, RealPathway>;

const secondMs = 1_000;
const hourMs = 3_600_000;
/** A message that was handed out and not done comes again after twenty seconds. */
const handedOutAgainMs = 21 * secondMs;

const pass = (run: Run, real: RealPathway, ms: number): void => {
  real.service.clock.advance({ seconds: ms / secondMs });
  run.model = later(run.model, ms);
};

const answerText = (answer: Answer): string =>
  answer.kind === 'refused'
    ? `refused as ${answer.code}`
    : `done${answer.version === null ? '' : ` at version ${answer.version}`}`;

const reactionText = ({ status, code, version, text }: Reaction): string =>
  code === null ? `done at version ${version ?? 'none'}` : `${status} ${code}: ${text.slice(0, 300)}`;

const isAsPredicted = (answer: Answer, { code, version }: Reaction): boolean =>
  answer.kind === 'refused'
    ? code === answer.code
    : code === null && (answer.version === null || answer.version === version);

/** The same but for the reason of a refusal: of two at once, either may be what stood in the other's way. */
const isAsMayBe = (answer: Answer, { code }: Reaction): boolean =>
  (answer.kind === 'refused') === (code !== null);

/** Noon of a day in Scotland: in summer that day is over half an hour before midnight, UTC. */
const noonOn = (day: number): number => {
  const midnight = day * 24 * hourMs;
  const isSummer = dayAt(midnight + 23.5 * hourMs) > day;
  return midnight + (isSummer ? 11 : 12) * hourMs;
};

/** What the service told of a thing that came to be: its id, and until when an offer may be answered. */
const learn = (model: Model, real: RealPathway, answer: Answer, reaction: Reaction): Model => {
  if (answer.kind === 'refused' || answer.made === null) return model;
  if (reaction.id !== null) real.ids.set(answer.made, reaction.id);
  // A move that is accepted makes an offer and takes it in the same moment.
  if (reaction.offerBehind !== null)
    real.ids.set(placementOf(model, answer.made).offer, reaction.offerBehind);
  if (reaction.expiresAtMs === null) return model;
  // The answer is due in two hours at least, and the bed held for an hour more, since nobody has tried yet.
  const earliest = model.nowMs + 3 * hourMs;
  const latest = Math.max(noonOn(offerOf(model, answer.made).from), earliest);
  if (reaction.expiresAtMs < earliest || latest < reaction.expiresAtMs)
    throw new Mismatch([`A bed is held until ${new Date(reaction.expiresAtMs).toISOString()}`]);
  return learnExpiry(model, answer.made, reaction.expiresAtMs);
};

const refuseDifferences = (found: readonly string[]): void => {
  if (found.length > 0) throw new Mismatch(found);
};

const refuseFault = (...said: readonly (readonly [Request, Reaction])[]): void => {
  for (const [request, reaction] of said)
    if (reaction.status >= 500)
      throw new Mismatch([`never-500: ${JSON.stringify(request)} is ${reactionText(reaction)}`]);
};

/** Asks one thing, once or by two clicks on one button, and compares. */
const ask = async (run: Run, real: RealPathway, request: Request, isTwice: boolean): Promise<void> => {
  run.onCommand(request.kind);
  const predicted = step(run.model, request);
  const letter = real.letterOf(run.model, request);
  const [reaction, again] = isTwice
    ? await Promise.all([real.send(letter), real.send(letter)])
    : [await real.send(letter), null];
  refuseFault([request, reaction]);
  if (!isAsPredicted(predicted.answer, reaction))
    throw new Mismatch([
      `${JSON.stringify(request)} must be ${answerText(predicted.answer)} and is ${reactionText(reaction)}`,
    ]);
  if (again !== null && (again.status !== reaction.status || again.text !== reaction.text))
    throw new Mismatch([`A second click is answered ${reactionText(again)} after ${reactionText(reaction)}`]);
  if (predicted.answer.kind === 'done') run.onDone(request.kind);
  run.model = learn(predicted.model, real, predicted.answer, reaction);
  run.last = { letter, reaction };
  refuseDifferences(await differences(run.model, real));
};

/** One thing asked. */
const asking = (intent: Intent, isTwice: boolean): Command => ({
  check: ({ model }) => resolve(model, intent) !== null,
  async run(run, real) {
    pass(run, real, secondMs);
    const request = resolve(run.model, intent);
    if (request !== null) await ask(run, real, request, isTwice);
  },
  toString: () => `${isTwice ? 'twice ' : ''}${JSON.stringify(intent)}`,
});

/** Somebody is brought on, step by step; whoever is expected is waited for. */
const bringingOn = (intents: readonly Intent[]): Command => ({
  check: ({ model }) => intents.some((intent) => resolve(model, intent) !== null),
  async run(run, real) {
    for (const intent of intents) {
      pass(run, real, secondMs);
      const booked = expectedOn(run.model, intent.person);
      // At ten in the morning, when it is the same day in Scotland and by UTC.
      const arrivalMs = booked === null ? 0 : (booked * 24 + 10) * hourMs;
      if (resolve(run.model, intent) === null && run.model.nowMs < arrivalMs)
        pass(run, real, arrivalMs - run.model.nowMs);
      const request = resolve(run.model, intent);
      if (request !== null) await ask(run, real, request, false);
    }
  },
  toString: () => `bring on ${JSON.stringify(intents)}`,
});

/**
 * Two things asked at once: answered as if one had come after the other, whichever it was, and everything is as after
 * those two.
 */
const together = (first: Intent, second: Intent): Command => ({
  check: ({ model }) => resolve(model, first) !== null && resolve(model, second) !== null,
  async run(run, real) {
    pass(run, real, secondMs);
    const [a, b] = [resolve(run.model, first), resolve(run.model, second)];
    if (a === null || b === null) return;
    run.onCommand(`${a.kind} with ${b.kind}`);
    const [letterA, letterB] = [real.letterOf(run.model, a), real.letterOf(run.model, b)];
    const [saidToA, saidToB] = await Promise.all([real.send(letterA), real.send(letterB)]);
    refuseFault([a, saidToA], [b, saidToB]);
    const told: string[] = [];
    const inOrder = async (
      before: Step,
      after: (model: Model) => Step,
      isAFirst: boolean,
    ): Promise<boolean> => {
      const then = after(before.model);
      const [answerA, answerB] = isAFirst ? [before.answer, then.answer] : [then.answer, before.answer];
      if (!isAsMayBe(answerA, saidToA) || !isAsMayBe(answerB, saidToB)) {
        told.push(`${answerText(answerA)} and ${answerText(answerB)}`);
        return false;
      }
      real.ids.delete(answerA.kind === 'done' ? (answerA.made ?? '') : '');
      const learnt = learn(learn(then.model, real, answerA, saidToA), real, answerB, saidToB);
      const found = await differences(learnt, real);
      told.push(...found);
      if (found.length === 0) run.model = learnt;
      return found.length === 0;
    };
    if (await inOrder(step(run.model, a), (model) => step(model, b), true)) return;
    if (await inOrder(step(run.model, b), (model) => step(model, a), false)) return;
    throw new Mismatch([
      `${JSON.stringify(a)} and ${JSON.stringify(b)} at once are ${reactionText(saidToA)} and ${reactionText(saidToB)}`,
      ...told,
    ]);
  },
  toString: () => `together ${JSON.stringify(first)} ${JSON.stringify(second)}`,
});

/** The last letter once more under its key: answered alike, and nothing happens. */
const repeating: Command = {
  check: ({ last }) => last !== null,
  async run(run, real) {
    if (run.last === null) return;
    pass(run, real, secondMs);
    run.onCommand('repeat');
    const again = await real.send(run.last.letter);
    const { reaction } = run.last;
    if (again.status !== reaction.status || again.text !== reaction.text)
      throw new Mismatch([`A repeat is answered ${reactionText(again)} after ${reactionText(reaction)}`]);
    refuseDifferences(await differences(run.model, real));
  },
  toString: () => 'the last once more',
};

/** Another letter that would be read, under the last key. */
const alterable = ({ body }: Letter): Readonly<Record<string, unknown>> | null => {
  if (body === null || typeof body !== 'object') return null;
  const [name] = ['heldOn', 'decidedOn', 'departsOn', 'admittedOn', 'endedOn'].filter((one) => one in body);
  return name === undefined ? null : { ...body, [name]: '2027-02-03' };
};

const reusingKey: Command = {
  // What was refused before its key was looked at left none.
  check: ({ last }) => last !== null && last.reaction.status !== 400 && alterable(last.letter) !== null,
  async run(run, real) {
    if (run.last === null) return;
    pass(run, real, secondMs);
    run.onCommand('reuse-key');
    const body = alterable(run.last.letter);
    const reaction = await real.send({ ...run.last.letter, body });
    if (
      JSON.stringify(body) !== JSON.stringify(run.last.letter.body) &&
      reaction.code !== 'key-used-for-another-request'
    )
      throw new Mismatch([`Another request under a used key is answered ${reactionText(reaction)}`]);
    refuseDifferences(await differences(run.model, real));
  },
  toString: () => 'another under the last key',
};

/** Time passes, by itself. */
const passing = (name: string, untilMs: (nowMs: number) => number): Command => ({
  // Budgets are set for some years only.
  check: ({ model: { nowMs } }) => untilMs(nowMs) > nowMs && untilMs(nowMs) < Date.UTC(2028, 5, 1),
  async run(run, real) {
    run.onCommand('time');
    pass(run, real, untilMs(run.model.nowMs) - run.model.nowMs);
    refuseDifferences(await differences(run.model, real));
  },
  toString: () => name,
});

const hours = (count: number): Command => passing(`${count} hours pass`, (nowMs) => nowMs + count * hourMs);
const days = (count: number): Command =>
  passing(`${count} days pass`, (nowMs) => nowMs + count * 24 * hourMs);
const until = (iso: string): Command => passing(`until ${iso}`, () => Date.parse(iso));

const working = (turn: WorkerTurn): Command => ({
  check: () => true,
  async run(run, real) {
    pass(run, real, secondMs);
    run.onCommand(`worker ${turn}`);
    await real.takeTurn(turn);
    if (turn === 'sweep') run.model = expireDue(run.model);
    else if (turn === 'crash-before' || turn === 'crash-midway') pass(run, real, handedOutAgainMs);
    else if (turn !== 'nightly') run.model = deliver(run.model);
    refuseDifferences(await differences(run.model, real));
  },
  toString: () => `worker ${turn}`,
});

/** The days on which counting nights, years or hours tends to break. */
const awkward = [
  '2027-03-27T23:30:00Z',
  '2027-03-28T00:30:00Z',
  '2027-03-28T01:30:00Z',
  '2027-03-31T22:30:00Z',
  '2027-03-31T23:30:00Z',
];

const aTurn = fc.constantFrom<WorkerTurn>(
  ...([
    'straight',
    'straight',
    'through-redis',
    'crash-before',
    'crash-midway',
    'crash-after',
    'sweep',
    'nightly',
  ] as const),
);

/** The commands of a run. */
export const commands = (options: {
  readonly maxCommands: number;
  readonly replayPath?: string;
}): fc.Arbitrary<Iterable<Command>> => {
  const asked = anIntent.map((intent) => asking(intent, false));
  const onward = onwardIntents.map(bringingOn);
  const staying = intoAPlace.map(bringingOn);
  return fc.commands(
    [
      // The same arbitrary stands several times: each has an equal chance.
      ...[onward, onward, onward, onward, onward, onward],
      ...[staying, staying],
      ...[asked, asked, asked, asked, asked, asked, asked, asked, asked, asked, asked, asked],
      anIntent.map((intent) => asking(intent, true)),
      fc.tuple(anIntent, anIntent).map(([first, second]) => together(first, second)),
      fc.constant(repeating),
      fc.constant(reusingKey),
      fc.constantFrom(1, 3, 26).map(hours),
      fc.constantFrom(1, 2, 1, 7, 1, 25, 2, 183).map(days),
      fc.constantFrom(...awkward).map(until),
      aTurn.map(working),
      aTurn.map(working),
    ],
    { ...options, size: 'max' },
  );
};

/** A run of commands on the service from its beginning, and all that is asked when it is over. */
export const runOn = async (
  real: RealPathway,
  given: Iterable<Command>,
  { onCommand, onDone }: Pick<Run, 'onCommand' | 'onDone'>,
): Promise<void> => {
  await real.reset();
  const run: Run = { model: newModel(real.service.clock.now().getTime()), last: null, onCommand, onDone };
  await fc.asyncModelRun(() => ({ model: run, real }), given);
  await working('straight').run(run, real);
  await working('nightly').run(run, real);
  refuseDifferences(await differencesAtTheEnd(run.model, real));
};
