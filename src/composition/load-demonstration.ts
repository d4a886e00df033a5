import { join } from 'node:path';

import { loadConfig } from '../../config/load.js';
import { londonDate } from '../kernel/iso-date.js';
import { loadDemonstration } from './demonstration/load.js';
import { demonstrationSignIns } from './demonstration/sign-ins.js';

const { mode, databaseUrl } = loadConfig();
if (mode !== 'demonstration') {
  throw new Error('Invented people are loaded only where APP_MODE is demonstration. Nothing was written.');
}
await loadDemonstration(
  {
    databaseUrl,
    referenceData: join(import.meta.dirname, '../../../config/reference-data'),
    today: londonDate(new Date()),
  },
  (line) => {
    console.log(line);
  },
);
console.log('SIGN-INS-BEGIN');
for (const { roleText, email, password } of demonstrationSignIns) {
  console.log(`${roleText.padEnd(40)}  ${email.padEnd(34)}  ${password}`);
}
console.log('SIGN-INS-END');
