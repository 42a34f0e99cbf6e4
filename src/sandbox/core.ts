import { setTimeout as sleep } from 'node:timers/promises';
import { AppleState } from './apple/state';
import { Assumptions } from './assumptions';
import { Changes } from './changes';
import { Clock } from './clock';
import { Faults } from './faults';
import { SandboxFiles } from './files/sandbox-files';
import { GraphState } from './graph/state';
import { Journal } from './journal';
import { KommoState } from './kommo/state';
import { LinesState } from './lines/records';
import { PagesState } from './meta-pages/state';
import { PlatformState } from './platform/state';
import { TelegramState } from './telegram/state';
import { WebhookPoster } from './webhook-post';
import { WeChatState } from './wechat/state';
import { WhatsAppState } from './whatsapp/state';

/** What both sides stand on: their states, the switches of the control API, and what was seen. */
export class Core {
  readonly clock = new Clock();
  readonly changes = new Changes();
  readonly journal = new Journal(this.clock);
  readonly faults = new Faults(this.changes);
  readonly assumptions = new Assumptions();
  readonly poster = new WebhookPoster();
  readonly files = new SandboxFiles();
  readonly kommo = new KommoState();
  readonly platform = new PlatformState(this.kommo);
  readonly telegram = new TelegramState();
  readonly graph = new GraphState();
  readonly lines = new LinesState();
  readonly pages = new PagesState();
  readonly whatsapp = new WhatsAppState();
  readonly wechat = new WeChatState();
  readonly apple = new AppleState();
  /** Where the sandbox itself answers, without a slash at the end; empty until it listens. */
  url = '';
  private running = new AbortController();

  /** Waits; false when the sandbox was reset or closed meanwhile, and what was waited for is void. */
  async pause(ms: number): Promise<boolean> {
    const { signal } = this.running;
    await sleep(ms, undefined, { signal }).catch(() => undefined);
    return !signal.aborted;
  }

  protected endPauses(): void {
    this.running.abort();
    this.running = new AbortController();
  }
}
