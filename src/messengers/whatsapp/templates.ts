import { z } from 'zod';
import type { DriverContext, NewTemplate, OutboundTemplate, RemoteTemplate, SentPart, Templates } from '../contract';
import { repeatable } from '../delivery-error';
import { askGraph, callGraph, Success } from '../graph/call';
import { postMessage } from './calls';
import { callbackData } from './correlation';
import { accessOf, type WhatsAppCredentials } from './credentials';
import { noSuchTemplate, refusedBy, RULES, templateRefused } from './errors';
import { hand } from './media';
import { isMessageId, recipientOf } from './recipient';
import { definitionOf, forget } from './template-cache';
import { templateStateOf } from './template-changes';
import { readDefinitions, remoteTemplateOf, type Definition } from './template-definition';
import { fileHeader, fill } from './template-fill';
import { readTemplateId, templateIdOf } from './template-id';
import { newTemplate, templateNameOf } from './template-new';

type Context = DriverContext<WhatsAppCredentials>;

/** Templates of the account, which WhatsApp has to approve (whatsapp.md §6). */
export const templates: Templates<WhatsAppCredentials> = {
  holder: ({ wabaId }) => wabaId,
  list,
  create,
  revise,
  send,
  remove,
};

async function list(context: Context): Promise<readonly RemoteTemplate[]> {
  const definitions = await readDefinitions(context).catch((error: unknown) => {
    throw repeatable(error);
  });
  return definitions.map(remoteTemplateOf);
}

const Created = z.object({ status: z.string().optional().catch(undefined) });
/** This name and language are there already (whatsapp.md §6). */
const DUPLICATE = 2_388_024;

/** Handed in once more after an answer was lost, it is there already: then what is there counts, if it says the same. */
async function create(context: Context, template: NewTemplate): Promise<Pick<RemoteTemplate, 'id' | 'state'>> {
  const { credentials } = context;
  const json = newTemplate(template);
  const name = templateNameOf(template.name);
  const id = templateIdOf(name, template.language);
  const request = { method: 'POST', path: [credentials.wabaId, 'message_templates'], json } as const;
  const answer = await askGraph(context, accessOf(credentials), request, Created);
  if (answer.kind === 'done') return { id, state: templateStateOf(answer.result.status ?? '') ?? 'in-review' };
  if (answer.refusal.subcode === DUPLICATE) {
    const existing = (await list(context)).find((each) => each.id === id);
    if (existing !== undefined && sameBody(json, existing.body)) return { id, state: existing.state };
  }
  throw templateRefused(answer.refusal);
}

/** Only one that was rejected: what is approved is in use (whatsapp.md §6). */
async function revise(context: Context, id: string, template: NewTemplate): Promise<Pick<RemoteTemplate, 'state'>> {
  const found = await find(context, id).catch((error: unknown) => {
    throw repeatable(error);
  });
  if (found === undefined) throw noSuchTemplate();
  const { components } = newTemplate(template);
  const request = { method: 'POST', path: [found.id], json: { components } } as const;
  const answer = await askGraph(context, accessOf(context.credentials), request, Success);
  if (answer.kind !== 'done') throw templateRefused(answer.refusal);
  forget(context, id);
  return { state: 'in-review' };
}

async function find(context: Context, id: string): Promise<Definition | undefined> {
  const template = readTemplateId(id);
  if (template === undefined) return undefined;
  const named = await readDefinitions(context, template.name);
  return named.find(({ language }) => language === template.language);
}

const WithBody = z.object({ components: z.array(z.object({ type: z.string(), text: z.string().optional() })) });

function sameBody(template: object, body: string): boolean {
  const components = WithBody.safeParse(template).data?.components ?? [];
  return components.some(({ type, text }) => type === 'BODY' && text === body);
}

/** What WhatsApp says where the definition is not what it was. */
const CHANGED = [132_000, 132_001, 132_012, 132_018];

async function send(context: Context, part: OutboundTemplate): Promise<SentPart> {
  const { template, file } = part;
  const recipient = recipientOf(part.chat);
  const definition = await definitionOf(context, template.externalId).catch((error: unknown) => {
    throw repeatable(error);
  });
  const { components, header } = fill(definition, part);
  const shown =
    header === undefined || file === undefined
      ? []
      : [fileHeader(header, await hand(context, header, file), file.name)];
  const parts = [...shown, ...components];
  const answer = await postMessage(context, {
    ...recipient,
    ...(part.replyTo !== undefined && isMessageId(part.replyTo) ? { context: { message_id: part.replyTo } } : {}),
    biz_opaque_callback_data: callbackData(part),
    type: 'template',
    template: {
      name: definition.name,
      language: { code: definition.language, policy: 'deterministic' },
      // A list of none is refused.
      ...(parts.length === 0 ? {} : { components: parts }),
    },
  });
  if (answer.kind === 'done') return answer.result;
  if (CHANGED.includes(answer.refusal.code ?? 0)) forget(context, template.externalId);
  throw refusedBy(answer.refusal, part.lastInboundAt !== undefined);
}

/** One language alone, by its own id: the name would take all of them (whatsapp.md §6). */
async function remove(context: Context, { id }: Pick<RemoteTemplate, 'id' | 'name'>): Promise<void> {
  const template = readTemplateId(id);
  if (template === undefined) throw noSuchTemplate();
  const { credentials } = context;
  try {
    const found = await find(context, id);
    if (found === undefined) return;
    const query = { hsm_id: found.id, name: template.name };
    const request = { method: 'DELETE', path: [credentials.wabaId, 'message_templates'], query } as const;
    await callGraph(context, accessOf(credentials), request, Success, RULES);
    forget(context, id);
  } catch (error) {
    throw repeatable(error);
  }
}
