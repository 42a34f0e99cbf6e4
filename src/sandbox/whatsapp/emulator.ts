import type { RequestHandler } from 'express';
import type { NewHandsetMessage } from '../control/lines-contract';
import type { Core } from '../core';
import { SANDBOX } from '../credentials';
import { Orders } from '../graph/orders';
import { graphRoutes } from '../graph/routes';
import type { LineEmulator, NewCustomer, OnHandset, Pressed, Refused } from '../lines/emulator';
import type { Handset, Line, LineMessage, NewHandset, NewLine } from '../lines/records';
import { LINE_ACTS } from './account/line-acts';
import { WhatsAppHooks } from './hooks';
import { digitsOf, newAccountId } from './ids';
import { download } from './media/media-endpoints';
import { HEALTHY, type NumberCredentials } from './number';
import { Customers } from './people/customers';
import { HANDSET_ACTS } from './people/handset-acts';
import { newPersonId, windowOf } from './people/person';
import { whatsappProduct } from './product';
import { Carrier } from './send/carrier';
import { SendLimits } from './send/limits';
import { Reviews } from './templates/review';
import { seedTemplates } from './templates/seeded';

const SCOPES = ['whatsapp_business_messaging', 'whatsapp_business_management', 'business_management'];
const FIRST_ID = 882_000_000_100_000;
const PHONE = /^\+?[\d ()-]{5,24}$/;

/** Meta's WhatsApp Cloud API and the people behind it (whatsapp.md). */
export class WhatsAppEmulator implements LineEmulator {
  readonly messenger = 'whatsapp';
  readonly abilities = [
    'text',
    'picture',
    'video',
    'voice',
    'audio',
    'file',
    'sticker',
    'location',
    'contact',
    'reply',
    'forward',
    'edit',
    'remove',
    'react',
    'read',
    'block',
  ] as const;
  readonly routes: RequestHandler;

  readonly #core: Core;
  readonly #hooks: WhatsAppHooks;
  readonly #customers: Customers;
  readonly #reviews: Reviews;
  readonly #limits: SendLimits;
  readonly #carrier: Carrier;
  readonly #refusals = new Orders();
  readonly #failures = new Orders();

  constructor(core: Core) {
    this.#core = core;
    this.#hooks = new WhatsAppHooks(core);
    this.#customers = new Customers(core, this.#hooks);
    this.#reviews = new Reviews(core, this.#hooks);
    this.#limits = new SendLimits(core);
    this.#carrier = new Carrier(core, this.#hooks, this.#failures);
    this.routes = this.#makeRoutes();
  }

  seed(): void {
    const { number } = SANDBOX.whatsapp;
    const made = this.newLine({});
    if ('refused' in made) throw new Error(made.refused);
    const line = this.#core.lines.add({ ...made, id: number.id, name: number.name, address: number.phone });
    this.#seedCustomers(line);
  }

  /**
   * A number, with what is left out as the seeded one has it: `phoneNumberId`, `phone`, `name`, `wabaId`, `appId`,
   * `appSecret`, `accessToken`. It joins an app and an account that are there; an id that nobody has makes a new one.
   */
  newLine(fields: Readonly<Record<string, string>>): NewLine | Refused {
    const { app, waba, number, accessToken } = SANDBOX.whatsapp;
    const { lines, graph, whatsapp } = this.#core;
    const isFirst = lines.of('whatsapp').length === 0;
    const appId = fields.appId ?? app.id;
    const wabaId = fields.wabaId ?? waba.id;
    const known = graph.apps.get(appId);
    const appSecret = fields.appSecret ?? known?.secret ?? app.secret;
    const token = fields.accessToken ?? (appId === app.id ? accessToken : `EAASandboxToken${appId}`);
    const phoneNumberId = fields.phoneNumberId ?? (isFirst ? number.id : newAccountId(lines, FIRST_ID));
    const phone =
      fields.phone ?? (isFirst ? number.phone : `+1 555-${phoneNumberId.slice(-7, -4)}-${phoneNumberId.slice(-4)}`);
    const name = fields.name ?? waba.name;
    const unknown = Object.keys(fields).find((each) => !KNOWN.has(each));
    if (unknown !== undefined) return { refused: `${unknown}: a line of WhatsApp has no such field` };
    for (const [field, value] of Object.entries({ appId, wabaId, phoneNumberId })) {
      if (!/^\d{5,24}$/.test(value)) return { refused: `${field}: digits` };
    }
    if (!PHONE.test(phone)) return { refused: 'phone: a phone number' };
    if (lines.of('whatsapp').some((line) => digitsOf(line.address) === digitsOf(phone))) {
      return { refused: `there is a number ${phone} already` };
    }
    if (!graph.addApp({ id: appId, secret: appSecret, name: known?.name ?? app.name })) {
      return { refused: `there is an app ${appId} with another secret` };
    }
    const added = graph.addToken({
      value: token,
      appId,
      type: 'SYSTEM_USER',
      subjectId: SANDBOX.whatsapp.systemUser.id,
      scopes: SCOPES,
      targets: [wabaId],
    });
    if (!added) return { refused: 'there is such a token of another app' };
    if (!whatsapp.wabas.has(wabaId)) seedTemplates(whatsapp.addWaba(wabaId, name));
    const credentials: NumberCredentials = { accessToken: token, phoneNumberId, wabaId, appId, appSecret };
    return { messenger: 'whatsapp', id: phoneNumberId, name, address: phone, credentials, facts: { ...HEALTHY } };
  }

