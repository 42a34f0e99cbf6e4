import type { SiteView } from '../../../src/sandbox/control/schemas-platform';
import { SANDBOX } from '../../../src/sandbox/credentials';
import type { Harness } from './harness';
import type { Answered } from './http';
import { SCOPE, incoming } from './kommo-caller';
import { listOf, PlatformCaller } from './platform-caller';

const { account } = SANDBOX.kommo;

/** An account's CRM and the customers who write to it. */
export class Crm {
  readonly api: PlatformCaller;
  constructor(private readonly box: Harness) {
    this.api = new PlatformCaller(box.sandbox.url);
  }

  /** A customer writes; each name has a chat of its own. */
  async writes(name: string, text: string, more: object = {}): Promise<Answered> {
    const sender = { id: `person-${name}`, name };
    return this.box.kommo.send(incoming(text, { conversation_id: `chat-${name}`, sender, ...more }));
  }

  async chatOf(name: string): Promise<string> {
    const { chats } = (await this.box.state()).kommo;
    const chat = chats.find(({ clientId, scopeId }) => clientId === `chat-${name}` && scopeId === SCOPE);
    if (!chat) throw new Error(`no chat of ${name}`);
    return chat.id;
  }

  control(method: string, path: string, body?: unknown): Promise<Answered> {
    return this.box.control(method, `/platform/accounts/${String(account.id)}${path}`, body);
  }

  async site(): Promise<SiteView> {
    const { accounts } = (await this.box.control('GET', '/platform')).json as { accounts: SiteView[] };
    const site = accounts.find(({ accountId }) => accountId === account.id);
    if (!site) throw new Error('no such account');
    return site;
  }

  /** @returns its id */
  async pipeline(name: string): Promise<number> {
    const { json } = await this.control('POST', '/pipelines', { name });
    return (json as SiteView).pipelines.at(-1)?.id ?? 0;
  }

  /** @returns its id */
  async source(fields: object): Promise<number> {
    const [source] = listOf(await this.api.crm('POST', '/sources', [{ name: 'Shop bot', ...fields }]), 'sources');
    return Number(source?.id);
  }

  async unsorted(query = ''): Promise<Record<string, unknown>[]> {
    return listOf(await this.api.crm('GET', `/leads/unsorted${query}`), 'unsorted');
  }
}
