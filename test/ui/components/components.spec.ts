import { expect } from 'chai';
import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { CheckList } from '../../../src/ui/components/check-list.js';
import { DataTable } from '../../../src/ui/components/data-table.js';
import { DateInput } from '../../../src/ui/components/date-input.js';
import { ErrorSummary } from '../../../src/ui/components/error-summary.js';
import { PostForm } from '../../../src/ui/components/post-form.js';
import { Select } from '../../../src/ui/components/select.js';
import { Tag } from '../../../src/ui/components/tag.js';
import { Textarea } from '../../../src/ui/components/textarea.js';
import { TextInput } from '../../../src/ui/components/text-input.js';
import { bindForm } from '../../../src/ui/forms/bind-form.js';
import { awkwardNames } from '../../support/view-samples/frames.js';

const html = (node: VNode): string => renderToStaticMarkup(node);
const rendered = (node: VNode | null): string => (node === null ? '' : html(node));
const escapedMarkup = '&lt;img src=x onerror=alert(1)>';

describe('the components', () => {
  it('escape markup in text and in attributes, and leave Gaelic and emoji alone', () => {
    expect(html(Tag({ text: awkwardNames.markup })))
      .to.include(escapedMarkup)
      .and.not.include('<img');
    const field = html(
      TextInput({
        id: 'n',
        name: 'n',
        label: awkwardNames.gaelic,
        value: `" onfocus="alert(1) ${awkwardNames.emoji}`,
      }),
    );
    expect(field)
      .to.include('&quot; onfocus=&quot;alert(1)')
      .and.include(awkwardNames.gaelic)
      .and.include('🦦');
    expect(
      html(
        DataTable({
          caption: awkwardNames.markup,
          columns: [
            { key: 'a', heading: 'A' },
            { key: 'b', heading: awkwardNames.markup },
          ],
          rows: [{ key: '1', cells: ['x', awkwardNames.markup] }],
        }),
      ),
    ).to.not.include('<img');
  });

  it('tie a field to its label, hint and error', () => {
    const field = html(TextInput({ id: 'f-x', name: 'x', label: 'X', hint: 'H', error: 'E', value: 'kept' }));
    expect(field)
      .to.match(/<label[^>]* for="f-x"/)
      .and.include('aria-describedby="f-x-hint f-x-error"')
      .and.include('aria-invalid="true"')
      .and.include('value="kept"');
  });

  it('never send a password back', () => {
    expect(
      html(TextInput({ id: 'p', name: 'p', label: 'P', type: 'password', value: 'secret' })),
    ).to.not.include('secret');
  });

  it('keep an impossible date as it was typed', () => {
    const { date } = bindForm(
      {
        values: { 'on-day': '30', 'on-month': 'Feb', 'on-year': 'soon' },
        errors: [{ field: 'on', text: 'Enter a real date' }],
      },
      'form-',
    );
    const field = html(DateInput({ ...date('on'), label: 'On' }));
    expect(field)
      .to.include('value="30"')
      .and.include('value="Feb"')
      .and.include('value="soon"')
      .and.include('id="form-on"')
      .and.include('name="on-day"');
  });

  it('keep a chosen value that is no longer offered, and a first line break in a long text', () => {
    expect(
      html(
        Select({ id: 's', name: 's', label: 'S', value: 'gone', options: [{ value: 'here', text: 'Here' }] }),
      ),
    ).to.match(/<option[^>]*value="gone"[^>]*selected|<option[^>]*selected[^>]*value="gone"/);
    expect(html(Textarea({ id: 't', name: 't', label: 'T', value: '\nline' }))).to.include(
      '>\n\nline</textarea>',
    );
  });

  it('link each error to its field, and a general one to none', () => {
    const summary = rendered(
      ErrorSummary({
        errors: [
          { field: 'on', text: 'A' },
          { field: '', text: 'B' },
        ],
        idPrefix: 'form-',
      }),
    );
    expect(summary)
      .to.include('<a href="#form-on">A</a>')
      .and.include('<li>B</li>')
      .and.include('tabindex="-1"');
    expect(ErrorSummary({ errors: [] })).to.equal(null);
  });

  it('say an answer in words', () => {
    const list = html(
      CheckList({
        label: 'L',
        checks: [
          { text: 'a', answer: 'yes' },
          { text: 'b', answer: 'no' },
          { text: 'c', answer: 'unknown' },
        ],
      }),
    );
    for (const word of ['Yes', 'No', 'Not known']) expect(list).to.include(`>${word}<`);
  });

  it('put what makes a form safe to send into it, and nothing that is missing', () => {
    const form = html(
      PostForm({ action: '/x', csrfToken: 'c', idempotencyKey: 'k', version: 0, children: 'in' }),
    );
    expect(form)
      .to.include('method="post"')
      .and.include('name="csrfToken" value="c"')
      .and.include('name="idempotencyKey" value="k"')
      .and.include('name="version" value="0"');
    expect(html(PostForm({ action: '/x', csrfToken: undefined, children: 'in' }))).to.not.include('hidden');
  });
});