  newCustomer(line: Line, customer: NewCustomer): NewHandset | Refused {
    const { name, username, phone } = customer;
    if (phone === undefined && username === undefined) {
      return { refused: 'Somebody on WhatsApp has a phone number, or a username where the number is not known.' };
    }
    const id = newPersonId(this.#core, line, phone, username ?? '');
    const isThere = line.handsets.has(id) || (phone !== undefined && isOnLine(line, phone));
    if (isThere) return { refused: 'There is a customer with this number or name already.' };
    return {
      id,
      name,
      ...(phone === undefined ? {} : { phone: phone.startsWith('+') ? phone : `+${phone}` }),
      ...(username === undefined ? {} : { username }),
    };
  }

  say(on: OnHandset, said: NewHandsetMessage): LineMessage | Refused {
    return this.#customers.say(on, said);
  }

  edit(on: OnHandset, message: LineMessage, text: string): LineMessage | Refused {
    return this.#customers.edit(on, message, text);
  }

  remove(on: OnHandset, message: LineMessage): LineMessage | Refused {
    return this.#customers.remove(on, message);
  }

  react(on: OnHandset, message: LineMessage, emoji: string | null): LineMessage | Refused {
    return this.#customers.react(on, message, emoji);
  }

  press(on: OnHandset, message: LineMessage, pressed: Pressed): LineMessage | Refused {
    return this.#customers.press(on, message, pressed);
  }

  act(on: OnHandset, act: string, fields: Readonly<Record<string, unknown>>): Refused | undefined {
    const doing = HANDSET_ACTS[act];
    if (!doing)
      return { refused: `On WhatsApp a customer cannot ${act}; there is ${Object.keys(HANDSET_ACTS).join(', ')}.` };
    const acting = { core: this.#core, hooks: this.#hooks, customers: this.#customers, failures: this.#failures };
    return doing(acting, on, fields);
  }

  actOnLine(line: Line, act: string, fields: Readonly<Record<string, unknown>>): Refused | undefined {
    const doing = LINE_ACTS[act];
    if (!doing) return { refused: `There is no ${act} on WhatsApp; there is ${Object.keys(LINE_ACTS).join(', ')}.` };
    const acting = {
      core: this.#core,
      hooks: this.#hooks,
      reviews: this.#reviews,
      refusals: this.#refusals,
      failures: this.#failures,
    };
    return doing(acting, line, fields);
  }

  windowUntil({ handset }: OnHandset): number | null {
    return windowOf(this.#core, handset);
  }

  pending(line: Line): number {
    return this.#hooks.pending(line);
  }

  retry(line: Line): void {
    this.#hooks.retry(line);
  }

  /** Numbers are well again, and tokens good; how they are connected stays. */
  reset(): void {
    const { lines, whatsapp, graph } = this.#core;
    this.#hooks.clear();
    this.#carrier.clear();
    this.#limits.clear();
    this.#refusals.clear();
    this.#failures.clear();
    whatsapp.media.clear();
    whatsapp.pins.clear();
    for (const waba of whatsapp.wabas.values()) seedTemplates(waba);
    for (const line of lines.of('whatsapp')) {
      const wasSeeded = [...line.handsets.values()].some(isSeeded);
      Object.assign(line.facts, HEALTHY);
      line.handsets.clear();
      const token = graph.tokens.get(line.credentials.accessToken ?? '');
      if (token) Object.assign(token, { state: 'valid', scopes: SCOPES });
      const app = graph.apps.get(line.credentials.appId ?? '');
      if (app) app.needsProof = false;
      // Numbers and names may have changed; these are the first ones.
      if (wasSeeded) this.#seedCustomers(line);
    }
  }

  close(): void {
    this.#hooks.close();
  }

  #seedCustomers(line: Line): void {
    for (const { name, ...known } of SANDBOX.whatsapp.customers) {
      const phone = 'phone' in known ? known.phone : undefined;
      const username = 'username' in known ? known.username : null;
      const hidden = 'hiddenPhone' in known ? { hiddenPhone: known.hiddenPhone } : {};
      this.#core.lines.addHandset(line, {
        id: newPersonId(this.#core, line, phone, username ?? ''),
        name,
        phone: phone ?? null,
        username,
        facts: { seeded: true, ...hidden },
      });
    }
  }

  #makeRoutes(): RequestHandler {
    const graph = graphRoutes(
      this.#core,
      whatsappProduct({
        core: this.#core,
        hooks: this.#hooks,
        reviews: this.#reviews,
        sending: { limits: this.#limits, refusals: this.#refusals, carrier: this.#carrier },
      }),
    );
    return (req, res, next) => (req.path === '/attachments/' ? download(this.#core, req, res) : graph(req, res, next));
  }
}

const KNOWN = new Set(['phoneNumberId', 'phone', 'name', 'wabaId', 'appId', 'appSecret', 'accessToken']);

function isSeeded({ facts }: Handset): boolean {
  return facts.seeded === true;
}

function isOnLine(line: Line, phone: string): boolean {
  return [...line.handsets.values()].some((each) => each.phone !== null && digitsOf(each.phone) === digitsOf(phone));
}
