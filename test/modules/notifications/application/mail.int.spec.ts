import { expect } from 'chai';

import { mailPolicy, tellingWordIn } from '../../../../config/mail.js';
import { createMailTurn } from '../../../../src/composition/mail-turn.js';
import { systemActor } from '../../../../src/kernel/actor.js';
import { done } from '../../../../src/kernel/outcome.js';
import { notificationRepository } from '../../../../src/modules/notifications/adapters/db/notification-repository.js';
import type { MailChoice } from '../../../../src/modules/notifications/domain/mail.js';
import { createMailer, type Mailer } from '../../../../src/platform/mail/smtp.js';
import { mondayMorning } from '../../../support/adjustable-clock.js';
import { startMailServer, type TestMailServer } from '../../../support/mail-server.js';
import { startService, type RunningService } from '../../../support/running-service.js';
import { memberOf, type MemberEmail } from '../../../support/small-world.js';

const cara = 'coordinator@glasgow.example';
const ewan = 'staff@larch.example';

describe('mail about notifications', () => {
  let service: RunningService;
  let server: TestMailServer;
  let mailer: Mailer;
  const givenUp: string[] = [];

  before(async () => {
    server = await startMailServer();
    service = await startService({ smtp: server.settings });
    mailer = createMailer(server.settings);
  });
  after(async () => {
    mailer?.close();
    await service?.stop();
    await server?.stop();
  });
  beforeEach(async () => {
    await service.dataSource.query('DELETE FROM mail');
    await service.dataSource.query('DELETE FROM mail_choice');
    await service.dataSource.query('DELETE FROM notification');
    server.answerWith(null);
    server.forget();
    givenUp.length = 0;
    service.clock.set(mondayMorning);
  });

  const choose = (who: MemberEmail, choice: MailChoice) =>
    service.act(who, (tx) =>
      service.modules.notifications.mail.chooseMail(tx, { memberId: memberOf(who).memberId, choice }),
    );
  const write = (work: Parameters<RunningService['act']>[1]) =>
    service.uow.run({ actor: systemActor, requestId: 'mail-test' }, work);
  /** Tells somebody of something, without what led to it. */
  const told = (who: MemberEmail, cause: string) =>
    write(async (tx) => {
      const { newId } = service.modules;
      const subject = { kind: 'referral' as const, id: cause };
      const members = [memberOf(who).memberId];
      await notificationRepository.tell(tx, { kind: 'funding-approved', cause, subject }, members, newId);
      return done(true);
    });
  const turnWith = (through: Pick<Mailer, 'send'>) =>
    createMailTurn(service.uow, service.modules, through, (mailId) => givenUp.push(mailId))();
  const turn = () => turnWith(mailer);
  const recipients = () => server.mails.flatMap(({ to }) => to);
  const rows = (): Promise<{ tries: number; outcome: string | null; last_fault: string | null }[]> =>
    service.dataSource.query('SELECT tries, outcome, last_fault FROM mail ORDER BY id');

  const offers: string[] = [];
  const anOffer = async () => {
    const offer = await service.anOffer({ bed: 'any', referral: await service.aReadyReferral() });
    offers.push(offer.offerId);
    await service.runWorkerOnce();
    return offer;
  };
  afterEach(async () => {
    service.clock.set(new Date(mondayMorning.getTime() + 7 * 86_400_000));
    for (const offerId of offers.splice(0))
      await write(async (tx) => done(await service.modules.placements.expireOffer(tx, offerId)));
    await service.runWorkerOnce();
  });
  /** One mail that waits for Ewan. */
  const aMail = async () => {
    await choose(ewan, 'immediately');
    return anOffer();
  };

  it('comes once, to whoever chose it and nobody else, one recipient a message', async () => {
    await choose(ewan, 'immediately');
    await choose('manager@larch.example', 'immediately');
    await choose('second@larch.example', 'none');
    const { offerId } = await anOffer();
    const tell = () => write(async (tx) => done(await service.modules.notifications.tell(tx, { offerId })));
    await Promise.all([tell(), tell()]);
    await Promise.all([turn(), turn(), turn()]);
    await tell();
    await turn();
    expect(recipients().sort()).to.deep.equal(['manager@larch.example', ewan]);
    expect(server.mails.map(({ to }) => to.length)).to.deep.equal([1, 1]);
    expect((await rows()).map(({ outcome }) => outcome)).to.deep.equal(['sent', 'sent']);
  });

  it('says nothing of what it is about: not in its words, its sender, its ids, or the name it greets with', async () => {
    const { referral } = await aMail();
    await turn();
    const [mail] = server.mails;
    expect(mail?.from).to.equal('no-reply@notices.example');
    expect(mail?.greetedAs).to.equal('notices.example');
    // The address it goes to is the member's own, and no secret to the member's mailbox.
    const raw = mail?.raw.replaceAll(ewan, '') ?? '';
    expect(raw).to.match(/^Subject: You have a new message\r$/m);
    expect(tellingWordIn(raw)).to.equal(null);
    for (const name of [
      referral.givenName,
      referral.familyName,
      referral.reference,
      'Larch',
      'Ewan',
      'Glasgow',
    ])
      expect(raw.toLowerCase(), name).not.to.contain(name.toLowerCase());
    expect(raw).not.to.match(/https?:|X-Mailer/i);
  });

  it('is tried again, later and later, while the server says "not now", and then comes once', async () => {
    await aMail();
    server.answerWith(451);
    await turn();
    await turn();
    expect(server.asked(), 'it is put off').to.equal(1);
    service.clock.advance({ seconds: 61 });
    await turn();
    service.clock.advance({ seconds: 61 });
    await turn();
    expect(server.asked(), 'the second pause is longer').to.equal(2);
    const [failed] = await rows();
    expect(failed?.last_fault).to.match(/451/);
    expect(failed?.last_fault, 'what the server says may hold an address').not.to.contain('@');
    server.answerWith(null);
    service.clock.advance({ seconds: 60 });
    await turn();
    await turn();
    expect(recipients()).to.deep.equal([ewan]);
    expect(await rows()).to.deep.include({ tries: 3, outcome: 'sent', last_fault: failed?.last_fault });
  });

  it('is given up after three times no, once, and shown to administrators without an address', async () => {
    await aMail();
    server.answerWith(550);
    for (let hour = 0; hour < 6; hour += 1) {
      await turn();
      service.clock.advance({ hours: 1 });
    }
    expect(server.asked()).to.equal(mailPolicy.triesAtMostRefused);
    expect((await rows())[0]?.outcome).to.equal('given_up');
    expect(givenUp.length, 'told once').to.equal(1);
    const page = await (await service.as('administrator')).page.get('/admin/messages');
    expect(page.html).to.contain('Given up').and.to.contain(givenUp[0]).and.to.match(/550/);
    expect(page.html).not.to.contain('nobody@here.example').and.not.to.contain(ewan);
  });

  it('is given up when nobody takes it all day, and one that waited through a day without a server too', async () => {
    await aMail();
    service.clock.advance({ hours: mailPolicy.staleHours, seconds: 1 });
    await turn();
    expect(server.asked()).to.equal(0);
    expect((await rows())[0]).to.deep.include({ outcome: 'given_up', last_fault: 'waited too long' });
  });

  it('is repeated once, under the same id, where the worker died before it could note the sending', async () => {
    await aMail();
    const dying: Pick<Mailer, 'send'> = {
      async send(mail) {
        await mailer.send(mail);
        throw new Error('The worker is killed.');
      },
    };
    await turnWith(dying).catch(() => undefined);
    await turn();
    expect(recipients(), 'in hand: nobody else sends it').to.deep.equal([ewan]);
    service.clock.advance({ seconds: mailPolicy.inHandSeconds + 1 });
    await turn();
    service.clock.advance({ hours: 1 });
    await turn();
    const ids = server.mails.map(({ raw }) => /^Message-ID: (.*)\r$/im.exec(raw)?.[1]);
    expect(ids.length).to.equal(2);
    expect(ids[0]).to.be.a('string').and.to.equal(ids[1]);
    expect((await rows())[0]?.outcome).to.equal('sent');
  });

  it('is not lost where the worker died before it sent', async () => {
    await aMail();
    await turnWith({ send: () => Promise.reject(new Error('The worker is killed.')) }).catch(() => undefined);
    service.clock.advance({ seconds: mailPolicy.inHandSeconds + 1 });
    await turn();
    expect(recipients()).to.deep.equal([ewan]);
  });

  it('keeps what the later worker says where an earlier one was too slow', async () => {
    await aMail();
    const slow: Pick<Mailer, 'send'> = {
      async send() {
        service.clock.advance({ seconds: mailPolicy.inHandSeconds + 1 });
        await turn();
        return { kind: 'failed', isForGood: true, fault: 'EENVELOPE 550' };
      },
    };
    await turnWith(slow);
    expect(await rows()).to.deep.equal([{ tries: 2, outcome: 'sent', last_fault: null }]);
  });

  it('does not come to whoever wants none any more', async () => {
    await aMail();
    await choose(ewan, 'none');
    await turn();
    expect((await rows())[0]?.outcome).to.equal('not_wanted');
    expect(server.asked()).to.equal(0);
  });

  it('does not come to whoever may not sign in any more', async () => {
    await aMail();
    const { memberId } = memberOf(ewan);
    await service.dataSource.query('UPDATE member SET disabled_at = UTC_TIMESTAMP(6) WHERE id = ?', [
      memberId,
    ]);
    await turn();
    await service.dataSource.query('UPDATE member SET disabled_at = NULL WHERE id = ?', [memberId]);
    expect((await rows())[0]?.outcome).to.equal('not_wanted');
    expect(server.asked()).to.equal(0);
  });

  it('comes at eight by the clock on the wall across a change of the clocks, once a day', async () => {
    const goTo = (text: string) => {
      service.clock.set(new Date(text));
    };
    goTo('2026-10-24T09:00:00Z');
    await told(cara, 'before-choosing');
    service.clock.advance({ minutes: 1 });
    await choose(cara, 'daily');
    goTo('2026-10-24T12:00:00Z');
    await told(cara, 'one');
    await told(cara, 'two');
    goTo('2026-10-25T07:59:59Z');
    await turn();
    expect(recipients(), 'eight by the clock of the day before').to.deep.equal([]);
    goTo('2026-10-25T08:00:00Z');
    await Promise.all([turn(), turn()]);
    goTo('2026-10-25T20:00:00Z');
    await turn();
    expect(recipients()).to.deep.equal([cara]);
    goTo('2026-10-26T09:00:00Z');
    await turn();
    expect(recipients().length, 'nothing new').to.equal(1);

    goTo('2027-03-27T12:00:00Z');
    await told(cara, 'three');
    goTo('2027-03-28T06:59:59Z');
    await turn();
    expect(recipients().length).to.equal(1);
    goTo('2027-03-28T07:00:00Z');
    await turn();
    expect(recipients().length).to.equal(2);
  });

  it('makes up for an hour when no worker ran, and is not written about what was read', async () => {
    await choose(cara, 'daily');
    service.clock.advance({ minutes: 1 });
    await told(cara, 'one');
    service.clock.advance({ days: 1, hours: 8 });
    await turn();
    expect(recipients()).to.deep.equal([cara]);
    await told(cara, 'two');
    await service.dataSource.query('UPDATE notification SET read_at = UTC_TIMESTAMP(6)');
    service.clock.advance({ days: 1 });
    await turn();
    expect(recipients().length).to.equal(1);
  });

  it('is not handed in without TLS to another machine', async () => {
    const far = await startMailServer('127.0.0.2');
    const careful = createMailer(far.settings);
    try {
      const answer = await careful.send({ id: 'a', to: ewan, subject: 's', text: 't' });
      expect(answer).to.deep.include({ kind: 'failed', isForGood: false });
      expect(far.asked()).to.equal(0);
    } finally {
      careful.close();
      await far.stop();
    }
  });

  it('is tried again where no server answers', async () => {
    const nowhere = createMailer({ url: 'smtp://127.0.0.1:1', from: 'no-reply@notices.example' });
    const answer = await nowhere.send({ id: 'a', to: ewan, subject: 's', text: 't' });
    nowhere.close();
    expect(answer).to.deep.include({ kind: 'failed', isForGood: false });
  });

  it('comes again when its member asks for it, once it was sent, and says what came of it', async () => {
    const member = await service.as(ewan);
    const again = () => member.post('/api/notifications/mail/again', {});
    expect((await again()).body.type).to.equal('/problems/no-mail-chosen');
    await choose(ewan, 'immediately');
    expect((await again()).body.type).to.equal('/problems/no-mail-yet');
    await aMail();
    expect((await again()).body.type, 'it has not gone out').to.equal('/problems/mail-on-its-way');
    await turn();
    service.clock.advance({ minutes: 5 });
    const page = await member.page.get('/notifications/mail');
    expect(page.html).to.contain('the mail server took it').and.to.contain('Send the mail again');
    const both = await Promise.all([again(), again()]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal([201, 409]);
    expect((await member.page.get('/notifications/mail')).html).to.contain('goes out in a moment');
    await turn();
    expect(recipients()).to.deep.equal([ewan, ewan]);
    const pressed = await member.page.submit(
      await member.page.get('/notifications/mail'),
      '/notifications/mail/again',
      {},
    );
    expect(pressed.location).to.equal('/notifications/mail?done=mail-sent-again');
    await turn();
    expect(server.mails).to.have.length(3);
    expect(tellingWordIn(server.mails.map(({ raw }) => raw.replaceAll(ewan, '')).join())).to.equal(null);
  });
});
