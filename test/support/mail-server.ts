import { SMTPServer } from 'smtp-server';

/** A mail as it came over the wire. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** The name the other side greeted with. */
  readonly greetedAs: string;
  readonly raw: string;
}

/** A mail server of the test's own: what it took, and what it says to the next. */
export interface TestMailServer {
  readonly settings: { readonly url: string; readonly from: string };
  readonly mails: readonly ReceivedMail[];
  /** How often a recipient was named, taken or not. */
  readonly asked: () => number;
  /** From now on answers recipients with this code; null takes them. */
  answerWith(code: number | null): void;
  forget(): void;
  stop(): Promise<void>;
}

const refusalWith = (code: number): Error =>
  // It names whom it refuses, as real ones do.
  Object.assign(new Error('nobody@here.example is not known'), { responseCode: code });

/** A real SMTP server without TLS on a free port. */
export const startMailServer = async (host = '127.0.0.1'): Promise<TestMailServer> => {
  const mails: ReceivedMail[] = [];
  let code: number | null = null;
  let asked = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onRcptTo(_address, _session, callback) {
      asked += 1;
      callback(code === null ? null : refusalWith(code));
    },
    onData(stream, { envelope, hostNameAppearsAs }, callback) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          greetedAs: hostNameAppearsAs,
          raw: Buffer.concat(parts).toString('utf8'),
        });
        callback();
      });
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, host, () => {
      resolve();
    });
  });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port.');
  return {
    settings: { url: `smtp://${host}:${address.port}`, from: 'no-reply@notices.example' },
    mails,
    asked: () => asked,
    answerWith(next) {
      code = next;
    },
    forget() {
      mails.length = 0;
      asked = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      }),
  };
};
