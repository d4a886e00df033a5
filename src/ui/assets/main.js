// Everything here only adds to pages that already work: they are complete without script.
import DesignSystem from '/assets/design-system/scripts/design-system.js';

/**
 * Starts only the parts of the design system these pages use. Its `initAll` also starts click tracking, which has no
 * business on pages about people.
 */
function startDesignSystem() {
  document.documentElement.classList.add('js-enabled');
  DesignSystem.components.skipLinks.init();
}

/** Gives the focus to the answer a person is waiting for: an error summary, or what their last action did. */
function focusAnswer() {
  const answer = document.querySelector('[data-takes-focus]');
  if (answer instanceof HTMLElement) answer.focus();
}

/**
 * Shows that a form is on its way and drops an immediate second press. The way is free again after two seconds: a retry is
 * always possible, and the server acts once on the same form anyway.
 */
function guardDoubleSubmit() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-submit-once')) return;
    if (form.dataset.sending === 'yes') {
      event.preventDefault();
      return;
    }
    form.dataset.sending = 'yes';
    setTimeout(() => delete form.dataset.sending, 2000);
  });
  // A page brought back by the Back button keeps its state: free the forms there too.
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sending]')) delete form.dataset.sending;
  });
}

/* ---- Bed board: arrow keys between cells ---------------------------------------------------------------------------- */

/** Cells of each body row with the columns they span: a merged cell covers several nights. */
function boardRows(table) {
  return [...table.tBodies]
    .flatMap((body) => [...body.rows])
    .map((row) => {
      let column = 0;
      return [...row.cells].map((cell) => {
        const placed = { cell, from: column, to: column + cell.colSpan };
        column = placed.to;
        return placed;
      });
    });
}

/** What takes the focus for a cell: its link where it has one, else the cell. */
const focusTarget = (cell) => cell.querySelector(':scope > a.app-night__link') ?? cell;

function startBoard(table) {
  const rows = boardRows(table);
  const targets = rows.flatMap((row) => row.slice(1).map(({ cell }) => focusTarget(cell)));
  if (targets.length === 0) return;
  table.setAttribute('role', 'grid');
  table.setAttribute('aria-readonly', 'true');
  for (const target of targets) target.tabIndex = -1;
  targets[0].tabIndex = 0;
  let column = 1;

  const moveTo = (placed, keepColumn) => {
    const target = focusTarget(placed.cell);
    for (const other of targets) other.tabIndex = -1;
    target.tabIndex = 0;
    target.focus();
    if (!keepColumn) column = placed.from;
  };

  table.addEventListener('focusin', (event) => {
    const cell = event.target.closest('td');
    for (const row of rows) {
      const placed = row.find((candidate) => candidate.cell === cell);
      if (placed !== undefined && !(column >= placed.from && column < placed.to)) column = placed.from;
    }
  });

  table.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const cell = event.target.closest('td');
    const rowIndex = rows.findIndex((row) => row.some((placed) => placed.cell === cell));
    if (cell === null || rowIndex < 0) return;
    const row = rows[rowIndex];
    const index = row.findIndex((placed) => placed.cell === cell);
    const inRow = (candidates) =>
      candidates?.slice(1).find((placed) => column >= placed.from && column < placed.to) ??
      candidates?.at(-1);
    const moves = {
      ArrowLeft: () => (index > 1 ? [row[index - 1], false] : undefined),
      ArrowRight: () => (index < row.length - 1 ? [row[index + 1], false] : undefined),
      ArrowUp: () => (rowIndex > 0 ? [inRow(rows[rowIndex - 1]), true] : undefined),
      ArrowDown: () => (rowIndex < rows.length - 1 ? [inRow(rows[rowIndex + 1]), true] : undefined),
      Home: () => [row[1], false],
      End: () => [row.at(-1), false],
    };
    const move = moves[event.key]?.();
    if (move === undefined || move[0] === undefined) return;
    event.preventDefault();
    moveTo(...move);
  });
}

const startBoards = (scope) => {
  for (const table of scope.querySelectorAll('table[data-board]')) startBoard(table);
};

/* ---- Live change ---------------------------------------------------------------------------------------------------- */

/** The path from a region to an element, as child numbers: finds the like element after the region was renewed. */
function pathTo(region, element) {
  const path = [];
  for (let node = element; node !== region && node.parentElement !== null; node = node.parentElement) {
    path.unshift([...node.parentElement.children].indexOf(node));
  }
  return path;
}

const atPath = (region, path) => path.reduce((node, index) => node?.children[index], region);

/** The choice a list comes with: the one marked as chosen, else the first, which a browser shows although it is not marked. */
const defaultChoice = (list) =>
  ([...list.options].findLast((option) => option.defaultSelected) ?? list.options[0])?.value ?? '';

/** What a field says, and what it said when the page came: a tick is "yes" or "no". */
const valueOf = (field) =>
  field.type === 'checkbox' || field.type === 'radio' ? (field.checked ? 'yes' : 'no') : field.value;
