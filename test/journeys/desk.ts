/**
 * Somebody at a browser, who finds everything by what it is called on the page, as people do:
 *
 *   const coordinator = await desks.of('coordinator');
 *   await coordinator.goTo('/waiting-list');
 *   await coordinator.follow('Record a referral');
 *   await coordinator.type('Given names', 'Seonaid');
 *   await coordinator.enterDate('Date of birth', isoDate('1990-04-01'));
 *   await coordinator.press('Record this referral');
 *   await coordinator.sees('Seonaid');
 */
import { expect } from 'chai';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

import type { IsoDate } from '../../src/kernel/iso-date.js';
import type { RunningService } from '../support/running-service.js';
import type { MemberEmail, MemberRole } from '../support/small-world.js';

/** Where something is looked for: the whole page, or the part that tells of one person. */
interface Within {
  readonly about?: string;
}

export interface Desk {
  readonly page: Page;
  goTo(path: string): Promise<void>;
  follow(link: string | RegExp, within?: Within): Promise<void>;
  /** Opens what is folded away under this heading, unless it is open. */
  unfold(summary: string, within?: Within): Promise<void>;
  type(label: string, text: string): Promise<void>;
  enterDate(legend: string, date: IsoDate): Promise<void>;
  /** One answer of a question with a mark before each: its words are pressed, which cover the mark. */
  answer(question: string, answer: string): Promise<void>;
  tick(label: string): Promise<void>;
  /** One line of a list that opens. */
  pick(label: string, option: string): Promise<void>;
  /** @throws with what the page says when it finds fault with what was sent */
  press(button: string | RegExp, within?: Within): Promise<void>;
  sees(...texts: readonly string[]): Promise<void>;
  doesNotSee(...texts: readonly string[]): Promise<void>;
}

const seatAt = (page: Page, url: string): Desk => {
  const main = page.locator('main');
  const partAbout = (about: string | undefined): Locator =>
    about === undefined
      ? main
      : main.locator('article, section, li, tr, form, .app-card').filter({ hasText: about }).last();
  const group = (legend: string): Locator => main.getByRole('group', { name: legend, exact: true });
  const shown = async (): Promise<string> => main.innerText();
  return {
    page,
    async goTo(path) {
      await page.goto(`${url}${path}`);
    },
    async follow(link, { about } = {}) {
      await partAbout(about).getByRole('link', { name: link }).first().click();
    },
    async unfold(summary, { about } = {}) {
      const folded = partAbout(about)
        .locator('details')
        .filter({ has: page.locator('summary', { hasText: summary }) });
      if ((await folded.first().getAttribute('open')) === null)
        // The first summary is its own: what is folded inside comes after.
        await folded.first().locator('summary').first().click();
    },
    async type(label, text) {
      await main.getByLabel(label, { exact: true }).locator('visible=true').fill(text);
    },
    async enterDate(legend, date) {
      const [year = '', month = '', day = ''] = date.split('-');
      const parts = group(legend).locator('visible=true');
      await parts.getByLabel('Day').fill(String(Number(day)));
      await parts.getByLabel('Month').fill(String(Number(month)));
      await parts.getByLabel('Year').fill(year);
    },
    async answer(question, answer) {
      await group(question)
        .locator('visible=true')
        .locator('label')
        .getByText(answer, { exact: true })
        .click();
    },
    async tick(label) {
      await main.locator('label').getByText(label, { exact: true }).locator('visible=true').click();
    },
    async pick(label, option) {
      await main.getByLabel(label, { exact: true }).locator('visible=true').selectOption({ label: option });
    },
    async press(button, { about } = {}) {
      await partAbout(about).getByRole('button', { name: button }).first().click();
      const faults = page.locator('#error-summary');
      if ((await faults.count()) > 0) throw new Error(`${page.url()} answers: ${await faults.innerText()}`);
    },
    async sees(...texts) {
      const text = await shown();
      for (const wanted of texts) expect(text, page.url()).to.contain(wanted);
    },
    async doesNotSee(...texts) {
      const text = await shown();
      for (const unwanted of texts) expect(text, page.url()).to.not.contain(unwanted);
    },
  };
};

export interface Desks {
  /** The desk of a member, opened and signed in when first asked for. */
  of(who: MemberRole | MemberEmail): Promise<Desk>;
  /** Closes every desk; no page may have had anything to complain of. */
  close(): Promise<void>;
}

/** One browser, a desk for each member who takes part. Without script unless `withScript`. */
export const openDesks = (
  browser: Browser,
  service: RunningService,
  { withScript = false }: { readonly withScript?: boolean } = {},
): Desks => {
  const open = new Map<string, Desk>();
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  return {
    async of(who) {
      const there = open.get(who);
      if (there !== undefined) return there;
      const context = await browser.newContext({ javaScriptEnabled: withScript, reducedMotion: 'reduce' });
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('response', (response) => {
        if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
      });
      await service.signInBrowser(page, who);
      const desk = seatAt(page, service.url);
      open.set(who, desk);
      return desk;
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      expect(complaints, 'complaints of the browser').to.deep.equal([]);
    },
  };
};
