import { createPublicKey, verify } from 'node:crypto';
import type { HandsetMessage, HandsetView, LineView } from '../../../src/sandbox/control/lines-contract';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { Harness } from './harness';
import { answered, eventually, pick, type Answered } from './http';
import { upload } from './kommo-inbox';
import type { Received } from './receiver';

const { tenantId, teams, skype } = SANDBOX.botframework;
export const TENANT = tenantId;
export const TEAMS = teams;
export const SKYPE = skype;
export const ASTRID = teams.customers[0];
export const MARCO = skype.customers[0];

export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: string;
  readonly signature: string;
}

type Jwk = Readonly<Record<string, unknown>> & { readonly kid: string; readonly endorsements: readonly string[] };
export type Activity = Readonly<Record<string, unknown>>;

/** A bot of the sandbox with a stand-in for Courier, and one customer of it. */
export class BotBox {
  #token: string | undefined;

  private constructor(
    readonly box: Harness,
    readonly bot: { readonly appId: string; readonly clientSecret: string; readonly name: string },
    readonly customer: { readonly id: string },
    readonly region: string,
  ) {}

  static async inTeams(): Promise<BotBox> {
    return new BotBox(await Harness.start(), TEAMS, ASTRID, 'emea');
  }

  static async inSkype(): Promise<BotBox> {
    return new BotBox(await Harness.start(), SKYPE, MARCO, 'apis');
  }

  stop(): Promise<void> {
    return this.box.stop();
  }

  get serviceUrl(): string {
    return `${this.box.sandbox.url}/botframework/smba/${this.region}/`;
  }

  // Microsoft's other addresses --------------------------------------------------------------------------------

  askToken(more: Record<string, string> = {}, tenant: string = TENANT): Promise<Answered> {
    const { appId, clientSecret } = this.bot;
    const form = {
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: clientSecret,
      scope: 'https://api.botframework.com/.default',
      ...more,
    };
    return this.#post(`login/${tenant}/oauth2/v2.0/token`, new URLSearchParams(form));
  }

  async token(): Promise<string> {
    return (this.#token ??= pick(await this.askToken(), 'access_token'));
  }

  async keys(): Promise<readonly Jwk[]> {
    const openId = await this.get('v1/.well-known/openidconfiguration');
    const answer = answered(await fetch(pick(openId, 'jwks_uri')));
    return ((await answer).json as { keys: readonly Jwk[] }).keys;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answered> {
    return answered(await fetch(`${this.box.sandbox.url}/botframework/${path}`, { headers, redirect: 'manual' }));
  }

  // The connector ------------------------------------------------------------------------------------------------

  async call(method: string, path: string, body?: unknown, token?: string): Promise<Answered> {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${this.serviceUrl}v3/${path}`, {
      method,
      headers: { Authorization: `Bearer ${token ?? (await this.token())}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: text }),
      redirect: 'manual',
    });
    return answered(response);
  }

  send(more: object = { text: 'Good day', textFormat: 'plain' }, below = 'activities'): Promise<Answered> {
    return this.call('POST', `conversations/${encodeURIComponent(this.customer.id)}/${below}`, {
      type: 'message',
      ...more,
    });
  }

  update(id: string, more: object): Promise<Answered> {
    const path = `conversations/${encodeURIComponent(this.customer.id)}/activities/${encodeURIComponent(id)}`;
    return this.call('PUT', path, { type: 'message', textFormat: 'plain', ...more });
  }

  delete(id: string): Promise<Answered> {
    const path = `conversations/${encodeURIComponent(this.customer.id)}/activities/${encodeURIComponent(id)}`;
    return this.call('DELETE', path);
  }

  // The sandbox's other side -------------------------------------------------------------------------------------

  actOnLine(act: string, fields: object = {}): Promise<Answered> {
    return this.box.control('POST', `/lines/botframework/${this.bot.appId}/act`, { act, ...fields });
  }

  endpoint(): Promise<Answered> {
    return this.actOnLine('endpoint', { url: `${this.box.courierUrl}/hooks/botframework/1` });
  }

  handset(method: string, path: string, body?: object): Promise<Answered> {
    const handset = encodeURIComponent(this.customer.id);
    return this.box.control(method, `/lines/botframework/${this.bot.appId}/handsets/${handset}/${path}`, body);
  }

  act(act: string, fields: object = {}): Promise<Answered> {
    return this.handset('POST', 'act', { act, ...fields });
  }

  says(message: object): Promise<Answered> {
    return this.handset('POST', 'messages', message);
  }

  async file(name: string, type: string, bytes: string | Buffer = 'bytes'): Promise<string> {
    return (await upload(this.box, name, type, bytes)).id;
  }

  async line(): Promise<LineView> {
    const found = (await this.box.state()).lines.lines.find(({ id }) => id === this.bot.appId);
    if (!found) throw new Error('the bot is not there');
    return found;
  }

  async view(): Promise<HandsetView> {
    const found = (await this.box.state()).lines.handsets.find(({ id }) => id === this.customer.id);
    if (!found) throw new Error('the customer is not there');
    return found;
  }

  async messages(): Promise<readonly HandsetMessage[]> {
    return (await this.view()).messages;
  }

  async last(): Promise<HandsetMessage | undefined> {
    return (await this.messages()).at(-1);
  }

  /** What the endpoint was told, once there is so much. */
  async told(count: number): Promise<readonly Activity[]> {
    return (await this.box.courier.until(count)).map(({ json }) => json as Activity);
  }

  /** The next activity, of an act. */
  async toldOf(act: () => Promise<unknown>): Promise<Activity> {
    const before = this.box.courier.received.length;
    await act();
    return (await this.told(before + 1))[before] ?? {};
  }

  async settled(): Promise<void> {
    await eventually(async () => ((await this.line()).webhook?.pending ?? 0) === 0);
  }

  async #post(path: string, form: URLSearchParams): Promise<Answered> {
    return answered(await fetch(`${this.box.sandbox.url}/botframework/${path}`, { method: 'POST', body: form }));
  }
}

/** The token of a webhook; undefined where there is none. */
export function jwtOf({ headers }: Pick<Received, 'headers'>): Jwt | undefined {
  const [, token] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
  if (token === undefined) return undefined;
  const [header = '', claims = '', signature = ''] = token.split('.');
  return { header: decoded(header), claims: decoded(claims), signed: `${header}.${claims}`, signature };
}

/** Whether one of these keys has signed it, and is good for the channel (skype.md §1, ③ ④ ⑦). */
export function isSigned({ header, signed, signature }: Jwt, keys: readonly Jwk[], channelId: string): boolean {
  const key = keys.find(({ kid }) => kid === header.kid);
  if (header.alg !== 'RS256' || !key?.endorsements.includes(channelId)) return false;
  const published = createPublicKey({ key: { kty: 'RSA', n: String(key.n), e: String(key.e) }, format: 'jwk' });
  return verify('sha256', Buffer.from(signed), published, Buffer.from(signature, 'base64url'));
}

function decoded(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
}

/** The code of a refusal. */
export function codeOf({ json }: Answered): string | undefined {
  return (json as { error?: { code?: string } } | undefined)?.error?.code;
}
