import { randomBytes, randomUUID } from 'node:crypto';
import { Client, type WorkflowHandle, type WorkflowStartOptions } from '@temporalio/client';
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { commandChat, type Commanded } from '../../src/wake/command-chat';
import type { ChatCommand, Command, CommandResult, ToldOnce } from '../../src/model/command';
import { asChatId, type ChatId } from '../../src/model/ids';
import { ALL_WORK, type Work } from '../../src/model/work';
import {
  conversationId,
  CONVERSATIONS_QUEUE,
  KOMMO_QUEUE,
  MEDIA_QUEUE,
  messengerQueue,
  stateQuery,
  wake,
  type ConversationInput,
  type ConversationState,
  type LaneInput,
  type LaneResult,
} from '../../src/workflows/contract';
import { BULK_QUEUE, CRM_QUEUE } from '../../src/workflows/account-contract';
import { deliveryState, kommoAccountId, messenger, sourceId } from '../../src/workflows/search-attributes';
import { connectTemporal, testTemporal } from '../support/stack';
import { waitFor } from '../support/wait-for';

export const WORKFLOWS = require.resolve('../../src/workflows');

/** Everything there is to do in a chat that has no files. */
const WITHOUT_FILES: readonly Work[] = ['to-kommo', 'to-messenger', 'receipts'];
const MOST_ASKS = 4;

export type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
export type EventAttributes = Extract<
  keyof NonNullable<NonNullable<History['events']>[number]>,
  `${string}EventAttributes`
>;

export type Name =
  | 'deliverToKommo'
  | 'deliverToMessenger'
  | 'fetchMedia'
  | 'followContact'
  | 'reportReceipts'
  | 'tellMarks'
  | 'closeWindow'
  | 'closeTalk'
  | 'applyCommand';
/** What a lane, the receipts or a command may come to; each looks at its own. */
type Result = Omit<LaneResult, 'kind'> & {
  kind: LaneResult['kind'] | CommandResult['kind'];
  more: boolean;
  text: string;
};

/** One attempt of an activity. */
export interface Call {
  readonly name: Name;
  readonly activityId: string;
  readonly attempt: number;
  readonly parked: boolean;
  /** What a person has said, of `applyCommand`. */
  readonly told: ChatCommand | undefined;
  /** What had been written to the chat when the attempt began: rows it would have found in the ledger. */
  readonly found: number;
  /** Set when the engine has asked the attempt to stop. */
  readonly cancelled: () => boolean;
}

export type Behaviour = (call: Call) => Partial<Result> | Promise<Partial<Result>>;

/** An attempt that runs until the test lets it go. */
export interface Held {
  readonly behaviour: Behaviour;
  finish(result?: Partial<Result>): void;
  fail(error: Error): void;
}

