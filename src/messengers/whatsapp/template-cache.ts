import type { HttpClient } from '../../http/client';
import type { DriverContext } from '../contract';
import type { WhatsAppCredentials } from './credentials';
import { noSuchTemplate } from './errors';
import { readDefinitions, type Definition } from './template-definition';
import { readTemplateId } from './template-id';

/** Meta counts what is asked about an account by the hour (whatsapp.md §9), and a definition rarely changes. */
const KNOWN_FOR_MS = 5 * 60_000;
const MOST = 500;

interface Known {
  readonly at: number;
  readonly definition: Definition;
}

/** For each client, so that nothing outlives it. */
const known = new WeakMap<HttpClient, Map<string, Known>>();

/** @param id `RemoteTemplate.id`. @throws DeliveryError, also where there is no such template */
export async function definitionOf(context: DriverContext<WhatsAppCredentials>, id: string): Promise<Definition> {
  const definitions = definitionsOf(context.http);
  const key = keyOf(context, id);
  const now = context.clock.now();
  const found = definitions.get(key);
  if (found !== undefined && now - found.at < KNOWN_FOR_MS) return found.definition;
  const template = readTemplateId(id);
  if (template === undefined) throw noSuchTemplate();
  const named = await readDefinitions(context, template.name);
  const definition = named.find(({ language }) => language === template.language);
  if (definition === undefined) throw noSuchTemplate();
  if (definitions.size >= MOST) definitions.clear();
  definitions.set(key, { at: now, definition });
  return definition;
}

/** It may have been changed. */
export function forget(context: DriverContext<WhatsAppCredentials>, id: string): void {
  definitionsOf(context.http).delete(keyOf(context, id));
}

function definitionsOf(http: HttpClient): Map<string, Known> {
  const existing = known.get(http);
  if (existing !== undefined) return existing;
  const made = new Map<string, Known>();
  known.set(http, made);
  return made;
}

function keyOf({ credentials }: DriverContext<WhatsAppCredentials>, id: string): string {
  return `${credentials.apiBaseUrl} ${credentials.wabaId} ${id}`;
}
