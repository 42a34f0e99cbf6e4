import type { DriverContext, Messenger } from '../messengers/contract';
import type { MessageContent } from '../model/content';
import type { SourceId } from '../model/ids';
import type { Failure } from '../model/outcome';

const ASK_WITHIN_MS = 2_000;
const KNOWN_FOR_MS = 5 * 60_000;
/** So many names are enough to know what to look for. */
const MOST_NAMES = 5;
const HOUR_MS = 3_600_000;

/** Names of templates that may be sent, asked of the messenger and remembered for some minutes. */
export class PassingTemplates {
  readonly #known = new Map<string, { readonly at: number; readonly names: readonly string[] }>();

  /** @returns none where the messenger does not tell in time: a refusal does not wait for an example. */
  async names(driver: Messenger, context: DriverContext<unknown>, sourceId: SourceId): Promise<readonly string[]> {
    const now = context.clock.now();
    const known = this.#known.get(sourceId);
    if (known !== undefined && now - known.at < KNOWN_FOR_MS) return known.names;
    const names = await ask(driver, context);
    if (names === undefined) return known?.names ?? [];
    this.#known.set(sourceId, { at: now, names });
    return names;
  }
}

async function ask(driver: Messenger, context: DriverContext<unknown>): Promise<readonly string[] | undefined> {
  const signal = AbortSignal.timeout(ASK_WITHIN_MS);
  try {
    const templates = await driver.templates?.list({ ...context, signal });
    return templates
      ?.filter(({ state, notSendable }) => state === 'approved' && notSendable === undefined)
      .map(({ name }) => name);
  } catch {
    return undefined;
  }
}

/** What goes out also after the window. */
export function passesWindow(driver: Messenger, { template }: Pick<MessageContent, 'template'>): boolean {
  return driver.templates !== undefined && template?.externalId !== undefined;
}

/**
 * Why a message cannot be sent now, and what would work (promise P11): the messenger would refuse it too, though some only
 * later and with a bare number.
 */
export function windowClosed(
  { title, capabilities }: Messenger,
  {
    windowMs,
    wroteAt,
    now,
    templates,
  }: {
    readonly windowMs: number;
    readonly wroteAt: number | null;
    readonly now: number;
    readonly templates: readonly string[];
  },
): Failure {
  const since =
    wroteAt === null
      ? 'The customer has not written yet'
      : `The customer wrote last ${lasting(now - wroteAt)} ago, and ${title} takes answers for ${lasting(windowMs)}`;
  return {
    code: 905,
    text: `Not sent. ${since}. ${whatWorks(title, takesTemplates(capabilities), templates)}`,
  };
}

/** What the messenger itself said of a message that came too late, and what would work. */
export function tooLate({ title, capabilities }: Messenger, text: string, templates: readonly string[]): string {
  return `${text} ${whatWorks(title, takesTemplates(capabilities), templates)}`;
}

function takesTemplates({ outbound }: Messenger['capabilities']): boolean {
  return outbound.template === 'full';
}

function whatWorks(title: string, hasTemplates: boolean, names: readonly string[]): string {
  if (!hasTemplates) return `Wait until the customer writes again: ${title} has nothing that passes now.`;
  const examples = [...new Set(names)].slice(0, MOST_NAMES).join(', ');
  return `Send a template${examples === '' ? '' : `, such as ${examples}`}; when the customer answers, you can write again.`;
}

function lasting(ms: number): string {
  const hours = Math.round(ms / HOUR_MS);
  return hours <= 48 ? `${String(hours)} hours` : `${String(Math.floor(hours / 24))} days`;
}
