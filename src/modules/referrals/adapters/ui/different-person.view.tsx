import { Textarea } from '../../../../ui/components/textarea.js';
import type { FormBinding } from '../../../../ui/forms/bind-form.js';

/** Asks how it is known that those who wait elsewhere are somebody else; the form says with it who was named so far. */
export const DifferentPerson = ({
  field,
  named,
}: {
  readonly field: FormBinding['field'];
  /** The referrals named; absent for those that the form sent. */
  readonly named?: readonly string[];
}) => (
  <>
    <input type="hidden" name="differentFrom" value={named?.join(' ') ?? field('differentFrom').value} />
    <Textarea
      {...field('differentPersonBecause')}
      label="If it is somebody else: how do you know?"
      hint="Kept with your name. Where more than one partnership was named, say it of each. Leave empty if it may be the same person"
      rows={2}
      maxLength={500}
    />
  </>
);
