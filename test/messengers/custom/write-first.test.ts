import { custom } from '../../../src/messengers/custom';
import type { Phone } from '../../../src/model/phone';
import { contextOf, ScriptedService } from './service';

const KEY = '0b6e6b0c-1111-4222-8333-123456789abc';
const PHONE = '15550120007' as Phone;

async function resolved(capabilities: object | undefined) {
  const http = new ScriptedService();
  if (capabilities !== undefined) http.pong = { capabilities };
  return custom.resolve?.(contextOf(http), PHONE);
}

async function said(chat: string, answer: object) {
  const http = new ScriptedService({ status: 200, body: answer });
  const sent = await custom.send(contextOf(http), { key: KEY, chat, content: { type: 'text', text: 'Hello' } });
  return { sent, data: http.last.event.data as Record<string, unknown> };
}

describe('a number that a manager writes to first', () => {
  it('is where to write to, in a service that says that it takes it', async () => {
    expect(await resolved({ write_first: ['phone', 'email'] })).toEqual({
      kind: 'found',
      address: 'tel:+15550120007',
      aliases: [],
    });
  });

  it.each([undefined, {}, { write_first: ['email'] }])('is of no use in one that says %j', async (capabilities) => {
    const answer = await resolved(capabilities);
    expect(answer).toMatchObject({ kind: 'absent', text: expect.stringContaining('write to you once') as string });
  });

  it('goes without a conversation, which the answer tells', async () => {
    const { sent, data } = await said('tel:+15550120007', { conversation: { id: 'c9' }, contact: { id: 'u9' } });
    expect(data).toMatchObject({ contact: { phone: '+15550120007' } });
    expect(data).not.toHaveProperty('conversation');
    expect(sent).toMatchObject({ chat: 'c9', customer: 'u9' });
  });

  it('goes so again where the service told no conversation', async () => {
    const { sent } = await said('tel:+15550120007', {});
    expect(sent).not.toHaveProperty('chat');
  });

  it('is nobody in a conversation that is known: what the answer says of it moves nobody', async () => {
    const { sent, data } = await said('c1', { conversation: { id: 'c9' } });
    expect(data).toMatchObject({ conversation: { id: 'c1' } });
    expect(sent).not.toHaveProperty('chat');
  });

  it('is shown nothing but messages before the conversation is known', async () => {
    const http = new ScriptedService();
    http.pong = { capabilities: { read: true, typing: true } };
    const chat = 'tel:+15550120007';
    await custom.markRead?.(contextOf(http), { key: KEY, chat, remoteId: 'm1' });
    await custom.tellClosing?.(contextOf(http), { key: KEY, chat, state: 'closed' });
    await custom.typing?.(contextOf(http), chat);
    expect(http.types().filter((type) => type !== 'connection.ping')).toEqual([]);
  });
});
