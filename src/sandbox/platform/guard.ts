import type { Outcome } from '../exchange';
import { RateLimit } from '../kommo/rate-limit';
import type { Sandbox } from '../sandbox';
import { answers } from './answers';

const BAN_MS = 10 * 60 * 1000;

/** Requests beyond the rate get 429; who goes on all the same gets 403 for a while (kommo-platform.md §9.4). */
export class RateGuard {
  private readonly limit = new RateLimit();
  private readonly inARow = new Map<string, number>();
  private readonly bannedUntil = new Map<string, number>();

  constructor(private readonly sandbox: Sandbox) {}

  /** The answer that refuses a request, or nothing. */
  refuses(address: string, account: number | undefined): Outcome | undefined {
    const { assumptions, clock } = this.sandbox;
    const perSecond = assumptions.number('crm-rate-limit-per-second');
    if (perSecond === 0) return undefined;
    const byAccount = assumptions.is('crm-rate-limit-subject', 'account');
    const subject = byAccount ? `account ${String(account ?? '')}` : address;
    if ((this.bannedUntil.get(subject) ?? -Infinity) > clock.now()) {
      return answers.banned(assumptions.is('crm-ban-body', 'no-json') ? 'no-json' : 'problem');
    }
    if (!this.limit.exceeds(subject, perSecond)) {
      this.inARow.delete(subject);
      return undefined;
    }
    const refused = (this.inARow.get(subject) ?? 0) + 1;
    this.inARow.set(subject, refused);
    const most = assumptions.number('crm-ban-after');
    if (most > 0 && refused >= most) this.bannedUntil.set(subject, clock.now() + BAN_MS);
    return answers.tooMany(this.body(), 1);
  }

  private body(): 'retry-after' | 'plain' | 'no-json' {
    const { assumptions } = this.sandbox;
    if (assumptions.is('crm-rate-limit-body', 'no-json')) return 'no-json';
    return assumptions.is('crm-rate-limit-body', 'plain') ? 'plain' : 'retry-after';
  }
}
