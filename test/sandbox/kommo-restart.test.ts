import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SANDBOX } from '../../src/sandbox/credentials';
import { Harness } from './support/harness';
import { eventually, pick } from './support/http';
import { manager, messageHooks, messagesOf, upload } from './support/kommo-inbox';
import { incoming, outgoing, SCOPE } from './support/kommo-caller';

const { channel, users } = SANDBOX.kommo;

let folder: string;
const running: Harness[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sandbox-kommo-'));
});
afterEach(async () => {
  for (const box of running.splice(0)) await box.stop();
  rmSync(folder, { recursive: true });
});

async function start(): Promise<Harness> {
  const box = await Harness.start({ stateFile: path.join(folder, 'sandbox.json') });
  running.push(box);
  return box;
}

test('inboxes are the same after a restart, with everything in them', async () => {
  const before = await start();
  await before.assume({ 'media-fetch-tries': 0 });
  await before.kommo.connect();
  await before.control('PATCH', `/kommo/channels/${channel.id}`, { reactions: ['👍'] });
  const sent = await before.kommo.send(incoming('Hello', { msgid: 'm-1' }));
  const chatId = pick(sent, 'new_message', 'conversation_id');
  const firstId = pick(sent, 'new_message', 'msgid');
  const drawn = { type: 'text', text: 'ago', timestamp: 1, msec_timestamp: 1, sender: { name: 'Ben' } };
  await before.kommo.send(
    incoming('quoting', { reply_to: { message: drawn }, forwards: { messages: [{ id: firstId }] } }),
  );
  await before.kommo.send(incoming('', { message: { type: 'location', location: { lon: 1, lat: 2 } } }));
  await before.kommo.send(outgoing('import', users[1].id));
  const event = { event_type: 'edit_message', payload: { ...incoming('edited'), msgid: 'm-1' } };
  await before.kommo.call('POST', SCOPE, event);
  const maria = manager(before, chatId);
  const file = await upload(before, 'a.png', 'image/png', 'bytes');
  await maria.writes({ file: file.id, replyTo: firstId });
  await maria.writes({ text: 'Well?', buttons: [[{ text: 'Yes' }]], forward: firstId });
  await maria.writes({ template: { id: 1, content: 'Hi', params: [] } });
  await maria.reacts(firstId, '👍');
  await before.control('POST', '/kommo/write-first', {
    scopeId: SCOPE,
    phone: '+15550100042',
    userId: users[0].id,
    text: 'x',
  });
  const old = await eventually(async () => {
    const { kommo } = await before.state();
    const byManagers = kommo.chats.flatMap(({ messages }) => messages).filter(({ status }) => status === 'sent');
    return byManagers.length === 4 && byManagers.every(({ hook }) => hook) && kommo;
  });
  await before.stop();

  const after = await start();
  const { kommo } = await after.state();
  const addressless = kommo.channels.map((one) => ({ ...one, hookUrl: old.channels[0]?.hookUrl }));
  expect({ ...kommo, channels: addressless }).toEqual(old);

  // What is not in the view is there too.
  const maria2 = manager(after, chatId);
  expect((await maria2.reacts(firstId, '😍')).status).toBe(409);
  const picture = (await messagesOf(after)).find(({ type }) => type === 'picture');
  await maria2.writes({ text: 'again', replyTo: picture?.id });
  const { reply_to } = (await messageHooks(after, 1))[0]?.message as { reply_to: { message: { media: string } } };
  expect(reply_to.message.media.startsWith(after.sandbox.url)).toBe(true);
  expect(await (await fetch(reply_to.message.media)).text()).toBe('bytes');
  await after.control('POST', '/kommo/write-first', {
    scopeId: SCOPE,
    phone: '15550100042',
    userId: users[0].id,
    text: 'y',
  });
  expect((await after.state()).kommo.chats).toHaveLength(2);
});