/** Workers with scripted activities; what an attempt does is decided by its chat. */
export class Stage {
  readonly #chats = new Map<string, Chat>();
  readonly prefix = `t${randomBytes(4).toString('hex')}-`;
  #workers: Worker[] = [];
  #running: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly client: Client,
    readonly namespace: string,
    private readonly native: NativeConnection,
  ) {}

  static async open(workflowBundle?: WorkflowBundleWithSourceMap): Promise<Stage> {
    quietRuntime();
    const { address, namespace } = await testTemporal();
    const [native, connection, bundle] = await Promise.all([
      NativeConnection.connect({ address }),
      connectTemporal(address),
      workflowBundle ?? bundleWorkflowCode({ workflowsPath: WORKFLOWS, logger: quiet }),
    ]);
    const stage = new Stage(new Client({ connection, namespace }), namespace, native);
    await stage.#start(bundle);
    return stage;
  }

  async #start(workflowBundle: WorkflowBundleWithSourceMap): Promise<void> {
    const common = { connection: this.native, namespace: this.namespace, shutdownForceTime: '3 seconds' } as const;
    const activities = this.#activities();
    const beats = { maxHeartbeatThrottleInterval: '100ms', defaultHeartbeatThrottleInterval: '100ms' } as const;
    this.#workers = await Promise.all([
      Worker.create({ ...common, taskQueue: this.queue, workflowBundle, maxCachedWorkflows: 200 }),
      ...[KOMMO_QUEUE, CRM_QUEUE, BULK_QUEUE, MEDIA_QUEUE, messengerQueue('telegram')].map((queue) =>
        Worker.create({ ...common, ...beats, taskQueue: this.prefix + queue, activities }),
      ),
    ]);
    this.#running = Promise.all(this.#workers.map((worker) => worker.run()));
  }

  get queue(): string {
    return this.prefix + CONVERSATIONS_QUEUE;
  }

  chat(input: Partial<Pick<ConversationInput, 'lingerMs' | 'wakesPerRun'>> = {}): Chat {
    const chat = new Chat(this, { lingerMs: 60_000, wakesPerRun: 1_000, ...input });
    this.#chats.set(chat.id, chat);
    return chat;
  }

  /** Ends what the test has left open. */
  async clear(): Promise<void> {
    const chats = [...this.#chats.values()];
    this.#chats.clear();
    await Promise.all(chats.map((chat) => chat.handle.terminate('the test is over').catch(() => undefined)));
    for (const chat of chats) chat.letGo();
  }

  async close(): Promise<void> {
    await this.clear();
    for (const worker of this.#workers) worker.shutdown();
    await this.#running;
    await this.native.close();
    await this.client.connection.close();
  }

  #activities(): Record<Name, (input: LaneInput | ChatCommand | { chatId: ChatId }) => Promise<Partial<Result>>> {
    const play =
      (name: Name) =>
      async (input: LaneInput | ChatCommand | { chatId: ChatId }): Promise<Partial<Result>> => {
        const chat = this.#chats.get(input.chatId);
        if (chat === undefined) throw ApplicationFailure.nonRetryable('no such chat');
        const context = Context.current();
        const beat = setInterval(() => context.heartbeat(), 100);
        try {
          const result = await chat.play({
            name,
            activityId: context.info.activityId,
            attempt: context.info.attempt,
            parked: 'parked' in input && input.parked,
            told: 'command' in input ? input : undefined,
            found: chat.written,
            cancelled: () => context.cancellationSignal.aborted,
          });
          if (name === 'applyCommand') return { kind: 'done', text: '', ...result };
          return { kind: 'idle', windowClosesAt: null, receiptsDue: false, more: false, ...result };
        } finally {
          clearInterval(beat);
        }
      };
    return {
      deliverToKommo: play('deliverToKommo'),
      deliverToMessenger: play('deliverToMessenger'),
      fetchMedia: play('fetchMedia'),
      followContact: play('followContact'),
      reportReceipts: play('reportReceipts'),
      tellMarks: play('tellMarks'),
      closeWindow: play('closeWindow'),
      closeTalk: play('closeTalk'),
      applyCommand: play('applyCommand'),
    };
  }
}

/** A chat whose activities do what the test says; without a word they find nothing to do. */
export class Chat {
  readonly id = asChatId(randomUUID());
  readonly calls: Call[] = [];
  /** Rows in the ledger that does not exist. */
  written = 0;
  readonly #scripts = new Map<Name, Behaviour[]>();
  readonly #always = new Map<Name, Behaviour>();
  readonly #held = new Set<Held>();

  constructor(
    private readonly stage: Stage,
    private readonly input: Pick<ConversationInput, 'lingerMs' | 'wakesPerRun'>,
  ) {}

  get workflowId(): string {
    return conversationId('telegram', this.id);
  }

  get handle(): WorkflowHandle {
    return this.stage.client.workflow.getHandle(this.workflowId);
  }

  run(runId: string): WorkflowHandle {
    return this.stage.client.workflow.getHandle(this.workflowId, runId);
  }

  /** What the next attempts do, in order; after them again what is usual. */
  then(name: Name, ...behaviours: Behaviour[]): this {
    this.#scripts.set(name, [...(this.#scripts.get(name) ?? []), ...behaviours]);
    return this;
  }

  usually(name: Name, behaviour: Behaviour): this {
    this.#always.set(name, behaviour);
    return this;
  }

  /** The next attempt runs until it is let go. */
  hold(name: Name): Held {
    const held = makeHeld();
    this.#held.add(held);
    this.then(name, held.behaviour);
    return held;
  }

