import { Core } from './core';
import { SANDBOX } from './credentials';
import { KommoHooks } from './kommo/hooks';
import { TelegramDelivery } from './telegram/delivery';

/** One sandbox: two sides with the people and machines that act by themselves. */
export class Sandbox extends Core {
  readonly hooks = new KommoHooks(this);
  readonly delivery = new TelegramDelivery(this);

  /** @param hookUrl where the first channel's webhooks go; `:scope_id` stands for the scope. */
  constructor(private readonly hookUrl: string) {
    super();
    this.fill();
  }

  /** Everything as at start. */
  reset(): void {
    this.stop();
    this.kommo.clear();
    this.telegram.clear();
    this.faults.clear();
    this.assumptions.reset();
    this.clock.move(0);
    this.journal.reset();
    this.fill();
    this.changes.emit('reset');
  }

  async close(): Promise<void> {
    this.stop();
    this.changes.close();
    await this.poster.close();
  }

  private stop(): void {
    this.endPauses();
    this.delivery.stopAll();
    this.hooks.stop();
  }

  private fill(): void {
    const { account, users, channel } = SANDBOX.kommo;
    this.kommo.addAccount({ ...account, users });
    this.kommo.addChannel({ ...channel, hookUrl: this.hookUrl, allowedAccounts: [account.amojoId] });
    const bot = this.telegram.addBot(SANDBOX.telegram.bot);
    this.telegram.addPhone(bot, SANDBOX.telegram.customer);
  }
}
