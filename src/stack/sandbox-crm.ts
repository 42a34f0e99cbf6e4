import { SANDBOX } from '../sandbox/credentials';

const ANSWERS_WITHIN_MS = 10_000;
const { integration, account } = SANDBOX.kommo;
const whose = { clientId: integration.clientId, accountId: account.id };

/** The pages of the sandbox's CRM, steered from outside as a person would use them. */
export class SandboxCrm {
  readonly #control: string;

  constructor(sandboxUrl: string) {
    this.#control = `${sandboxUrl}/control/platform`;
  }

  /** Whether the account has our integration; a user may have disabled it there. */
  async isInstalled(): Promise<boolean> {
    const { integrations } = (await this.#ask('GET', '').then((answer) => answer.json())) as Platform;
    const ours = integrations.find(({ clientId }) => clientId === whose.clientId);
    return ours?.installedIn.includes(whose.accountId) ?? false;
  }

  /** Kommo's servers bring us a code; the installation goes on from there by itself. */
  async install(): Promise<void> {
    await this.#ask('POST', '/install', {
      body: JSON.stringify({ ...whose, via: 'server' }),
      type: 'application/json',
    });
  }

  async upload(archive: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#ask('PUT', `/integrations/${whose.clientId}/widget`, { body: archive, type: 'application/zip' });
  }

  async #ask(
    method: string,
    path: string,
    sent?: { readonly body: string | Uint8Array<ArrayBuffer>; readonly type: string },
  ): Promise<Response> {
    const response = await fetch(this.#control + path, {
      method,
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      ...(sent === undefined ? {} : { body: sent.body, headers: { 'content-type': sent.type } }),
    });
    if (!response.ok) throw new Error(`The sandbox's CRM answers ${response.status}: ${await response.text()}`);
    return response;
  }
}

interface Platform {
  readonly integrations: readonly { readonly clientId: string; readonly installedIn: readonly number[] }[];
}
