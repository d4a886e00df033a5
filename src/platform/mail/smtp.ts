import { createTransport } from 'nodemailer';

/** Where mail is handed in, and the address it comes from. */
export interface SmtpSettings {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
  readonly url: string;
  readonly from: string;
}

/** One mail to one address. */
export interface OutgoingMail {
  /** The same at every try, so that a mail server can tell a repetition. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What came of handing a mail in. `isForGood` is a no that will not change by itself. */
export type HandedIn =
  | { readonly kind: 'taken' }
  | { readonly kind: 'failed'; readonly isForGood: boolean; readonly fault: string };

/** Hands mails in, one after the other. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<HandedIn>;
  close(): void;
}

/** Time limits of one step of handing in. Unit: milliseconds. */
const stepMs = 10_000;
const silenceMs = 20_000;

const isThisMachine = (host: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(host);

const textIn = (fault: object, name: string): string => {
  const value: unknown = Object.entries(fault).find(([key]) => key === name)?.[1];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/**
 * What failed, in codes and commands: the words of a mail server may hold an address. Only a no to the recipient or to
 * the mail itself is for good; one to TLS, to our password or to the sender is a slip in settings and passes.
 */
const failureOf = (fault: unknown): HandedIn => {
  const facts = fault instanceof Error ? fault : {};
  const code = textIn(facts, 'code');
  const answered = textIn(facts, 'responseCode');
  const command = textIn(facts, 'command');
  return {
    kind: 'failed',
    isForGood: Number(answered) >= 500 && command !== 'MAIL FROM' && ['EENVELOPE', 'EMESSAGE'].includes(code),
    fault: [code, answered, command].filter((part) => /^[A-Z0-9 ]{1,30}$/.test(part)).join(' ') || 'unknown',
  };
};

/**
 * Hands mail in at a server. The name it greets with and the ids of mails are of the sender's domain: the name of this
 * machine might tell what it does. Passwords and mails travel under TLS, unless the server is this machine.
 */
export const createMailer = ({ url, from }: SmtpSettings): Mailer => {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const isNear = isThisMachine(new URL(url).hostname);
  const transport = createTransport({
    url,
    name: domain,
    requireTLS: !isNear,
    ignoreTLS: isNear,
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    dnsTimeout: stepMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ id, to, subject, text }) {
      try {
        await transport.sendMail({
          // As objects, so that no comma in an address makes two of it.
          from: { name: '', address: from },
          to: [{ name: '', address: to }],
          envelope: { from, to: [to] },
          messageId: `<${id}@${domain}>`,
          // Answers of absent people go nowhere.
          headers: { 'Auto-Submitted': 'auto-generated' },
          subject,
          text,
        });
        return { kind: 'taken' };
      } catch (fault) {
        return failureOf(fault);
      }
    },
    close() {
      transport.close();
    },
  };
};
