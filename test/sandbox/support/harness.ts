import type { JournalEntry, JournalPage, SandboxState } from '../../../src/sandbox/control/contract';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../../../src/sandbox/server';
import { call, type Answered } from './http';
import { KommoCaller } from './kommo-caller';
import { Receiver } from './receiver';

/** A sandbox of its own for one test, with a stand-in for Courier's api. */
export class Harness {
  readonly kommo: KommoCaller;
  private constructor(
    readonly sandbox: RunningSandbox,
    readonly courier: Receiver,
    readonly courierUrl: string,
  ) {
    this.kommo = new KommoCaller(sandbox.url);
  }

  static async start(options: Partial<SandboxOptions> = {}): Promise<Harness> {
    const courier = new Receiver();
    const apiUrl = await courier.start();
    const sandbox = await startSandbox({ host: '127.0.0.1', port: 0, apiUrl, ...options });
    return new Harness(sandbox, courier, apiUrl);
  }

  async stop(): Promise<void> {
    await this.sandbox.close();
    await this.courier.stop();
  }

  control(method: string, path: string, body?: unknown): Promise<Answered> {
    return call(`${this.sandbox.url}/control${path}`, method, body);
  }

  telegram(method: string, args: object = {}, token: string = SANDBOX.telegram.bot.token): Promise<Answered> {
    return call(`${this.sandbox.url}/telegram/bot${token}/${method}`, 'POST', args);
  }

  assume(changes: Record<string, string | number>): Promise<Answered> {
    return this.control('PATCH', '/assumptions', changes);
  }

  fault(fault: object): Promise<Answered> {
    return this.control('POST', '/faults', fault);
  }

  async state(): Promise<SandboxState> {
    const answer = await fetch(`${this.sandbox.url}/control/state`);
    return (await answer.json()) as SandboxState;
  }

  async journal(query = ''): Promise<readonly JournalEntry[]> {
    const answer = await fetch(`${this.sandbox.url}/control/journal?limit=5000${query}`);
    return ((await answer.json()) as JournalPage).entries;
  }

  /** The customer of the sandbox writes to its bot. */
  customerWrites(text: string, chat: number | string = SANDBOX.telegram.customer.id, more: object = {}) {
    return this.control('POST', `${botPath}/chats/${String(chat)}/messages`, { text, ...more });
  }

  setWebhook(more: object = {}): Promise<Answered> {
    return this.telegram('setWebhook', {
      url: `${this.courierUrl}/hooks/telegram/1`,
      secret_token: 'secret-1',
      ...more,
    });
  }

  managerWrites(chatId: string, text: string, more: object = {}): Promise<Answered> {
    const userId = SANDBOX.kommo.users[0].id;
    return this.control('POST', `/kommo/chats/${chatId}/messages`, { text, userId, ...more });
  }
}

export const botPath = `/telegram/bots/${SANDBOX.telegram.bot.token.split(':')[0] ?? ''}`;
