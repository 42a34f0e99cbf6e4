import { createHash, createHmac, randomUUID } from 'node:crypto';
import { request } from 'undici';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { parseJson, type Answered } from './http';

const { channel, account } = SANDBOX.kommo;
export const SCOPE = `${channel.id}_${account.amojoId}`;

export interface RawCall {
  readonly method: string;
  /** With the query, if any. */
  readonly path: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

interface Signing {
  readonly date?: string;
  readonly contentType?: string;
  readonly secret?: string;
  readonly signQuery?: boolean;
}

/** A second, independent signer of requests, for tests only. */
export class KommoCaller {
  constructor(private readonly url: string) {}

  async raw({ method, path, body, headers }: RawCall): Promise<Answered> {
    const response = await request(this.url + path, { method, headers, ...(body === '' ? {} : { body }) });
    const text = await response.body.text();
    const names = Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)]);
    return {
      status: response.statusCode,
      text,
      json: parseJson(text),
      headers: new Headers(names),
    };
  }

  signed(method: string, path: string, body: unknown, signing: Signing = {}): RawCall {
    const { date = new Date().toUTCString(), contentType = 'application/json', secret = channel.secret } = signing;
    const bytes = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const md5 = createHash('md5').update(bytes).digest('hex');
    const signedPath = signing.signQuery ? path : (path.split('?')[0] ?? '');
    const text = [method, md5, contentType, date, signedPath].join('\n');
    return {
      method,
      path,
      body: bytes,
      headers: {
        Date: date,
        ...(contentType === '' ? {} : { 'Content-Type': contentType }),
        'Content-MD5': md5,
        'X-Signature': createHmac('sha1', secret).update(text).digest('hex'),
      },
    };
  }

  call(method: string, path: string, body: unknown, signing: Signing = {}): Promise<Answered> {
    return this.raw(this.signed(method, `/v2/origin/custom/${path}`, body, signing));
  }

  connect(): Promise<Answered> {
    const body = { account_id: account.amojoId, title: 'Courier', hook_api_version: 'v2' };
    return this.call('POST', `${channel.id}/connect`, body);
  }

  send(payload: object): Promise<Answered> {
    return this.call('POST', SCOPE, { event_type: 'new_message', payload });
  }

  status(messageId: string, body: object): Promise<Answered> {
    return this.call('POST', `${SCOPE}/${messageId}/delivery_status`, body);
  }

  history(chatId: string, query = ''): Promise<Answered> {
    return this.call('GET', `${SCOPE}/chats/${chatId}/history${query}`, undefined);
  }
}

/** The payload of a customer's text. */
export function incoming(text: string, more: object = {}): Record<string, unknown> {
  const now = Date.now();
  return {
    timestamp: Math.floor(now / 1000),
    msec_timestamp: now,
    msgid: `m-${randomUUID()}`,
    conversation_id: 'chat-1',
    sender: { id: 'person-1', name: 'Ana' },
    message: { type: 'text', text },
    ...more,
  };
}

/** The payload of an answer written elsewhere, imported in the name of the bot or a user. */
export function outgoing(text: string, refId: string, more: object = {}): Record<string, unknown> {
  return incoming(text, {
    silent: true,
    sender: { id: 'author-1', name: 'Somebody', ref_id: refId },
    receiver: { id: 'person-1', name: 'Ana' },
    ...more,
  });
}
