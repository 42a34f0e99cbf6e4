import type { AmojoChatId } from '../../../src/kommo/ids';
import { createChatApi } from '../../../src/kommo/chat-api';
import type { CrmAnswer } from '../../../src/kommo/crm/types';
import type { Answer } from '../../../src/kommo/types';
import { asScopeId } from '../../../src/model/ids';
import { ACCOUNT, CHANNEL, INTEGRATION, type World } from './world';

/** One of everything that the calls need. */
export interface There {
  readonly adminId: number;
  readonly pipelineId: number;
  readonly secondPipelineId: number;
  readonly sourceId: number;
  readonly contactId: number;
  readonly chatId: AmojoChatId;
  readonly templateId: number;
  readonly wabaTemplateId: number;
  readonly talkId: number;
  readonly leadId: number;
}

export const NOBODY = '5a0db0c5-0000-4000-8000-00000000ffff';
export const HOOK = 'https://courier.example/hooks/crm/token-1';
export const whatsapp = { official: true, listMessages: true, pages: [{ id: '1', name: 'WA', link: '+15550100' }] };
const waba = {
  name: 'Order',
  content: 'Hi {{contact.name}}',
  externalId: 'order',
  whatsapp: { category: 'UTILITY', language: 'en', header: { type: 'text', text: 'Shop' }, footer: 'Bye' },
} as const;

export async function stock(world: World): Promise<There> {
  const api = world.api();
  const { users, pipelines } = await world.site();
  const chat = createChatApi({
    http: world.http,
    clock: Date,
    origin: world.sandbox.url,
    channelId: CHANNEL.id,
    secret: CHANNEL.secret,
  });
  await chat.connect({ accountAmojoId: ACCOUNT.amojoId, title: 'Courier' });
  const scope = asScopeId(`${CHANNEL.id}_${ACCOUNT.amojoId}`);
  const { chatId } = value(await chat.createChat(scope, { conversationId: 'c-1', user: { id: 'ana', name: 'Ana' } }));
  const [source] = value(await api.addSources([{ name: 'WA', externalId: 'wa-1', whatsapp }]));
  const [contactId = 0] = value(
    await api.addContacts([
      { name: 'Ana Lima', phones: [{ value: '+1 555 010-0042', kind: 'MOB' }], emails: [{ value: 'ana@example.com' }] },
    ]),
  );
  const [template, order] = value(
    await api.addTemplates([{ name: 'Hello', content: 'Hello!', externalId: 'hello' }, waba]),
  );
  value(await api.subscribe({ destination: HOOK, events: ['add_message'] }));
  const lead = await raw(world, 'POST', '/leads', [
    { name: 'Deal', _embedded: { contacts: [{ id: contactId }], source: { external_id: 'wa-1', type: 'widget' } } },
  ]);
  const site = await world.control<{ talks: { id: number }[] }>('POST', `/platform/accounts/${ACCOUNT.id}/talks`, {
    contactId,
    chatId,
  });
  return {
    adminId: users[0]?.id ?? 0,
    pipelineId: pipelines[0]?.id ?? 0,
    secondPipelineId: pipelines[1]?.id ?? 0,
    sourceId: source?.id ?? 0,
    contactId,
    chatId,
    templateId: template?.id ?? 0,
    wabaTemplateId: order?.id ?? 0,
    talkId: site.talks[0]?.id ?? 0,
    leadId: (lead as { _embedded: { leads: { id: number }[] } })._embedded.leads[0]?.id ?? 0,
  };
}

export function value<Value>(answer: CrmAnswer<Value> | Answer<Value>): Value {
  if (answer.kind !== 'accepted') throw new Error(answer.text);
  return answer.value;
}

/** What the client has no call for. */
async function raw(world: World, method: string, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${world.sandbox.url}/api/v4${path}`, {
    method,
    headers: { Authorization: `Bearer ${INTEGRATION.longLivedToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

export const refused = (status: number | null, reason: string) => ({ kind: 'refused', status, reason });