  letGo(): void {
    for (const held of this.#held) held.finish();
  }

  async play(call: Call): Promise<Partial<Result>> {
    this.calls.push(call);
    const behaviour = this.#scripts.get(call.name)?.shift() ?? this.#always.get(call.name);
    return (await behaviour?.(call)) ?? {};
  }

  /**
   * A person's command, as the api gives it: to the conversation, started if there is none. Who gets no answer in time, as
   * on a busy machine, asks again for the same.
   */
  async command(command: Command, told: Partial<ToldOnce> = {}): Promise<Commanded> {
    const chat = { chatId: this.id, accountId: 30000001, sourceId: randomUUID(), messenger: 'telegram' } as const;
    const settings = { queuePrefix: this.stage.prefix, ...this.input };
    const once = { chatId: this.id, command, by: 'Olga', id: randomUUID(), ...told };
    for (let left = MOST_ASKS; ; left -= 1) {
      const commanded = await commandChat(this.stage.client, settings, chat, once);
      if (commanded.kind !== 'no-answer' || left === 1) return commanded;
    }
  }

  /** Sends what the api sends. @returns the run that took it. */
  async wake(...work: Work[]): Promise<string> {
    const { signaledRunId } = await this.stage.client.workflow.signalWithStart<
      (input: ConversationInput) => Promise<void>,
      [{ work: readonly Work[] }]
    >('conversation', {
      ...this.#start(),
      signal: wake,
      signalArgs: [{ work: work.length === 0 ? WITHOUT_FILES : work }],
    });
    return signaledRunId;
  }

  #start(): WorkflowStartOptions<(input: ConversationInput) => Promise<void>> {
    return {
      workflowId: this.workflowId,
      taskQueue: this.stage.queue,
      args: [{ chatId: this.id, messenger: 'telegram', ...this.input }],
      typedSearchAttributes: [
        { key: kommoAccountId, value: '30000001' },
        { key: sourceId, value: randomUUID() },
        { key: messenger, value: 'telegram' },
        { key: deliveryState, value: 'ok' },
      ],
    };
  }

  /** Starts the conversation and waits until the first look at everything is over. @returns its run. */
  async open(): Promise<string> {
    const runId = await this.wake();
    await this.settled();
    return runId;
  }

  state(): Promise<ConversationState> {
    return this.handle.query(stateQuery);
  }

  /** Waits until all loops rest. */
  async settled(): Promise<ConversationState> {
    return this.until(({ lanes }) => ALL_WORK.every((work) => lanes[work] === 'idle'), 'all loops to rest');
  }

  async until(fits: (state: ConversationState) => boolean, what = 'a state'): Promise<ConversationState> {
    const current = async () => {
      const state = await this.state();
      return fits(state) && state;
    };
    return waitFor(current, { timeoutMs: 20_000, what });
  }

  count(name: Name): number {
    return this.calls.filter((call) => call.name === name).length;
  }

  /** Waits for the `count`-th attempt. */
  async called(name: Name, count = 1): Promise<Call> {
    return waitFor(() => this.calls.filter((call) => call.name === name)[count - 1], {
      timeoutMs: 20_000,
      everyMs: 10,
      what: `attempt ${count} of ${name}`,
    });
  }

  async status(runId?: string): Promise<string> {
    const handle = runId === undefined ? this.handle : this.run(runId);
    return (await handle.describe()).status.name;
  }

  async becomes(status: string, runId?: string): Promise<void> {
    await waitFor(async () => (await this.status(runId)) === status, { timeoutMs: 20_000, what: status });
  }

  /** The events of a run that carry these attributes. */
  async events(attributes: EventAttributes, runId?: string): Promise<NonNullable<History['events']>> {
    const handle = runId === undefined ? this.handle : this.run(runId);
    const { events } = await handle.fetchHistory();
    return (events ?? []).filter((event) => event[attributes] != null);
  }
}

function makeHeld(): Held {
  let finish: Held['finish'] = () => undefined;
  let fail: Held['fail'] = () => undefined;
  const promise = new Promise<Partial<Result>>((resolve, reject) => {
    finish = (result = {}) => resolve(result);
    fail = reject;
  });
  promise.catch(() => undefined);
  return { behaviour: () => promise, finish, fail };
}

export const quiet = new DefaultLogger('ERROR', () => undefined);

/** Failing attempts and endings by force are what these tests are about; the log need not tell of each. */
export function quietRuntime(): void {
  Runtime.install({
    logger: quiet,
    telemetryOptions: { logging: { forward: {}, filter: 'OFF' } },
    shutdownSignals: [],
  });
}
