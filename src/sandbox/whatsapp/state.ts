import type { Callback } from '../graph/state';
import type { Template } from './templates/template';

/** A WhatsApp Business Account: numbers, templates, and the apps that get its webhooks. */
export interface Waba {
  readonly id: string;
  readonly name: string;
  /** By the app's id; with a callback URL of its own, or null for the app's (whatsapp.md §1). */
  readonly subscribed: Map<string, Callback | null>;
  /** By id. */
  readonly templates: Map<string, Template>;
}

/** A file that Meta holds: uploaded by the business, or sent by a customer. */
export interface Media {
  readonly id: string;
  readonly phoneNumberId: string;
  readonly fileId: string;
  readonly mimeType: string;
  /** Uploads live 30 days, what customers send 7 (whatsapp.md §7). */
  readonly until: number;
}

/** What WhatsApp knows beside lines and handsets. */
export class WhatsAppState {
  readonly wabas = new Map<string, Waba>();
  /** The override of one number, by the number's id and then the app's. */
  readonly numberCallbacks = new Map<string, Map<string, Callback>>();
  readonly media = new Map<string, Media>();
  /** Two-step PINs, by number. */
  readonly pins = new Map<string, string>();

  addWaba(id: string, name: string): Waba {
    const waba = this.wabas.get(id) ?? { id, name, subscribed: new Map(), templates: new Map() };
    this.wabas.set(id, waba);
    return waba;
  }

  callbacksOf(phoneNumberId: string): Map<string, Callback> {
    const callbacks = this.numberCallbacks.get(phoneNumberId) ?? new Map<string, Callback>();
    this.numberCallbacks.set(phoneNumberId, callbacks);
    return callbacks;
  }

  /** Callbacks of Courier follow it to another address. */
  moveUrls(moved: (url: string) => string): void {
    for (const { subscribed } of this.wabas.values()) {
      for (const [appId, callback] of subscribed) {
        if (callback) subscribed.set(appId, { ...callback, url: moved(callback.url) });
      }
    }
    for (const callbacks of this.numberCallbacks.values()) {
      for (const [appId, callback] of callbacks) callbacks.set(appId, { ...callback, url: moved(callback.url) });
    }
  }
}
