import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import type { Line } from '../lines/records';
import { refusal } from './errors';

const LIFE_S = 3599;

interface Issued {
  readonly line: Line;
  readonly expiresAt: number;
}

/** The tokens that bots were given for the connector. None outlives the sandbox: a bot that meets 401 asks for another. */
export class AccessTokens {
  readonly #issued = new Map<string, Issued>();

  constructor(private readonly clock: Clock) {}

  issue(line: Line): { readonly token: string; readonly expiresIn: number } {
    const now = this.clock.now();
    for (const [each, { expiresAt }] of this.#issued) if (expiresAt <= now) this.#issued.delete(each);
    const token = ['eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9', randomBytes(90), randomBytes(64)]
      .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
      .join('.');
    this.#issued.set(token, { line, expiresAt: now + LIFE_S * 1000 });
    return { token, expiresIn: LIFE_S };
  }

  /** Whose call it is. @throws ConnectorError 401 */
  lineOf(authorization: string | undefined): Line {
    const [, token = ''] = /^Bearer +(\S+)$/.exec(authorization ?? '') ?? [];
    const issued = this.#issued.get(token);
    if (!issued || issued.expiresAt <= this.clock.now()) throw refusal('Unauthorized');
    return issued.line;
  }

  voidOf(line: Line): void {
    for (const [token, issued] of this.#issued) if (issued.line === line) this.#issued.delete(token);
  }
}
