import { chromium, type Browser } from 'playwright-core';

/** Where the tests leave a picture of every page; none are taken when it is not set. */
export const screenshotFolder = process.env['GALLERY_SCREENSHOTS'];

/** Starts Chromium: the one named by CHROMIUM_PATH, or the system's. The caller closes it. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      // Test machines often run as root and with a small /dev/shm; the pages are our own.
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      // Nothing but the pages under test is to be reached.
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
