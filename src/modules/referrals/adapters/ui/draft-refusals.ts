import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import type { KeepDraftRefusal } from '../../application/keep-draft.js';

/** Why a draft was not kept or removed, with what to do. */
export const explainDraft = (refusal: KeepDraftRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall(
        'This draft is not there any more: somebody recorded or removed it, or it ran out. What you typed is kept on this page.',
      );
    case 'changed-since-you-read-it':
      return overall(
        'Somebody of your partnership saved this draft after you opened it. What you typed is kept here: save again to put it in the place of theirs.',
      );
  }
};
