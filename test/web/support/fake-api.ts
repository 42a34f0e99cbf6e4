import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type {
  Alerts,
  Change,
  Changes,
  ImportCard,
  Me,
  NewImportRequest,
  NewSourceRequest,
  Overview,
  People,
  SettingsSession,
  SourceCard,
  SourceChangeRequest,
  SourceCheck,
  SourceTest,
  TemplateList,
} from '../../../src/api/settings/contract';
import { messengerChoices } from '../../../src/api/settings/messenger-choices';
import { asDeliveryId } from '../../../src/model/ids';
import { traceFrom } from '../../../src/trace/tell';
import { answerFacts } from '../../trace/facts';
import { telegramChecks } from './checks';
import {
  ADMIN,
  ALERTS,
  CHANGES,
  hotline,
  LEAD_FIELDS,
  overview,
  PEOPLE,
  PIPELINES,
  source,
  sourceSteps,
} from './fixtures';
import { IMPORT_USERS, importCard } from './imports';
import { TEMPLATES } from './templates';

const root = path.join(__dirname, '..', '..', '..', 'dist', 'web', 'settings');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors http://127.0.0.1:*";

export interface Asked {
  readonly method: string;
  /** Below `/settings/api/`. */
  readonly path: string;
  readonly key: string | null;
  readonly body: unknown;
  readonly at: number;
}

export interface Refusal {
  readonly status: number;
  readonly type: string;
  readonly detail: string;
  readonly field?: string;
  /** Each time, until it is taken back: a page that looks again by itself stays as it is. */
  readonly stays?: true;
}

type Given = readonly [status: number, body?: unknown];

/** The settings api with everything in memory, and the built window beside it. */
export class FakeApi {
  me: Me = ADMIN;
  open: SettingsSession['open'] = { page: 'settings', language: 'en', theme: 'light', source: null };
  overview: Overview = overview();
  people: People = PEOPLE;
  alerts: Alerts = ALERTS;
  changes: readonly Change[] = CHANGES;
  templates: TemplateList = TEMPLATES;
  /** What looks at the templates find after they were asked for, one after another; the last one stays. */
  templatesToCome: TemplateList[] = [];
  imports: readonly ImportCard[] = [];
  /** How an import is when it is looked at next, one change after another. */
  importsToCome: Partial<ImportCard>[] = [];
  /** What comes as a file is taken when this is done; until then nobody reads it. */
  takesFiles: Promise<void> = Promise.resolve();
  /** Takes connections and says nothing on them. */
  away = false;
  /** Answers to "POST sources" and the like, each given once unless it stays. */
  readonly refusals = new Map<string, Refusal>();
  readonly asked: Asked[] = [];
  /** While a source connects, each look at it finds one more step done, up to this one, which fails once. */
  failingStep: number | null = null;
  /** What the messenger says of a source when it is asked; one that is broken fails the last step of connecting. */
  found: readonly SourceCheck[] = telegramChecks();
  /** What a look at a running test finds, one after another; the last one stays. */
  testStates: SourceTest['state'][] = [{ kind: 'waiting' }];
  origin = '';
  #server: Server | undefined;
  #tickets = new Set<string>();
  #sessions = new Set<string>();
  #count = 0;

