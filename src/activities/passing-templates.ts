import type { DriverContext, Messenger } from '../messengers/contract';
import type { SourceId } from '../model/ids';
import { forbids, type Restriction } from '../model/restriction';
import { together, type Words } from '../model/words';
import { whatWorks } from './guard/reasons';

const ASK_WITHIN_MS = 2_000;
const KNOWN_FOR_MS = 5 * 60_000;

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

/** What the messenger itself said of a message that came too late, and what would work. */
export function tooLate(
  { title, capabilities }: Messenger,
  said: Words,
  { names, restriction }: { readonly names: readonly string[]; readonly restriction: Restriction | undefined },
): Words {
  const hasWay = capabilities.outbound.template === 'full' && !forbids(restriction, 'starting');
  const passes = hasWay ? ({ kind: 'templates', names } as const) : NOTHING;
  return together([said, whatWorks(title, passes)]);
}

const NOTHING = { kind: 'nothing' } as const;
