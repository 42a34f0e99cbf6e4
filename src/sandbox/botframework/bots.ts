import type { Core } from '../core';
import { HookQueue } from '../lines/hook-queue';
import type { Handset, Line } from '../lines/records';
import { channelOf, serviceUrlOf } from './addresses';
import { connectorToken, type Flaw } from './connector-token';
import type { SigningKeys } from './signing-keys';

const GIVE_UP_MS = 3_600_000;

/** An activity, beside what all of them have. */
export interface Told {
  readonly handset: Handset;
  readonly activity: Readonly<Record<string, unknown>> & { readonly type: string };
  /** Milliseconds; now, unless told otherwise. */
  readonly at?: number;
  readonly messageId?: string;
  readonly taken?: () => void;
}

/** Tells the messaging endpoint of each bot what happens, with a token that proves it (skype.md §1, §2). */
export class Bots {
  readonly #queues = new Map<Line, HookQueue>();
  readonly #flaws = new Map<Line, Flaw[]>();

  constructor(
    private readonly core: Core,
    private readonly keys: SigningKeys,
  ) {}

  /** The next `times` activities of the line are not proven as they should be. */
  flaw(line: Line, flaw: Flaw, times: number): void {
    this.#flaws.set(line, [...(this.#flaws.get(line) ?? []), ...Array.from({ length: times }, () => flaw)]);
  }

  /** Without an endpoint nobody is told, and nothing is kept for later. */
  tell(line: Line, { handset, activity, at = this.core.clock.moment(), messageId, taken }: Told): void {
    if (line.webhook === null) return;
    const { assumptions, changes, clock } = this.core;
    const content = this.#whole(line, handset, { ...activity, timestamp: new Date(at).toISOString() });
    const flaw = this.#flaws.get(line)?.shift();
    const whom = { appId: line.credentials.appId ?? '', serviceUrl: serviceUrlOf(this.core, line) };
    const token = connectorToken(this.keys, whom, flaw);
    this.#queue(line).add({
      url: line.webhook.url,
      body: JSON.stringify(content),
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'User-Agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      shown: content,
      chat: handset.id,
      ...(assumptions.is('botframework-order', 'none') ? { lane: crypto.randomUUID() } : {}),
      messageId: messageId ?? null,
      timeoutMs: assumptions.number('botframework-timeout-ms'),
      giveUpAt: clock.now() + GIVE_UP_MS,
      taken: () => {
        taken?.();
        changes.emit('lines');
      },
      retryIn: (failures, { status }) => {
        const isWorthIt = status === null || status >= 500;
        return assumptions.is('botframework-retry', 'once') && failures === 1 && isWorthIt ? 0 : undefined;
      },
    });
  }

  pending(line: Line): number {
    return this.#queues.get(line)?.pending ?? 0;
  }

  retry(line: Line): void {
    this.#queues.get(line)?.retry();
  }

  drop(line: Line): void {
    this.#queues.get(line)?.clear();
  }

  reset(): void {
    for (const queue of this.#queues.values()) queue.clear();
    this.#flaws.clear();
  }

  close(): void {
    for (const queue of this.#queues.values()) queue.close();
  }

  /** With what every activity of the channel has (skype.md §2). */
  #whole(line: Line, handset: Handset, activity: Readonly<Record<string, unknown>>): object {
    const { appId = '', tenantId = '' } = line.credentials;
    const { userId, aadObjectId, isNameHidden, locale } = handset.facts;
    const isTeams = channelOf(line).id === 'msteams';
    const { channelData = {}, ...fields } = activity;
    return {
      serviceUrl: serviceUrlOf(this.core, line),
      channelId: channelOf(line).id,
      from: {
        id: userId,
        ...(isNameHidden === true ? {} : { name: handset.name }),
        ...(isTeams ? { aadObjectId } : {}),
      },
      conversation: isTeams
        ? { conversationType: 'personal', tenantId, id: handset.id }
        : { isGroup: false, id: handset.id },
      recipient: { id: `28:${appId}`, name: line.name },
      ...(typeof locale === 'string' ? { locale } : {}),
      ...fields,
      channelData: isTeams ? { tenant: { id: tenantId }, ...(channelData as object) } : channelData,
    };
  }

  #queue(line: Line): HookQueue {
    const known = this.#queues.get(line);
    if (known) return known;
    const queue = new HookQueue(this.core, line);
    this.#queues.set(line, queue);
    return queue;
  }
}