  async start(): Promise<void> {
    const server = createServer((request, response) => void this.#serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#server = server;
    this.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** A ticket opens one session. */
  ticket(): string {
    this.#count += 1;
    const ticket = `ticket-${this.#count}`;
    this.#tickets.add(ticket);
    return ticket;
  }

  url(): string {
    return `${this.origin}/settings/#ticket=${this.ticket()}`;
  }

  endSessions(): void {
    this.#sessions.clear();
  }

  changesAsked(): readonly Asked[] {
    return this.asked.filter(({ method, path }) => method !== 'GET' && path !== 'session');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(request.url ?? '/', this.origin);
    if (!pathname.startsWith('/settings/')) return void response.writeHead(404).end();
    const rest = pathname.slice('/settings/'.length);
    if (!rest.startsWith('api/')) return this.#file(rest === '' ? 'index.html' : rest, response);
    if (request.headers['content-type'] === 'application/octet-stream') await this.takesFiles;
    const asked = await read(request, rest.slice('api/'.length) + search).catch(() => null);
    // Whoever asked has stopped.
    if (asked === null) return;
    this.asked.push(asked);
    if (this.away) return void response.destroy();
    const [status, body] = this.#answer(asked, request.headers.authorization);
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
    response.end(body === undefined ? '' : JSON.stringify(body));
  }

  async #file(name: string, response: ServerResponse): Promise<void> {
    const file = path.join(root, name);
    const content = file.startsWith(root) ? await readFile(file).catch(() => null) : null;
    if (content === null) return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    response.end(content);
  }

  #answer(asked: Asked, authorization: string | undefined): Given {
    if (asked.path === 'session') return this.#openSession(asked.body as { ticket: string });
    if (!this.#sessions.has(authorization?.replace('Bearer ', '') ?? '')) {
      return problem({ status: 401, type: 'session-over', detail: 'The session is over.' });
    }
    const refusal = this.refusals.get(`${asked.method} ${asked.path}`);
    if (refusal !== undefined) {
      if (refusal.stays !== true) this.refusals.delete(`${asked.method} ${asked.path}`);
      return problem(refusal);
    }
    return asked.method === 'GET' ? this.#look(asked.path) : this.#change(asked);
  }

