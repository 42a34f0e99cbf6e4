import { randomUUID } from 'node:crypto';
import type { OpenedSettings, Overview, SettingsSession, SourceCard } from '../../src/api/settings/contract';
import type { MessengerKind } from '../../src/model/messenger-kind';
import { ACCOUNT_ID, CLIENT_ID } from './installation';
import { waitFor } from './wait-for';
import type { World } from './world';

/** The settings window of an administrator, by its requests. */
export class SettingsWindow {
  private constructor(
    private readonly world: World,
    readonly begun: SettingsSession,
  ) {}

  /** Through the widget into a session. */
  static async open(world: World): Promise<SettingsWindow> {
    const { token } = await world.control<{ token: string }>('POST', '/platform/widget-tokens', {
      clientId: CLIENT_ID,
      accountId: ACCOUNT_ID,
    });
    const opened = await fetch(`${world.apiUrl}/settings/session`, {
      method: 'POST',
      headers: { 'x-auth-token': token, 'content-type': 'application/json' },
      body: JSON.stringify({ page: 'settings', language: 'en', theme: 'light' }),
    });
    if (!opened.ok) throw new Error(`The window did not open: ${String(opened.status)} ${await opened.text()}`);
    const { url } = (await opened.json()) as OpenedSettings;
    const begun = await fetch(`${world.apiUrl}/settings/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket: new URLSearchParams(new URL(url).hash.slice(1)).get('ticket') }),
    });
    if (!begun.ok) throw new Error(`The session did not begin: ${String(begun.status)} ${await begun.text()}`);
    return new SettingsWindow(world, (await begun.json()) as SettingsSession);
  }

  /** @param path below `/settings/api` */
  async ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.world.apiUrl}/settings/api/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.begun.session}`,
        'content-type': 'application/json',
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${text}`);
    return JSON.parse(text) as Answer;
  }

  overview(): Promise<Overview> {
    return this.ask('GET', 'overview');
  }

  addBot(token: string, more: object = {}): Promise<SourceCard> {
    return this.addSource('telegram', { token, apiBaseUrl: `${this.world.sandboxUrl}/telegram` }, more);
  }

  /** @param credentials as an administrator enters them */
  addSource(messenger: MessengerKind, credentials: object, more: object = {}): Promise<SourceCard> {
    return this.ask('POST', 'sources', { messenger, credentials, pipelineId: null, ...more });
  }

  /** Waits until the source is as told. */
  becomes(id: string, state: SourceCard['state']['kind']): Promise<SourceCard> {
    return waitFor(
      async () => {
        const { sources } = await this.overview();
        return sources.find((card) => card.id === id && card.state.kind === state);
      },
      { timeoutMs: 60_000, what: `the source to be ${state}` },
    );
  }
}
