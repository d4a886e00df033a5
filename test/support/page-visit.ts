import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { screenshotFolder } from './browser.js';

/** The two screens every page is looked at on. */
export const screens = {
  wide: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds against WCAG 2.2 AA, a line for each. Only violations are worked out: half the time of a whole report. */
export const barriersOn = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .withTags(wcag)
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
};

/** Opens a page in a context of its own, hands it over, and closes both; the browser must have nothing to complain of. */
export const visit = async (
  browser: Browser,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<void>,
): Promise<void> => {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // A page that answers 400 or 409 is told so by the browser too; what matters is that the page says it.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
        complaints.push(message.text());
    });
    await look(page);
    expect(complaints, 'complaints of the browser').to.deep.equal([]);
  } finally {
    await context.close();
  }
};

/** No barrier that axe finds, nothing wider than the screen; leaves a picture where one is wanted. */
export const expectNoBarriers = async (page: Page, name: string): Promise<void> => {
  expect(await barriersOn(page), `barriers on ${name}`).to.deep.equal([]);
  const overhang = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overhang, `${name} is wider than the screen by`).to.equal(0);
  if (screenshotFolder === undefined) return;
  await mkdir(screenshotFolder, { recursive: true });
  await page.screenshot({ path: join(screenshotFolder, `${name}.png`), fullPage: true });
};

/** Looks at an address on both screens. `prepare` signs the page in or changes it before it is looked at. */
export const expectNoBarriersOnAnyScreen = async (
  browser: Browser,
  name: string,
  open: (page: Page) => Promise<unknown>,
): Promise<void> => {
  for (const [screen, viewport] of Object.entries(screens)) {
    await visit(browser, { viewport }, async (page) => {
      await open(page);
      await expectNoBarriers(page, `${name}-${screen}`);
    });
  }
};

const mostTabs = 200;

/** Goes from field to field as somebody with a keyboard does, until the focus is where it is wanted. */
export const tabTo = async (page: Page, selector: string): Promise<void> => {
  for (let tabs = 0; tabs < mostTabs; tabs += 1) {
    await page.keyboard.press('Tab');
    if ((await page.locator(`:focus`).and(page.locator(selector)).count()) > 0) return;
  }
  throw new Error(`The Tab key never reaches ${selector}.`);
};
