import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { BedBoardView } from '../../src/modules/capacity/adapters/ui/bed-board.view.js';
import { IncomingOffersView } from '../../src/modules/placements/adapters/ui/incoming-offers.view.js';
import { SignInView } from '../../src/modules/identity/adapters/ui/sign-in.view.js';
import { renderPage } from '../../src/ui/render.js';
import { bedBoard, incomingOffers, signInRefused } from '../support/view-samples.js';
import { launchBrowser } from '../support/browser.js';
import { startViewServer, type ViewServer } from '../support/view-server.js';

/** The offers page, whose content the tests change behind its back. */
interface Stage {
  secondOffer: boolean;
  idempotencyKey: string;
  version: number;
}

describe('pages in a browser', function () {
  this.timeout(60_000);
  let server: ViewServer;
  let browser: Browser;
  const stage: Stage = { secondOffer: true, idempotencyKey: 'k1', version: 1 };

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
    '/bed-board': () => renderPage(BedBoardView(bedBoard)),
    '/sign-in': () => renderPage(SignInView(signInRefused)),
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

  it('shows the whole navigation and every form at phone width without script', async () => {
    await withPage(
      '/bed-board',
      { javaScriptEnabled: false, viewport: { width: 390, height: 844 } },
      async (page) => {
        for (const item of bedBoard.frame.nav) {
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
