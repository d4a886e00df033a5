import { chromium } from 'playwright-core';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const [, , src, out, w, h, y] = process.argv;
const p = await b.newPage({ viewport: { width: +w, height: +h } });
await p.setContent(
  `<body style="margin:0"><img style="margin-top:-${y || 0}px;display:block" src="data:image/png;base64,${(await import('node:fs')).readFileSync(src).toString('base64')}">`,
);
await p.screenshot({ path: out });
await b.close();
