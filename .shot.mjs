import { chromium } from 'playwright-core';
const [, , email, path, name, ...sizes] = process.argv;
const b = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
});
const base = 'http://127.0.0.1:3000';
for (const size of sizes.length ? sizes : ['1280', '390']) {
  const [w, zoom] = size.split('z');
  const ctx = await b.newContext({ viewport: { width: +w, height: 900 } });
  const p = await ctx.newPage();
  await p.goto(base + '/sign-in');
  await p.fill('input[type=email]', email);
  await p.fill('input[type=password]', 'salmon-heather-kettle-58');
  await Promise.all([p.waitForNavigation(), p.click('form button[type=submit], form button:not([type])')]);
  await p.goto(base + path);
  if (zoom)
    await p.evaluate((z) => {
      document.documentElement.style.fontSize = z + '%';
    }, zoom);
  const over = await p.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  console.log(size, p.url(), 'overflow', over);
  await p.screenshot({ path: `/tmp/i3/day-shots/${name}-${size}.png`, fullPage: true });
}
await b.close();
