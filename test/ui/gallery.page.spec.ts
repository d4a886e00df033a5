import { expect } from 'chai';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { renderPage } from '../../src/ui/render.js';
import { gallery } from '../support/view-gallery.js';
import { launchBrowser, screenshotFolder } from '../support/browser.js';
import { barriersOn } from '../support/page-visit.js';
import { startViewServer, type ViewServer } from '../support/view-server.js';

const widths = [
  { name: 'desktop', width: 1280, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const;

/** What the browser complained of: script errors, refused or missing resources, breaches of the policy. */
function listenForComplaints(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    if (!request.url().endsWith('/events')) complaints.push(`${request.url()} failed`);
  });
  return complaints;
}

const plantedPath = 'planted';
const plantedPage =
  '<!DOCTYPE html><html lang="en"><title>T</title><main><h1 style="color:red">T</h1><img src="/assets/app/favicon.svg"></main></html>';

describe('every page in every state', function () {
  this.timeout(60_000);
  let server: ViewServer;
  let browser: Browser;
  const contexts = new Map<string, BrowserContext>();

  before(async () => {
    server = await startViewServer((path) => {
      if (path === `/${plantedPath}`) return plantedPage;
      const page = gallery.get(path.slice(1));
      return page === undefined ? undefined : renderPage(page());
    });
    browser = await launchBrowser();
    for (const { name, width, height } of widths)
      contexts.set(name, await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' }));
    if (screenshotFolder !== undefined) await mkdir(screenshotFolder, { recursive: true });
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  async function withPage(
    widthName: string,
    path: string,
    look: (page: Page) => Promise<void>,
  ): Promise<void> {
    const context = contexts.get(widthName);
    if (context === undefined) throw new Error(`no width called ${widthName}`);
    const page = await context.newPage();
    try {
      const complaints = listenForComplaints(page);
      await page.goto(`${server.origin}/${path}`);
      await look(page);
      expect(complaints, `${widthName}: the browser complained: ${complaints.join(' ')}`).to.deep.equal([]);
    } finally {
      await page.close();
    }
  }

  const overhang = (page: Page): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  async function visit(widthName: string, name: string): Promise<void> {
    await withPage(widthName, name, async (page) => {
      await page.waitForFunction(() => document.documentElement.classList.contains('js-enabled'));
      if (screenshotFolder !== undefined)
        await page.screenshot({ path: join(screenshotFolder, `${name}.${widthName}.png`), fullPage: true });
      expect(await overhang(page), `${widthName}: the page scrolls sideways`).to.equal(0);
      // All that can be opened is opened, so that what is inside is looked at too.
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      expect(await overhang(page), `${widthName}: the page scrolls sideways when opened`).to.equal(0);
      expect(await barriersOn(page), `${widthName}: accessibility`).to.deep.equal([]);
      if (widthName !== 'phone') return;
      // What 400% zoom leaves of a desktop screen. Source: WCAG 2.2, success criterion 1.4.10.
      await page.setViewportSize({ width: 320, height: 844 });
      expect(await overhang(page), 'the page scrolls sideways at 400% zoom').to.equal(0);
    });
  }

  for (const name of gallery.keys()) {
    it(`is accessible, keeps to its width and to the content policy: ${name}`, async () => {
      await Promise.all(widths.map((width) => visit(width.name, name)));
    });
  }

  it('is looked at closely enough to see a planted barrier and a planted breach of the policy', async () => {
    let found: readonly string[] = [];
    let complaint = '';
    await withPage('desktop', plantedPath, async (page) => {
      found = await barriersOn(page);
    }).catch((error: unknown) => {
      complaint = String(error);
    });
    expect(found.some((barrier) => barrier.startsWith('image-alt'))).to.equal(true);
    expect(complaint).to.match(/content security policy/i);
  });
});