  #openSession({ ticket }: { readonly ticket: string }): Given {
    if (!this.#tickets.delete(ticket)) {
      return problem({ status: 401, type: 'ticket-refused', detail: 'The ticket was used or is too old.' });
    }
    const session = `session-of-${ticket}`;
    this.#sessions.add(session);
    return [
      201,
      { session, expiresAt: Date.now() + 1_800_000, me: this.me, open: this.open } satisfies SettingsSession,
    ];
  }

  #look(path: string): Given {
    const [what = '', id = '', test] = path.split('/');
    switch (what) {
      case 'overview':
        return [200, this.overview];
      case 'messengers':
        return [200, messengerChoices(this.open.language)];
      case 'pipelines':
        return [200, PIPELINES];
      case 'lead-fields':
        return [200, LEAD_FIELDS];
      case 'people':
        return [200, this.people];
      case 'alerts':
        return [200, this.alerts];
      case 'templates':
        this.templates = this.templatesToCome.shift() ?? this.templates;
        return [200, this.templates];
      case 'import-users':
        return [200, IMPORT_USERS];
      case 'imports':
        return id === '' ? [200, { imports: this.imports }] : this.#lookAtImport(id);
      case 'deliveries':
        return [200, traceFrom(answerFacts({ deliveryId: asDeliveryId(id), lane: 'to-kommo', messenger: 'telegram' }))];
      case 'sources':
        return test === undefined ? this.#lookAtSource(id) : [200, this.#lookAtTest()];
      default:
        return what.startsWith('changes') ? [200, this.#pageOfChanges(path)] : notFound();
    }
  }

  #lookAtImport(id: string): Given {
    const card = this.imports.find((one) => one.id === id);
    return card === undefined ? notFound() : [200, this.#turn(card, this.importsToCome.shift() ?? {})];
  }

  #turn(card: ImportCard, change: Partial<ImportCard>): ImportCard {
    const turned = { ...card, ...change };
    this.imports = this.imports.map((one) => (one.id === card.id ? turned : one));
    return turned;
  }

  #changeImport({ method, body }: Asked, id: string, action: string): Given {
    if (id === '') {
      const { source: sourceId, fileName } = body as NewImportRequest;
      const known = this.overview.sources.find((each) => each.id === sourceId) ?? source({ id: sourceId });
      const { name, messenger, messengerTitle } = known;
      const of = { id: sourceId, name, messenger, messengerTitle };
      const begun = importCard({ id: 'new', source: of, survey: null, fileSize: null });
      const made: ImportCard =
        fileName === undefined
          ? { ...begun, from: 'messenger', fileName: messengerTitle, state: 'fetching', fetched: 0 }
          : { ...begun, fileName, state: 'empty' };
      this.imports = [made, ...this.imports];
      return [201, made];
    }
    const card = this.imports.find((one) => one.id === id);
    if (card === undefined) return notFound();
    if (method === 'PATCH') {
      const options = body as ImportCard['options'];
      return [200, this.#turn(card, { options, state: 'uploaded', asks: null, trouble: null })];
    }
    const changes: Readonly<Record<string, Partial<ImportCard>>> = {
      file: { state: 'uploaded', fileSize: Number(body) },
      start: { state: 'taking' },
      pause: { paused: true },
      resume: { paused: false },
      cancel: { state: 'cancelled' },
      retry: { state: 'sending' },
    };
    return [200, this.#turn(card, changes[action] ?? {})];
  }

  #lookAtSource(id: string): Given {
    const card = this.overview.sources.find((one) => one.id === id);
    if (card === undefined) return notFound();
    return [200, card.state.kind === 'connecting' ? this.#put(this.#moveOn(card)) : card];
  }

  #moveOn(card: SourceCard): SourceCard {
    const done = card.steps.filter(({ state }) => state === 'done').length + 1;
    if (card.steps.some(({ state }) => state === 'failed')) return card;
    if (done === this.failingStep) {
      this.failingStep = null;
      const states = card.steps.map((_, index) => (index < done ? 'done' : index === done ? 'failed' : 'waiting'));
      return { ...card, steps: sourceSteps(states, 'Another service holds the webhook of this bot.') };
    }
    const states = card.steps.map((_, index) => (index < done ? 'done' : index === done ? 'running' : 'waiting'));
    const ready = done >= card.steps.length;
    return ready ? this.#checked(card) : { ...card, steps: sourceSteps(states) };
  }

  #checked(card: SourceCard): SourceCard {
    const asked = { ...card, checks: this.found, checkedAt: Date.now() };
    const broken = this.found.find(({ state }) => state === 'broken');
    if (broken === undefined) {
      return { ...asked, state: { kind: 'ok' }, steps: sourceSteps(card.steps.map(() => 'done')) };
    }
    const { text } = broken;
    return {
      ...asked,
      state: { kind: 'broken', fault: 'credentials', text, since: Date.now() },
      steps: sourceSteps(['done', 'done', 'done', 'failed'], text),
    };
  }

  #lookAtTest(): SourceTest {
    const state = this.testStates.length > 1 ? this.testStates.shift() : this.testStates[0];
    return { since: 1, state: state ?? { kind: 'waiting' } };
  }

  #pageOfChanges(path: string): Changes {
    const after = Number(new URLSearchParams(path.split('?')[1]).get('after') ?? 0);
    const next = after + 10;
    return { changes: this.changes.slice(after, next), next: next < this.changes.length ? String(next) : null };
  }

  #change(asked: Asked): Given {
    const { method, path, body } = asked;
    const [what = '', id = '', action = ''] = path.split('/');
    if (what === 'imports') return this.#changeImport(asked, id, action);
    if (what === 'people') {
      const { see, change } = body as { see: number[]; change: number[] };
      const right = (user: number) => (change.includes(user) ? 'change' : see.includes(user) ? 'see' : 'nothing');
      this.people = {
        users: this.people.users.map((user) => (user.isAdmin ? user : { ...user, may: right(user.id) })),
      };
      return [200, this.people];
    }
    if (what === 'alerts') {
      this.alerts = { ...(body as Alerts), emailAvailable: this.alerts.emailAvailable };
      return [200, this.alerts];
    }
    if (what === 'installation') return [202];
    if (what === 'templates') {
      const { templates } = this.templates;
      this.templates = {
        ...this.templates,
        sync: { ...this.templates.sync, state: 'waiting', done: 0, all: 0 },
        templates: templates.map((one) => (one.id === id ? { ...one, isTaking: true } : one)),
      };
      return [202, this.templates];
    }
    if (what !== 'sources') return notFound();
    if (id === '') return this.#add(body as NewSourceRequest);
    const card = this.overview.sources.find((one) => one.id === id);
    if (card === undefined) return notFound();
    if (method === 'PATCH') return [200, this.#put(changed(card, body as SourceChangeRequest))];
    if (method === 'DELETE') {
      this.#put({ ...card, state: { kind: 'removing' } });
      return [202];
    }
    if (action === 'test') return [201, { since: 1, state: { kind: 'waiting' } } satisfies SourceTest];
    if (action === 'pause') {
      return [200, this.#put({ ...card, state: { kind: 'paused', since: Date.now(), by: this.me.name } })];
    }
    if (action === 'check') return [200, this.#put(this.#checked(card))];
    if (action === 'repair' && card.steps.some(({ state }) => state === 'failed')) {
      const states = card.steps.map(({ state }) => (state === 'failed' ? 'running' : state));
      return [200, this.#put({ ...card, state: { kind: 'connecting' }, checks: [], steps: sourceSteps(states) })];
    }
    return [200, this.#put({ ...card, state: { kind: 'ok' } })];
  }

  #add({ messenger, name, pipelineId }: NewSourceRequest): Given {
    const pipeline = PIPELINES.find(({ id }) => id === pipelineId);
    const made =
      messenger === 'whatsapp'
        ? hotline()
        : source({ name: 'garden_bot', address: '@garden_bot', link: 'https://t.me/garden_bot' });
    const card = source({
      ...made,
      id: 'new',
      name: name ?? made.name,
      checks: [],
      checkedAt: null,
      pipeline: pipeline === undefined ? null : { id: pipeline.id, name: pipeline.name, archived: false },
      isDefault: this.overview.sources.length === 0,
      state: { kind: 'connecting' },
      lastMessageAt: null,
      steps: sourceSteps(['running']),
    });
    this.overview = overview({ sources: [...this.overview.sources, card], headline: this.overview.headline });
    return [201, card];
  }

  #put(card: SourceCard): SourceCard {
    const sources = this.overview.sources.map((one) => {
      if (one.id === card.id) return card;
      return card.isDefault ? { ...one, isDefault: false } : one;
    });
    this.overview = { ...this.overview, sources };
    return card;
  }
}

/** One that could not be connected is connected anew. */
function reconnected({ steps }: SourceCard): Partial<SourceCard> {
  return steps.some(({ state }) => state === 'failed')
    ? { state: { kind: 'connecting' }, steps: sourceSteps(['running']), checks: [] }
    : { state: { kind: 'ok' } };
}

function changed(card: SourceCard, change: SourceChangeRequest): SourceCard {
  const pipeline = PIPELINES.find(({ id }) => id === change.pipelineId);
  return {
    ...card,
    name: change.name ?? card.name,
    isDefault: change.isDefault ?? card.isDefault,
    contacts: {
      preLink: change.preLink ?? card.contacts.preLink,
      referralFields: change.referralFields ?? card.contacts.referralFields,
    },
    conversations: {
      closesAfterWindow: change.closesAfterWindow ?? card.conversations.closesAfterWindow,
      closesWithCustomer: change.closesWithCustomer ?? card.conversations.closesWithCustomer,
      closesWithSurvey: change.closesWithSurvey ?? card.conversations.closesWithSurvey,
      botMark: change.botMark === undefined ? card.conversations.botMark : change.botMark,
    },
    ...(pipeline === undefined ? {} : { pipeline: { id: pipeline.id, name: pipeline.name, archived: false } }),
    ...(change.credentials === undefined ? {} : reconnected(card)),
  };
}

function problem({ status, type, detail, field }: Refusal): Given {
  return [status, { status, type, title: type, detail, ...(field === undefined ? {} : { field }) }];
}

function notFound(): Given {
  return problem({ status: 404, type: 'not-found', detail: 'There is no such thing.' });
}

async function read(request: IncomingMessage, path: string): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  // Of a file its size is enough.
  const isFile = request.headers['content-type'] === 'application/octet-stream';
  const text = isFile ? String(bytes.length) : bytes.toString('utf8');
  const key = request.headers['idempotency-key'];
  return {
    method: request.method ?? 'GET',
    path,
    key: typeof key === 'string' ? key : null,
    body: text === '' ? null : (JSON.parse(text) as unknown),
    at: Date.now(),
  };
}
