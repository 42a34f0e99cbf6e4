import type { ConnectedContext } from '../../../src/messengers/contract';
import type { WhatsAppCredentials } from '../../../src/messengers/whatsapp/credentials';
import { graphOk, type ScriptedGraph } from '../support/scripted-graph';
import { credentials, NOW, PHONE, WEBHOOK } from './webhooks';

export const SEND = `POST ${PHONE}/messages`;
export const UPLOAD = `POST ${PHONE}/media`;
export const SENT = graphOk({
  messaging_product: 'whatsapp',
  contacts: [{ input: '+16505551234', wa_id: '16505551234' }],
  messages: [{ id: 'wamid.OUT', message_status: 'accepted' }],
});

export function contextOf(http: ScriptedGraph): ConnectedContext<WhatsAppCredentials> {
  return { http, clock: { now: () => NOW }, credentials, webhook: WEBHOOK };
}

/** The same to somebody who never wrote. */
export function never<Part extends { readonly lastInboundAt?: number }>(part: Part): Omit<Part, 'lastInboundAt'> {
  const { lastInboundAt, ...rest } = part;
  expect(lastInboundAt).toBeDefined();
  return rest;
}
