import { createTransport } from 'nodemailer';

export interface MailSettings {
  /** `smtp://user:password@host:587`, or `smtps://…`; nodemailer's options may follow as a query. */
  readonly url: string;
  /** Whom e-mails come from: an address, or `Name <address>`. */
  readonly from: string;
}

export interface Mail {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  /** Plain. */
  readonly text: string;
}

/** It was not taken. The message has the server's code only: its words may name people (promise P7). */
export class MailNotSent extends Error {
  override readonly name = 'MailNotSent';
}

export interface Mailer {
  /** Settles when the server has taken it. @throws MailNotSent */
  send(mail: Mail): Promise<void>;
}

const WITHIN_MS = 10_000;

/** Sends e-mails through the operator's server, which is trusted: its address is not filtered. */
export function createMailer({ url, from }: MailSettings): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: WITHIN_MS,
    greetingTimeout: WITHIN_MS,
    socketTimeout: WITHIN_MS,
    dnsTimeout: WITHIN_MS,
    // A password goes over TLS or not at all, unless the address says otherwise.
    requireTLS: new URL(url).username !== '',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text }) {
      try {
        // As an object: a text with commas would be a list of people.
        await transport.sendMail({ from, to: { name: '', address: to }, subject, text });
      } catch (error) {
        throw new MailNotSent(codeOf(error));
      }
    },
  };
}

/** `EAUTH 535`, `ECONNECTION`, `EENVELOPE 550` … */
function codeOf(error: unknown): string {
  const { code, responseCode } = error as { readonly code?: unknown; readonly responseCode?: unknown };
  const words = [code, responseCode].filter((word) => typeof word === 'string' || typeof word === 'number');
  return words.length === 0 ? 'the server did not take it' : words.map(String).join(' ');
}
