import {
  ActivityFailure,
  ApplicationFailure,
  condition,
  currentUpdateInfo,
  isCancellation,
  setHandler,
} from '@temporalio/workflow';
import { VERDICTS, type Command, type CommandResult, type Told, type ToldOnce, type Verdict } from '../model/command';
import type { DeliveryId } from '../model/ids';
import { ALL_WORK } from '../model/work';
import type { ConversationCalls } from './activities';
import { commandUpdates, type ConversationInput } from './contract';
import { interrupt, type LaneLoop } from './lane-loop';

const MOST_NAME = 100;
const MOST_REASON = 500;

interface Ticket {
  readonly told: ToldOnce;
  readonly command: Command;
  result?: CommandResult;
}

/** Commands that people have given and that are not done yet, oldest first. */
export class Commands {
  readonly #waiting: Ticket[] = [];

  get next(): Ticket | undefined {
    return this.#waiting[0];
  }

  drop(ticket: Ticket): void {
    this.#waiting.splice(this.#waiting.indexOf(ticket), 1);
  }

  /** Takes the updates. A handler only queues the command and waits for what comes of it. */
  listen(): void {
    const { retry, skip, pause, resume, decide } = commandUpdates;
    setHandler(retry, (told) => this.#run(told, { kind: 'retry', deliveryId: told.deliveryId }), {
      validator: namedDelivery,
      description: 'Try the waiting delivery now: {"by", "deliveryId"}',
    });
    setHandler(skip, (told) => this.#run(told, { kind: 'skip', deliveryId: told.deliveryId }), {
      validator: namedDeliveryAndReason,
      description: 'Give the waiting delivery up: {"by", "why", "deliveryId"}',
    });
    setHandler(pause, (told) => this.#run(told, { kind: 'pause' }), {
      validator: named,
      description: 'Send nothing in this chat until it is resumed: {"by", "why"}',
    });
    setHandler(resume, (told) => this.#run(told, { kind: 'resume' }), {
      validator: named,
      description: 'End the pause: {"by"}',
    });
    setHandler(
      decide,
      (told) => this.#run(told, { kind: 'decide', deliveryId: told.deliveryId, verdict: told.verdict }),
      {
        validator: (told: Told & { readonly deliveryId: DeliveryId; readonly verdict: Verdict }) => {
          namedDelivery(told);
          if (!VERDICTS.includes(told.verdict)) throw refusal(`"verdict" has to be one of ${VERDICTS.join(', ')}`);
        },
        description: 'Say what became of a delivery in doubt: {"by", "deliveryId", "verdict": "arrived|lost|resend"}',
      },
    );
  }

  #run({ by, why }: Told, command: Command): Promise<CommandResult> {
    // The engine knows a repeat of an update within a run; the ledger also in later ones, and a repeat of the activity.
    const id = currentUpdateInfo()?.id;
    const told = { by, ...(why === undefined ? {} : { why }), ...(id === undefined ? {} : { id }) };
    const ticket: Ticket = { told, command };
    this.#waiting.push(ticket);
    const noResult: CommandResult = { kind: 'refused', text: 'The conversation ended before' };
    return condition(() => ticket.result !== undefined).then(() => ticket.result ?? noResult);
  }
}

/**
 * Does one command after the other. What runs in the lanes is told to stop and finishes what is on the wire, so a
 * command never meets an attempt in progress and "retry now" never sends beside one.
 */
export async function runCommands(
  commands: Commands,
  loops: readonly LaneLoop[],
  activities: ConversationCalls,
  { chatId }: ConversationInput,
): Promise<never> {
  for (;;) {
    await condition(() => commands.next !== undefined);
    const ticket = commands.next;
    if (ticket === undefined) continue;
    const lanes = loops.filter(({ work }) => work === 'to-kommo' || work === 'to-messenger');
    for (const loop of lanes) {
      loop.resting = true;
      interrupt(loop);
    }
    await condition(() => lanes.every(({ scope }) => scope === undefined));
    try {
      ticket.result = await activities.applyCommand({ chatId, ...ticket.told, command: ticket.command });
    } catch (error) {
      if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
      ticket.result = { kind: 'refused', text: 'It could not be done; see the log of the worker' };
    }
    commands.drop(ticket);
    for (const loop of loops) {
      loop.resting = false;
      if (loop.work !== 'media' && ALL_WORK.includes(loop.work)) loop.dirty = true;
    }
  }
}

/** What passes here is written into the history and the ledger: short words, and nothing else. */
function named(told: unknown): void {
  const { by, why }: { by?: unknown; why?: unknown } = typeof told === 'object' && told !== null ? told : {};
  if (!isText(by, MOST_NAME)) throw refusal('"by" has to say who gives the command');
  if (why !== undefined && !isText(why, MOST_REASON)) throw refusal('"why" has to be a few words');
}

function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length <= most && !value.includes('\0');
}

function namedDelivery(told: Told & { readonly deliveryId: DeliveryId }): void {
  named(told);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(told.deliveryId))) {
    throw refusal('"deliveryId" has to be the id of a delivery');
  }
}

/** The manager reads the reason. */
function namedDeliveryAndReason(told: Told & { readonly deliveryId: DeliveryId }): void {
  namedDelivery(told);
  if (told.why === undefined) throw refusal('"why" has to say why it is given up');
}

function refusal(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, 'InvalidCommand');
}
