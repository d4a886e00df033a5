/** How the service answers, and the few answers every side gives. */
import type { Key, Model } from '../pathway-model.js';

/** What the service must answer: done, and what that made or moved; or refused, with this code. */
export type Answer =
  | {
      readonly kind: 'done';
      /** The thing that came to be, by its key here. */
      readonly made: Key | null;
      /** The version of what was moved or made, where it has one. */
      readonly version: number | null;
    }
  | { readonly kind: 'refused'; readonly code: string };

export interface Step {
  readonly model: Model;
  readonly answer: Answer;
}

export const done = (made: Key | null, version: number | null): Answer => ({ kind: 'done', made, version });

export const refused = (code: string): Answer => ({ kind: 'refused', code });

export const changed = refused('changed-since-you-read-it');

export const noSuch = refused('not-found');

export const nextKey = (letter: string, things: readonly unknown[]): Key => `${letter}${things.length + 1}`;