const servedValueOf = (field) => {
  if (field.type === 'checkbox' || field.type === 'radio') return field.defaultChecked ? 'yes' : 'no';
  return field instanceof HTMLSelectElement ? defaultChoice(field) : field.defaultValue;
};

const isTyped = (field) => valueOf(field) !== servedValueOf(field);

const fieldsIn = (scope) =>
  [...scope.querySelectorAll('input:not([type=hidden]), textarea, select')].filter(
    (field) => field.id !== '',
  );

/** Hidden fields of a form, by which a form that is being filled in stays the form the person began. */
const hiddenFieldsOf = (form) => [...form.querySelectorAll('input[type=hidden]')];

/** What must outlive a renewal: the focus, what was typed, what was opened, how far something was scrolled. */
function remember(region) {
  const active = document.activeElement;
  const hasFocus = active instanceof HTMLElement && region.contains(active) && active !== region;
  const typed = fieldsIn(region).filter(isTyped);
  const begun = new Set(typed.map((field) => field.form).filter((form) => form !== null));
  return {
    focus: hasFocus
      ? {
          id: active.id,
          path: pathTo(region, active),
          start: active.selectionStart,
          end: active.selectionEnd,
        }
      : undefined,
    typed: typed.map((field) => ({ id: field.id, value: field.value, checked: field.checked })),
    // The version a form was begun with must be the one it is sent with, or a change made meanwhile would go unnoticed.
    begun: [...begun].map((form) => ({
      action: form.action,
      hidden: hiddenFieldsOf(form).map(({ name, value }) => ({ name, value })),
    })),
    opened: [...region.querySelectorAll('details[id]')].map((details) => ({
      id: details.id,
      open: details.open,
    })),
    scrolled: [...region.querySelectorAll('[data-keeps-scroll]')].map((box) => ({
      id: box.id,
      left: box.scrollLeft,
      top: box.scrollTop,
    })),
  };
}

function restore(region, kept) {
  const find = (id) => region.querySelector(`#${CSS.escape(id)}`);
  for (const { id, open } of kept.opened) {
    const details = find(id);
    if (details !== null) details.open = open;
  }
  for (const { id, value, checked } of kept.typed) {
    const field = find(id);
    if (field === null) continue;
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = checked;
    else field.value = value;
  }
  for (const { action, hidden } of kept.begun) {
    const form = [...region.querySelectorAll('form')].find(
      (candidate) => candidate.action === action && fieldsIn(candidate).length > 0,
    );
    for (const { name, value } of hidden) {
      const field = form?.querySelector(`input[type=hidden][name="${CSS.escape(name)}"]`);
      if (field instanceof HTMLInputElement) field.value = value;
    }
  }
  for (const { id, left, top } of kept.scrolled) find(id)?.scrollTo({ left, top, behavior: 'instant' });
  if (kept.focus === undefined) return;
  const again = (kept.focus.id === '' ? null : find(kept.focus.id)) ?? atPath(region, kept.focus.path);
  if (!(again instanceof HTMLElement)) return;
  again.focus({ preventScroll: true });
  if (typeof kept.focus.start === 'number') again.setSelectionRange?.(kept.focus.start, kept.focus.end);
}

/** Whether this page is the answer to a form that was sent with faults: what was typed then came back with it. */
const answersFaults = document.body.hasAttribute('data-answers-faults');

/** Whether a field came back as somebody typed it, beside its fault: only this page has it, the new one begins anew. */
const cameBack = (field, again) =>
  answersFaults &&
  (field.getAttribute('aria-invalid') === 'true' ||
    (again !== null && servedValueOf(field) !== servedValueOf(again)));

/**
 * Whether renewing a part would throw away what somebody is in the middle of: a form whose fields the new page no longer
 * has, or one that came back with its faults.
 */
const wouldLoseTyping = (region, fresh) =>
  fieldsIn(region).some((field) => {
    const again = fresh.querySelector(`#${CSS.escape(field.id)}`);
    return (isTyped(field) && again === null) || cameBack(field, again);
  });

/** The content of a region without the tokens that are new in every answer: tells whether it truly changed. */
function contentOf(region) {
  const copy = region.cloneNode(true);
  for (const token of copy.querySelectorAll('input[name=csrfToken], input[name=idempotencyKey]'))
    token.removeAttribute('value');
  return copy.innerHTML;
}

/** What each region was when it came from the server, before anything was added to it. */
const served = new Map();

const liveRegions = () => [...document.querySelectorAll('[data-live-region]')];

const signInPath = '/sign-in';

/**
 * Renews the live regions from the page's own address. Answers what came of it: `renewed`, `same`, `kept` where a part
 * changed and stays for what somebody is typing in it, `signed-out`, or `away` when no page came.
 */
