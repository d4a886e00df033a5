import { expect } from 'chai';

import { ConfigFault, loadConfig } from '../../config/load.js';

const good = {
  DATABASE_URL: 'mysql://rehab:secret@10.0.0.5:3306/rehab',
  REDIS_URL: 'redis://:secret@10.0.0.6:6379/0',
  PUBLIC_ORIGIN: 'https://placements.example',
};

const faultsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    loadConfig(env);
  } catch (fault) {
    expect(fault).to.be.instanceOf(ConfigFault);
    return String(fault).split('\n  ').slice(1);
  }
  return [];
};
const namesOf = (env: NodeJS.ProcessEnv): readonly string[] =>
  faultsOf(env).map((fault) => fault.split(':')[0] ?? '');

describe('the environment', () => {
  it('tells everything that is missing or wrong at once', () => {
    expect(namesOf({})).to.have.members(['DATABASE_URL', 'REDIS_URL', 'PUBLIC_ORIGIN']);
    expect(
      namesOf({ ...good, PUBLIC_ORIGIN: 'http://placements.example', PORT: '70000', LOG_LEVEL: 'loud' }),
    ).to.have.members(['PUBLIC_ORIGIN', 'PORT', 'LOG_LEVEL']);
  });

  it('sends mail only where there are both a server and an address that tells nothing', () => {
    const mail = { SMTP_URL: 'smtps://u:p%40ss@mail.example', SMTP_FROM: 'no-reply@notices.example' };
    expect(loadConfig(good).smtp).to.equal(null);
    expect(loadConfig({ ...good, ...mail }).smtp).to.deep.equal({ url: mail.SMTP_URL, from: mail.SMTP_FROM });
    expect(namesOf({ ...good, SMTP_URL: mail.SMTP_URL })).to.deep.equal(['SMTP_FROM']);
    expect(namesOf({ ...good, SMTP_FROM: mail.SMTP_FROM })).to.deep.equal(['SMTP_URL']);
    for (const SMTP_FROM of ['rehab@notices.example', 'no-reply@Recovery.example', 'a@b.example,c@d.example'])
      expect(namesOf({ ...good, ...mail, SMTP_FROM }), SMTP_FROM).to.deep.equal(['SMTP_FROM']);
    expect(namesOf({ ...good, ...mail, SMTP_URL: 'https://mail.example' })).to.deep.equal(['SMTP_URL']);
  });

  it('asks for https in production only', () => {
    expect(namesOf({ ...good, APP_MODE: 'demonstration', PUBLIC_ORIGIN: '' })).to.deep.equal([]);
    expect(loadConfig({ ...good, APP_MODE: 'test', PUBLIC_ORIGIN: '', HOST: '::1' }).publicOrigin).to.equal(
      'http://[::1]:3000',
    );
  });

  for (const { name, wrong } of [
    { name: 'DATABASE_URL', wrong: 'mysql://rehab:50%zz@10.0.0.5:3306/rehab' },
    { name: 'DATABASE_URL', wrong: 'postgres://10.0.0.5/rehab' },
    { name: 'REDIS_URL', wrong: 'redis://:50%zz@10.0.0.6' },
    { name: 'HOST', wrong: 'not a host' },
    { name: 'TRUSTED_PROXIES', wrong: '0.0.0.0/0' },
    { name: 'TRUSTED_PROXIES', wrong: '10.0.0.0/7' },
    { name: 'TRUSTED_PROXIES', wrong: '10.0.0.0/33' },
    { name: 'TRUSTED_PROXIES', wrong: '::/0' },
    { name: 'TRUSTED_PROXIES', wrong: 'proxy.example' },
    { name: 'TRUSTED_PROXIES', wrong: '10.0.0.1,' },
    { name: 'TRUSTED_PROXIES', wrong: '10.0.0.0/8/8' },
    { name: 'TRUSTED_PROXIES', wrong: '1' },
  ]) {
    it(`refuses ${wrong} as ${name}`, () => {
      expect(namesOf({ ...good, [name]: wrong })).to.deep.equal([name]);
    });
  }

  it('believes a proxy on the same machine, and others where they are named', () => {
    expect(loadConfig(good).trustedProxies).to.deep.equal(['loopback']);
    expect(
      loadConfig({ ...good, TRUSTED_PROXIES: 'loopback, 10.20.0.0/16,192.0.2.7, 2001:db8::/32' })
        .trustedProxies,
    ).to.deep.equal(['loopback', '10.20.0.0/16', '192.0.2.7', '2001:db8::/32']);
  });
});
