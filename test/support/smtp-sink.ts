import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface SinkMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** As it came. */
  readonly raw: string;
}

export interface SmtpSink {
  readonly url: string;
  readonly mails: SinkMail[];
  /** Whether recipients are taken; a server that does not takes nothing. */
  takes: boolean;
  /** Whether whoever says who they are is let in; else what they said is repeated to them. */
  letsIn: boolean;
  /** What was said with AUTH. */
  readonly logins: string[];
  close(): Promise<void>;
}

/** A mail server on a free port that keeps what it is sent; without TLS. It asks nobody for a password, and hears them. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    serve(socket, self);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: SmtpSink = {
    url: `smtp://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    mails: [],
    takes: true,
    letsIn: true,
    logins: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return self;
}

function serve(socket: Socket, sink: SmtpSink): void {
  let buffer = '';
  let body: string[] | undefined;
  let envelope: { from: string; to: string[] } = { from: '', to: [] };
  const say = (line: string): unknown => socket.write(`${line}\r\n`);

  const line = (given: string): void => {
    if (body !== undefined) {
      if (given !== '.') {
        body.push(given.startsWith('..') ? given.slice(1) : given);
        return;
      }
      sink.mails.push({ ...envelope, ...readMail(body) });
      body = undefined;
      say('250 taken');
      return;
    }
    const address = /<(.*?)>/.exec(given)?.[1] ?? '';
    switch (given.slice(0, 4).toUpperCase()) {
      case 'EHLO':
        say('250-sink');
        say('250 AUTH PLAIN');
        return;
      case 'HELO':
        say('250 sink');
        return;
      case 'AUTH':
        sink.logins.push(given);
        say(sink.letsIn ? '235 welcome' : `535 ${given} is wrong`);
        return;
      case 'MAIL':
        envelope = { from: address, to: [] };
        say('250 ok');
        return;
      case 'RCPT':
        if (sink.takes) envelope.to.push(address);
        say(sink.takes ? '250 ok' : `550 <${address}> is not known here`);
        return;
      case 'DATA':
        body = [];
        say('354 go on');
        return;
      case 'QUIT':
        say('221 bye');
        socket.end();
        return;
      case 'RSET':
      case 'NOOP':
        say('250 ok');
        return;
      default:
        say('502 not here');
    }
  };

  socket.on('data', (chunk) => {
    buffer += chunk.toString('utf8');
    for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
      const given = buffer.slice(0, end);
      buffer = buffer.slice(end + 2);
      line(given);
    }
  });
  say('220 sink');
}

function readMail(lines: readonly string[]): Pick<SinkMail, 'subject' | 'text' | 'raw'> {
  const empty = lines.indexOf('');
  const head = lines
    .slice(0, empty)
    .join('\n')
    .replace(/\n[ \t]+/g, ' ');
  const body = lines.slice(empty + 1).join('\n');
  const encoding = /^Content-Transfer-Encoding: *(\S+)/im.exec(head)?.[1]?.toLowerCase();
  const words = /^Subject: *(.*)$/im.exec(head)?.[1] ?? '';
  const text =
    encoding === 'quoted-printable'
      ? unquote(body.replace(/=\n/g, ''))
      : encoding === 'base64'
        ? Buffer.from(body, 'base64').toString('utf8')
        : body;
  return { subject: readWords(words), text, raw: lines.join('\n') };
}

/** Encoded words (RFC 2047); the space between two of them is none. */
function readWords(words: string): string {
  return words
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?(.*?)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'Q' ? unquote(word.replace(/_/g, ' ')) : Buffer.from(word, 'base64').toString('utf8'),
    );
}

function unquote(text: string): string {
  const latin = text.replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return Buffer.from(latin, 'latin1').toString('utf8');
}