async function renewRegions() {
  const answer = await fetch(window.location.href, {
    headers: { accept: 'text/html' },
    credentials: 'same-origin',
    cache: 'no-store',
  });
  // The address of a form leads to the page it stands on; only the way to the sign-in page means that the session is over.
  if (answer.redirected && new URL(answer.url).pathname === signInPath) return 'signed-out';
  if (!answer.ok) return 'away';
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  let hasChanged = false;
  let isKept = false;
  for (const region of liveRegions()) {
    const source = fresh.getElementById(region.id);
    if (source === null) continue;
    const content = contentOf(source);
    if (content === served.get(region.id)) continue;
    if (wouldLoseTyping(region, source)) {
      isKept = true;
      continue;
    }
    const kept = remember(region);
    region.replaceChildren(...[...source.childNodes].map((node) => document.importNode(node, true)));
    startBoards(region);
    startCounts(region);
    restore(region, kept);
    served.set(region.id, content);
    hasChanged = true;
  }
  if (hasChanged && !answersFaults) document.title = fresh.title;
  if (isKept && !answersFaults) return 'kept';
  return hasChanged ? 'renewed' : 'same';
}

/** Says something in the corner, politely: words, or words with a link. */
function say(text, link) {
  const status = document.querySelector('[data-live-status]');
  if (status === null) return;
  const parts = [document.createTextNode(text)];
  if (link !== undefined) {
    const anchor = document.createElement('a');
    anchor.href = link.href;
    anchor.textContent = link.text;
    parts.push(document.createTextNode(' '), anchor);
  }
  status.replaceChildren(...parts);
}

/** Listens for changes, renews the page at most once a second while it is in sight, and says politely when it did. */
function startLive() {
  const address = document.body.dataset.live;
  if (address === undefined) return;
  const restMs = 1000;
  /** Between two tries to listen again, after a refusal such as that of a proxy whose server is starting. */
  const againMs = 2000;
  let isResting = false;
  let isAsked = false;
  let stream;
  let listenTimer;

  const tell = {
    renewed() {
      say('Updated');
      setTimeout(() => {
        const status = document.querySelector('[data-live-status]');
        if (status?.textContent === 'Updated') say('');
      }, 4000);
    },
    kept() {
      say('A part of this page changed. It stays as you know it while you are filling it in.');
    },
    'signed-out'() {
      stream.close();
      clearTimeout(listenTimer);
      const here = window.location.pathname + window.location.search;
      say('You are signed out, and this page no longer follows what happens.', {
        text: 'Sign in to go on',
        href: `${signInPath}?returnTo=${encodeURIComponent(here)}`,
      });
    },
    same() {},
    away() {},
  };

  const renew = async () => {
    isAsked = true;
    if (isResting || document.hidden) return;
    isAsked = false;
    isResting = true;
    try {
      tell[await renewRegions()]();
    } catch {
      // The network is away: the stream reconnects by itself, and its next event asks again.
    }
    setTimeout(() => {
      isResting = false;
      // What is under way says nothing of how far it is: it is looked at until it ends.
      if (isAsked || document.querySelector('[data-under-way]') !== null) renew();
    }, restMs);
  };

  const listen = () => {
    stream = new EventSource(address);
    // `open` too: what changed before the stream stood, or while it was away, was told to nobody.
    for (const kind of ['open', 'message', 'change']) stream.addEventListener(kind, renew);
    // A refused stream is not opened again by the browser. The page itself tells why: a session that is over, or something
    // that passes.
    stream.addEventListener('error', () => {
      if (stream.readyState !== EventSource.CLOSED) return;
      clearTimeout(listenTimer);
      listenTimer = setTimeout(listen, againMs);
      renew();
    });
  };
  document.addEventListener('visibilitychange', () => {
    if (isAsked) renew();
  });
  // An open stream would keep the page from being brought back whole by the Back button.
  window.addEventListener('pagehide', () => {
    clearTimeout(listenTimer);
    stream.close();
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) {
      listen();
      renew();
    }
  });
  listen();
}

/* ---- How much may be written ---------------------------------------------------------------------------------------- */

/** Says how much more may be written once little room is left, and how much is too much: nothing is cut off. */
function startCounts(scope) {
  for (const field of scope.querySelectorAll('[data-longest]')) {
    const room = document.getElementById(`${field.id}-room`);
    if (room === null) continue;
    const longest = Number(field.dataset.longest);
    const tell = () => {
      // As the server counts: a line's end is one character, and blanks around the text are none.
      const left = longest - field.value.trim().length;
      const characters = Math.abs(left) === 1 ? 'character' : 'characters';
      room.classList.toggle('app-room--over', left < 0);
      if (left < 0) room.textContent = `${-left} ${characters} too many: shorten it before you send it.`;
      else room.textContent = left <= longest / 4 ? `${left} ${characters} left.` : '';
    };
    field.addEventListener('input', tell);
    tell();
  }
}

for (const region of liveRegions()) served.set(region.id, contentOf(region));
startDesignSystem();
focusAnswer();
guardDoubleSubmit();
startBoards(document);
startCounts(document);
startLive();
