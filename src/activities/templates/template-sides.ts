import type { Template } from '../../kommo/crm/types';
import type { KeptSource } from '../../ledger/kept-sources';
import type { KeptTemplate } from '../../ledger/templates';
import type { Driven } from '../../access/driven';
import { DeliveryError } from '../../messengers/delivery-error';
import type { RemoteTemplate, Templates } from '../../messengers/contract';
import { together, type Words } from '../../model/words';
import { say } from '../../words';
import type { AccountDependencies } from '../accounts/dependencies';
import { driverFor } from '../accounts/driver';
import type { Holding, KommoTemplate } from './pair-templates';

/** An account at the messenger that can be asked for its templates, and told of new ones. */
export interface Holder extends Holding {
  templates: readonly RemoteTemplate[] | null;
  readonly driver: Templates<unknown>;
  /** One for each of its sources: a token may be dead while another's is good. */
  readonly contexts: readonly Driven['context'][];
  readonly title: string;
}

/** The accounts that hold templates, each once, however many numbers share it. */
export function holdersOf(deps: AccountDependencies, sources: readonly KeptSource[]): Holder[] {
  const holders = new Map<string, Holder & { sources: Holding['sources'][number][]; contexts: Driven['context'][] }>();
  for (const source of sources) {
    if (source.isRemoved) continue;
    const driven = driverFor(deps, source.connection);
    const driver = driven?.driver.templates;
    if (driven === undefined || driver === undefined) continue;
    const holder = driver.holder(driven.context.credentials);
    const key = `${source.messenger}/${holder}`;
    const known = holders.get(key) ?? {
      holder,
      messenger: source.messenger,
      title: source.ours.name,
      sources: [],
      templates: null,
      driver,
      contexts: [],
    };
    known.sources.push({ id: source.id, kommoSourceId: source.kommoSourceId });
    known.contexts.push(driven.context);
    holders.set(key, known);
  }
  return [...holders.values()];
}

/** What went wrong with one of them; `later`: another attempt may help. */
export interface Trouble {
  readonly words: Words;
  readonly later: boolean;
  readonly retryAfterMs?: number;
}

/** Asks it for its templates through the first of its sources that it answers. @returns what is in the way, if something is */
export async function askHolder(holder: Holder): Promise<Trouble | undefined> {
  let trouble: Trouble | undefined;
  for (const context of holder.contexts) {
    try {
      holder.templates = await holder.driver.list(context);
      return undefined;
    } catch (error) {
      trouble = troubleOf(error, say('template.not-asked', { source: holder.title }));
    }
  }
  holder.templates = null;
  return trouble;
}

/** @throws whatever is no refusal */
export function troubleOf(error: unknown, about: Words): Trouble {
  if (!(error instanceof DeliveryError)) throw error;
  const { words, retry, code, retryAfterMs } = error;
  return {
    words: together([about, words]),
    // With dead credentials another attempt is for after a person has entered new ones.
    later: retry !== 'no' && code !== 902,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** Those of WhatsApp that Kommo lists, and those that it only told of. */
export function inKommo(listed: readonly Template[], kept: readonly KeptTemplate[]): readonly KommoTemplate[] {
  const theirs = listed.filter(({ whatsapp }) => whatsapp !== undefined);
  const ids = new Set(listed.map(({ id }) => id));
  // Written down as it was read from the webhook.
  const told = kept.flatMap(({ inKommo: how, told: template }) =>
    how === 'told' && template !== null && !ids.has(template.id) ? [template as Template] : [],
  );
  return [
    ...theirs.map((template) => ({ ...template, isListed: true })),
    ...told.map((template) => ({ ...template, isListed: false })),
  ];
}
