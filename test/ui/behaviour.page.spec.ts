import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { BedBoardView } from '../../src/modules/capacity/adapters/ui/bed-board.view.js';
import { IncomingOffersView } from '../../src/modules/placements/adapters/ui/incoming-offers.view.js';
import { SignInView } from '../../src/modules/identity/adapters/ui/sign-in.view.js';
import { renderPage } from '../../src/ui/render.js';
import { MarkOutOfServiceView } from '../../src/modules/capacity/adapters/ui/mark-out-of-service.view.js';
import { WaitingListView } from '../../src/modules/matching/adapters/ui/waiting-list.view.js';
import { ReferralView } from '../../src/modules/referrals/adapters/ui/referral.view.js';
import * as capacity from '../support/view-samples/capacity.js';
import { signInRefused } from '../support/view-samples/identity.js';
import * as matching from '../support/view-samples/matching.js';
import { incomingOffers } from '../support/view-samples/placements.js';
import * as referrals from '../support/view-samples/referrals.js';
import { launchBrowser } from '../support/browser.js';
import { startViewServer, type ViewServer } from '../support/view-server.js';

/** The offers page, whose content the tests change behind its back. */
interface Stage {
  secondOffer: boolean;
  idempotencyKey: string;
  version: number;
  /** Whether the referral's page is the answer to a form with faults, or was opened anew. */
  isFailed: boolean;
  isClosed: boolean;
  history: string;
}

