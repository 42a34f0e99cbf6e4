import { Core } from './core';
import { SANDBOX } from './credentials';
import { KommoFetcher } from './kommo/fetcher';
import { KommoHooks } from './kommo/hooks';
import { LineEmulators } from './lines/emulators';
import { CrmHooks } from './platform/hooks/delivery';
import { seedPlatform } from './platform/seed';
import { TelegramDelivery } from './telegram/delivery';
import { forgetSent } from './telegram/flood-limits';

/** One sandbox: two sides with the people and machines that act by themselves. */
export class Sandbox extends Core {
  readonly hooks = new KommoHooks(this);
  readonly crmHooks = new CrmHooks(this);
  readonly fetcher = new KommoFetcher(this);
  readonly delivery = new TelegramDelivery(this);
  readonly emulators = new LineEmulators(this);

  /** @param apiUrl where Courier's api answers, without a slash at the end; the first channel's webhooks go there. */
  constructor(readonly apiUrl: string) {
    super();
    const { account, users, channel } = SANDBOX.kommo;
    this.kommo.addAccount({ ...account, users });
    this.kommo.addChannel({
      ...channel,
      hookUrl: `${apiUrl}/hooks/kommo/:scope_id`,
      allowedAccounts: [account.amojoId],
    });
    seedPlatform(this, apiUrl);
    const bot = this.telegram.addBot(SANDBOX.telegram.bot);
    this.telegram.addPhone(bot, SANDBOX.telegram.customer);
    this.emulators.seed();
  }

  /** Sends and fetches what an earlier run left waiting. */
  resume(): void {
    for (const bot of this.telegram.bots.values()) this.delivery.restart(bot);
    this.fetcher.resume();
    this.crmHooks.resume();
  }

  /** Empty phones and inboxes, nothing switched. Channels, accounts, bots and how they are connected stay. */
  reset(): void {
    this.endPauses();
    this.hooks.stop();
    for (const bot of this.telegram.bots.values()) {
      this.delivery.dropPending(bot);
      // The first request after a reset shall not meet a limit that the last one before it has used up.
      bot.webhookSetAt = -Infinity;
      forgetSent(bot);
    }
    this.kommo.clearChats();
    this.platform.clearChats();
    this.fetcher.forget();
    this.files.clear();
    this.emulators.reset();
    this.telegram.clearPhones(({ id }) => id === SANDBOX.telegram.customer.id);
    this.faults.clear();
    this.assumptions.reset();
    this.clock.move(0);
    this.journal.goOnFrom(0);
    this.changes.emit('reset');
  }

  async close(): Promise<void> {
    this.endPauses();
    this.delivery.stop();
    this.emulators.close();
    this.hooks.stop();
    this.crmHooks.close();
    this.changes.close();
    await Promise.all([this.poster.close(), this.fetcher.close()]);
    this.files.close();
  }
}
