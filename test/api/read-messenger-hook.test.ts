import { createHmac } from 'node:crypto';
import { readMessengerHook } from '../../src/api/read-messenger-hook';
import { reading } from './reading';
import { asAccountId, asConnectionId, asScopeId, asSourceId } from '../../src/model/ids';

const NOW = Date.UTC(2026, 10, 3, 9, 15);
const TOKEN = '445da6az1s345z78-dazcczb2542zv51a';
const source = {
  sourceId: asSourceId('s-1'),
  accountId: asAccountId(7),
  scopeId: asScopeId('scope'),
  channelWindowMs: null,
};

it('tells the driver whose the connection is, where the messenger does not', async () => {
  const body = Buffer.from(
    '{"event":"message","timestamp":1,"message_token":4912661846655238145,' +
      '"sender":{"id":"01234567890A="},"message":{"type":"text","text":"hello"}}',
  );
  const read = await readMessengerHook(
    {
      connectionId: asConnectionId('c-1'),
      messenger: 'viber',
      credentials: { authToken: TOKEN, senderName: 'Shop' },
      webhookSecret: 'x',
      sources: new Map([['pa:75346594275468546724', source]]),
    },
    {
      at: NOW,
      request: {
        method: 'POST',
        path: '/hooks/viber/c-1',
        query: '',
        headers: { 'x-viber-content-signature': createHmac('sha256', TOKEN).update(body).digest('hex') },
        body,
      },
    },
    reading(),
  );
  expect(read).toMatchObject({
    kind: 'read',
    events: [{ kind: 'message-from-messenger', sourceId: 's-1', remoteId: '4912661846655238145' }],
  });
});