describe('pages in a browser', function () {
  this.timeout(60_000);
  let server: ViewServer;
  let browser: Browser;
  const stage: Stage = {
    ...{ secondOffer: true, idempotencyKey: 'k1', version: 1 },
    ...{ isFailed: true, isClosed: false, history: 'Referral recorded' },
  };

  const offersPage = (): string =>
    renderPage(
      IncomingOffersView({
        ...incomingOffers,
        offers: incomingOffers.offers
          .slice(0, stage.secondOffer ? 2 : 1)
          .map((offer) => ({ ...offer, idempotencyKey: stage.idempotencyKey, version: stage.version })),
      }),
    );
  const pages: Readonly<Record<string, () => string>> = {
    '/offers': offersPage,
    '/bed-board': () => renderPage(BedBoardView(capacity.bedBoard)),
    '/sign-in': () => renderPage(SignInView(signInRefused)),
    '/referral': () =>
      renderPage(
        ReferralView({
          ...(stage.isFailed ? referrals.referralFailedFunding : referrals.referral),
          version: stage.version,
          history: [{ text: stage.history, whenText: '10am' }],
          ...(stage.isClosed
            ? {
                gates: referrals.referral.gates.map((gate) => ({ ...gate, form: undefined })),
                closingHref: undefined,
                correctHref: undefined,
              }
            : {}),
        }),
      ),
    '/waiting-list': () => renderPage(WaitingListView(matching.waitingList)),
    '/out-of-service': () => renderPage(MarkOutOfServiceView(capacity.markOutOfService)),
  };

  before(async () => {
    server = await startViewServer(
      (path) => pages[path]?.(),
      (_, response) => {
        // "No content" leaves the browser on the page, as a network that fails would.
        response.writeHead(204).end();
      },
    );
    browser = await launchBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function withPage(
    path: string,
    options: BrowserContextOptions,
    look: (page: Page) => Promise<void>,
  ): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    try {
      const page = await context.newPage();
      await page.goto(`${server.origin}${path}`);
      await look(page);
    } finally {
      await context.close();
    }
  }

  const started = (page: Page) =>
    page.waitForFunction(() => document.documentElement.classList.contains('js-enabled'));

  it('unfolds the whole navigation and shows every form at phone width without script, by keyboard', async () => {
    await withPage(
      '/bed-board',
      { javaScriptEnabled: false, viewport: { width: 390, height: 844 } },
      async (page) => {
        const menu = page.locator('.app-navigation summary');
        expect(await menu.innerText())
          .to.contain('Menu')
          .and.to.contain('Bed board');
        expect(await page.getByRole('link', { name: 'Target', exact: true }).count()).to.equal(0);
        await menu.focus();
        await page.keyboard.press('Enter');
        for (const item of capacity.bedBoard.frame.nav) {
          const link = page.getByRole('link', { name: item.text, exact: true });
          const box = await link.boundingBox();
          expect(box, item.text).to.not.equal(null);
          expect((box?.x ?? 0) + (box?.width ?? 999), item.text).to.be.at.most(390);
        }
        expect(await page.getByRole('button', { name: 'Sign out' }).isVisible()).to.equal(true);
        expect(
          await page.getByRole('button', { name: 'No change: confirm for Craigsample House' }).isVisible(),
        ).to.equal(true);
      },
    );
  });

  it('gives the error summary the focus, whose link leads to the field', async () => {
    await withPage('/sign-in', {}, async (page) => {
      await started(page);
      expect(await page.evaluate(() => document.activeElement?.id)).to.equal('error-summary');
      await page.getByRole('link', { name: 'Enter your password' }).click();
      expect(await page.evaluate(() => document.activeElement?.id)).to.equal('password');
    });
  });

  it('moves over the board with the arrow keys, keeping the night when it changes beds', async () => {
    await withPage('/bed-board', {}, async (page) => {
      await started(page);
      const focused = () =>
        page.evaluate(() => document.activeElement?.querySelector('.visually-hidden')?.textContent);
      await page.locator('#board-craig td').first().focus();
      const walk = async (key: string, then: string): Promise<void> => {
        await page.keyboard.press(key);
        expect(await focused(), key).to.equal(then);
      };
      await walk('ArrowDown', 'Bed 2, Mon 23 November: occupied until 4 December');
      await walk('ArrowRight', 'Bed 2, Fri 4 December: turnaround until 5 December');
      await walk('ArrowDown', 'Bed 3, Wed 25 November: held until 7 December');
      await walk('ArrowUp', 'Bed 2, Fri 4 December: turnaround until 5 December');
      await walk('End', 'Bed 2, Sat 5 December: free until 2 January');
      await walk('Home', 'Bed 2, Mon 23 November: occupied until 4 December');
      expect(await page.locator('#board-craig td[tabindex="0"]').count()).to.equal(1);
    });
  });

  it('renews a live page without losing the focus, what was chosen, or the version the form was begun with', async () => {
    Object.assign(stage, { secondOffer: false, idempotencyKey: 'k1', version: 1 });
    await withPage('/offers', {}, async (page) => {
      await started(page);
      await page.locator('#decline-offer-107 > summary').click();
      const reason = page.locator('#offer-107-reason');
      await reason.selectOption({ index: 1 });
      await reason.focus();
      const chosen = await reason.inputValue();
      expect(chosen).to.not.equal('');
      Object.assign(stage, { secondOffer: true, idempotencyKey: 'k2', version: 2 });
      server.announceChange();
      await page.getByRole('heading', { name: 'OF-0108' }).waitFor();
      await page.getByRole('status').filter({ hasText: 'Updated' }).waitFor();
      expect(await reason.inputValue()).to.equal(chosen);
      expect(await page.evaluate(() => document.activeElement?.id)).to.equal('offer-107-reason');
      const hidden = (name: string) => page.locator(`#decline-offer-107 input[name=${name}]`).inputValue();
      expect([await hidden('version'), await hidden('idempotencyKey')]).to.deep.equal(['1', 'k1-decline']);
      expect(await page.locator('#decline-offer-107').getAttribute('open')).to.not.equal(null);
      expect(
        await page.locator('form[action="/offers/107/accept"] input[name=version]').inputValue(),
      ).to.equal('2');
    });
  });

  it('drops what is gone, and renews the version of a form nobody began, though its lists have no chosen entry', async () => {
    Object.assign(stage, { secondOffer: true, idempotencyKey: 'k1', version: 1 });
    await withPage('/offers', {}, async (page) => {
      await started(page);
      await page.locator('#decline-offer-107 > summary').click();
      Object.assign(stage, { secondOffer: false, idempotencyKey: 'k2', version: 2 });
      server.announceChange();
      await page.getByRole('heading', { name: 'OF-0108' }).waitFor({ state: 'detached' });
      const version = page.locator('#decline-offer-107 input[name=version]');
      expect(await version.inputValue()).to.equal('2');
    });
  });

  it('tells somebody whose session is over, on a page they only look at, and leads back to it', async () => {
    await withPage('/offers', {}, async (page) => {
      await started(page);
      try {
        server.signOut(true);
        server.refuseStreams(401);
        const status = page.getByRole('status').filter({ hasText: 'You are signed out' });
        await status.waitFor();
        expect(await status.getByRole('link', { name: 'Sign in to go on' }).getAttribute('href')).to.equal(
          '/sign-in?returnTo=%2Foffers',
        );
      } finally {
        server.signOut(false);
        server.refuseStreams(null);
      }
    });
  });

  it('follows again after the stream was refused for a while, as by a proxy whose server starts', async () => {
    Object.assign(stage, { secondOffer: true });
    await withPage('/offers', {}, async (page) => {
      await started(page);
      const refused = page.waitForResponse(
        (response) => response.url().endsWith('/events') && response.status() === 502,
      );
      server.refuseStreams(502);
      await refused;
      Object.assign(stage, { secondOffer: false });
      server.refuseStreams(null);
      await page.getByRole('heading', { name: 'OF-0108' }).waitFor({ state: 'detached' });
    });
  });

  it('keeps a form that came back with its faults, and renews what stands around it', async () => {
    Object.assign(stage, { isFailed: true, history: 'Referral recorded' });
    await withPage('/referral', {}, async (page) => {
      await started(page);
      const fault = page.locator('#gates [aria-invalid=true]').first();
      await fault.waitFor();
      Object.assign(stage, { isFailed: false, history: 'Detox booked' });
      server.announceChange();
      await page.locator('#history').getByText('Detox booked').waitFor();
      expect(await fault.count()).to.equal(1);
      expect(await page.locator('#error-summary').count()).to.equal(1);
    });
  });

  it('renews a folded form of a referral with the rest, and keeps the one somebody has begun', async () => {
    Object.assign(stage, { isFailed: false, isClosed: false, version: 3, history: 'Referral recorded' });
    await withPage('/referral', {}, async (page) => {
      await started(page);
      const assessment = page.locator('#gate-assessment');
      const version = assessment.locator('input[name=version]');
      const day = assessment.locator('[name="heldOn-day"]');
      const change = async (to: Partial<Stage>): Promise<void> => {
        Object.assign(stage, to);
        server.announceChange();
        await page.locator('#history').getByText(stage.history).waitFor();
      };
      await assessment.locator('summary').click();
      await change({ version: 4, history: 'Detox booked' });
      expect(await version.inputValue()).to.equal('4');
      expect(await assessment.getAttribute('open')).to.not.equal(null);
      await day.fill('19');
      await change({ version: 5, history: 'Funding decided' });
      expect(await day.inputValue()).to.equal('19');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).to.equal('heldOn-day');
      expect(await version.inputValue(), 'what the form was begun with').to.equal('4');
      await change({ isClosed: true, history: 'Referral closed' });
      expect(await day.inputValue()).to.equal('19');
      await page.getByText('Correct what was recorded').waitFor({ state: 'detached' });
      await page.getByRole('status').filter({ hasText: 'A part of this page changed' }).waitFor();
    });
    Object.assign(stage, { isClosed: false, history: 'Referral recorded' });
    await withPage('/referral', {}, async (page) => {
      await started(page);
      stage.isClosed = true;
      server.announceChange();
      await page.locator('#gate-assessment').waitFor({ state: 'detached' });
    });
    stage.isClosed = false;
  });

  it('breaks no name and no reference within a word on a wide screen', async () => {
    await withPage('/waiting-list', {}, async (page) => {
      const broken = await page.evaluate(() => {
        const words: string[] = [];
        for (const cell of document.querySelectorAll('tbody th')) {
          const person = cell.querySelector('.app-person');
          if (person?.firstChild instanceof Text) person.firstChild.data = 'Oighrig NicDhòmhnaill';
          const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const text = texts.currentNode;
            for (const word of (text.textContent ?? '').matchAll(/[^\s-]+/g)) {
              const range = document.createRange();
              range.setStart(text, word.index);
              range.setEnd(text, word.index + word[0].length);
              const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
              if (lines.size > 1) words.push(word[0]);
            }
          }
        }
        return words;
      });
      expect(broken).to.deep.equal([]);
    });
  });

  it('says how much may still be written, and cuts nothing that is pasted', async () => {
    await withPage('/out-of-service', {}, async (page) => {
      await started(page);
      const note = page.locator('textarea[data-longest]');
      const id = (await note.getAttribute('id')) ?? '';
      const room = page.locator(`#${id}-room`);
      await note.fill('x'.repeat(520));
      expect(await note.inputValue()).to.have.length(520);
      expect(await room.innerText()).to.equal('20 characters too many: shorten it before you send it.');
      await note.fill('x'.repeat(499));
      expect(await room.innerText()).to.equal('1 character left.');
      await note.fill('short');
      expect(await room.innerText()).to.equal('');
    });
  });

  it('leaves a part alone when renewing it would throw away what someone has begun', async () => {
    Object.assign(stage, { secondOffer: true, idempotencyKey: 'k1', version: 1 });
    await withPage('/offers', {}, async (page) => {
      await started(page);
      await page.locator('#decline-offer-108 > summary').click();
      const reason = page.locator('#offer-108-reason');
      await reason.selectOption({ index: 1 });
      const chosen = await reason.inputValue();
      expect(chosen).to.not.equal('');
      Object.assign(stage, { secondOffer: false });
      // The second answer is asked for only after the first was dealt with.
      for (const round of ['first', 'second']) {
        const renewed = page.waitForResponse((response) => response.url().endsWith('/offers'));
        server.announceChange();
        expect((await renewed).ok(), round).to.equal(true);
      }
      expect(await reason.inputValue()).to.equal(chosen);
    });
  });

  it('sends a form once however often it is pressed, and lets it be sent again later', async () => {
    await withPage('/offers', {}, async (page) => {
      await started(page);
      await page.clock.install();
      const pressed = page.evaluate.bind(page, () => {
        const button = document.querySelector('form[action="/offers/107/accept"] button');
        let isDropped = true;
        window.addEventListener(
          'submit',
          (event) => {
            isDropped = event.defaultPrevented;
          },
          { once: true },
        );
        if (button instanceof HTMLElement) button.click();
        return isDropped ? 'dropped' : 'sent';
      });
      expect([await pressed(), await pressed()]).to.deep.equal(['sent', 'dropped']);
      await page.clock.runFor(2100);
      expect(await pressed()).to.equal('sent');
    });
  });
});
