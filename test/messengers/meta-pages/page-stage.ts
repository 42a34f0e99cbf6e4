import type { HttpClient } from '../../../src/http/client';
import type { ConnectedContext, InboundEvent, Messenger } from '../../../src/messengers/contract';
import { PageCredentials } from '../../../src/messengers/meta-pages/credentials';
import { asConnectionId } from '../../../src/model/ids';
import type { HandsetView, LineView } from '../../../src/sandbox/control/lines-contract';
import type { TestSandbox } from '../../http/running-sandbox';
import type { SeenRequest } from '../../http/throwaway-server';
import { waitFor } from '../../support/wait-for';

const SECRET = 'Abcdefghijklmnopqrstuvwxyz_-0123';

/** One of the two drivers before its emulator, with the first line and the first customer there. */
export class PageStage {
  private constructor(
    private readonly sandbox: TestSandbox,
    readonly driver: Messenger<PageCredentials>,
    readonly context: ConnectedContext<PageCredentials>,
    readonly line: LineView,
    readonly handset: HandsetView,
  ) {}

  /** @param entered what an administrator entered otherwise than the sandbox has it */
  static async of(
    { sandbox, http }: { readonly sandbox: TestSandbox; readonly http: HttpClient },
    driver: Messenger<PageCredentials>,
    entered: Partial<PageCredentials> = {},
  ): Promise<PageStage> {
    const { lines } = await sandbox.state();
    const line = lines.lines.find((each) => each.messenger === driver.kind);
    const handset = lines.handsets.find((each) => each.messenger === driver.kind);
    if (!line || !handset) throw new Error(`The sandbox has no ${driver.kind}`);
    const webhook = { url: `${sandbox.hooks.origin}/hooks/${driver.kind}/c-1`, secret: SECRET };
    const credentials = { ...PageCredentials.parse(line.credentials), ...entered };
    const context = { http, clock: Date, credentials, webhook };
    const stage = new PageStage(sandbox, driver, context, line, handset);
    sandbox.hooks.answer = (response, request) => {
      const received = stage.receive(request);
      const answer = received.kind === 'events' ? received.answer : { status: received.status, body: received.reason };
      response.writeHead(answer.status).end(answer.body);
    };
    return stage;
  }

  /** Connects, and the customer writes first. */
  async connect(): Promise<this> {
    await this.driver.connect(this.context, { takeOver: true });
    this.sandbox.hooks.seen.length = 0;
    await this.says({ text: 'Hello' });
    await this.event('message');
    return this;
  }

  onLine(act: string, fields: object = {}): Promise<unknown> {
    return this.sandbox.post(`/lines/${this.driver.kind}/${this.line.id}/act`, { act, ...fields });
  }

  does(act: string, fields: object = {}): Promise<unknown> {
    return this.sandbox.post(`${this.#path}/act`, { act, ...fields });
  }

  says(said: object): Promise<unknown> {
    return this.sandbox.post(`${this.#path}/messages`, said);
  }

  send(text: string, lastInboundAt = Date.now()) {
    const { driver, context, handset } = this;
    return driver.send(context, { key: 'key-1', chat: handset.id, content: { type: 'text', text }, lastInboundAt });
  }

  receive(request: SeenRequest) {
    const [path = '', query = ''] = request.url.split('?', 2);
    const { credentials, webhook, clock } = this.context;
    return this.driver.receive(
      { connectionId: asConnectionId('c-1'), credentials, webhook, clock, sources: [this.line.id] },
      {
        method: request.method,
        path,
        query,
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
        body: Buffer.from(request.body),
      },
    );
  }

  /** The next event of a kind. */
  event<Kind extends InboundEvent['kind']>(kind: Kind): Promise<Extract<InboundEvent, { kind: Kind }>> {
    return waitFor(
      () => {
        for (const request of this.sandbox.hooks.seen.filter(({ method }) => method === 'POST')) {
          const received = this.receive(request);
          const found = received.kind === 'events' ? received.events.find((each) => each.kind === kind) : undefined;
          if (found) return found as Extract<InboundEvent, { kind: Kind }>;
        }
        return undefined;
      },
      { what: `an event ${kind}`, everyMs: 10 },
    );
  }

  get #path(): string {
    return `/lines/${this.driver.kind}/${this.line.id}/handsets/${this.handset.id}`;
  }
}
