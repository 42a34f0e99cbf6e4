import { asAccountId, asChatId, asDeliveryId, asSourceId } from '../../src/model/ids';
import type { TraceFacts } from '../../src/trace/facts';

/** Seconds after noon of a day, as the ledger tells times. */
export function after(seconds: number): string {
  const micros = Math.round(seconds * 1_000_000);
  const at = new Date(Date.UTC(2030, 0, 31, 9, 12, 44) + Math.floor(micros / 1_000)).toISOString();
  return `${at.slice(0, -1)}${String(micros % 1_000).padStart(3, '0')}Z`;
}

/** An answer of a manager: repeated by Kommo, held up by a limit and a failure, then delivered and read. */
export function answerFacts(given: Partial<TraceFacts> = {}): TraceFacts {
  return {
    deliveryId: asDeliveryId('5d0c6b1e-5f3a-4f43-9a43-0c9a5f6f7a01'),
    messageId: '0b8a8ef2-6d3c-4d1c-8f0e-2b6d0f3a9c11',
    kind: 'message',
    accountId: asAccountId(30_000_001),
    chatId: asChatId('b3f3a0cb-2f0e-4c7a-a7d4-7a1c7c2d9e55'),
    sourceId: asSourceId('71c0e0b4-7f55-4bb1-9d8d-45d6f1a1b0aa'),
    connectionId: '9a0e2c1d-66a2-4c6f-8d0b-b0a86fd1c0de',
    scopeId: 'f90ba33d-c9d9-44da-b76c-c349b0ecbe41_52e591f7-c98f-4255-8495-827210138c81',
    messenger: 'whatsapp',
    lane: 'to-messenger',
    isOurs: false,
    kommoId: '6f0f7f38-8b0c-4b8e-9d49-2f5b4a6a1c77',
    kommoChatId: '2a7d9f2e-1c56-4f0b-8b7f-6b7e0a9d3c21',
    remoteId: 'wamid.HBgLMTU1NTAxMDAwMDE',
    writtenAt: after(-0.4),
    receivedAt: after(0.031_522),
    bytes: 1_184,
    takenBy: 'api-1/17',
    verifiedBy: 'hmac-sha1-of-body',
    spooledAt: null,
    spooledFor: null,
    acceptedAt: after(0.033_871),
    notBefore: null,
    claimedAt: after(6.201_4),
    uncertainSince: null,
    nextAttemptAt: after(6.2),
    outcome: 'sent',
    code: null,
    text: null,
    doneAt: after(6.422_9),
    tick: 'read',
    tickReported: 'read',
    parts: [{ index: 0, remoteId: 'wamid.HBgLMTU1NTAxMDAwMDE', sentAt: after(6.422_9) }],
    attempts: [
      {
        part: 0,
        result: 'later',
        code: 903,
        text: 'WhatsApp cannot be reached now (HTTP 502).',
        begunAt: after(4.061_2),
        endedAt: after(4.172_6),
      },
      { part: 0, result: 'sent', code: null, text: null, begunAt: after(6.201_4), endedAt: after(6.422_9) },
    ],
    marks: [
      { mark: 'repeated', what: '', at: after(1.24), until: after(2.6), times: 2 },
      { mark: 'woken', what: '', at: after(0.041_06), until: after(0.041_06), times: 1 },
      { mark: 'waited', what: 'turn', at: after(0.066), until: after(0.066), times: 1 },
      { mark: 'told', what: 'delivered', at: after(8.914), until: after(8.914), times: 1 },
      { mark: 'told', what: 'read', at: after(97.42), until: after(97.42), times: 1 },
    ],
    files: [],
    receipts: [
      { state: 'delivered', code: null, text: null, at: after(7.381), there: after(7) },
      { state: 'read', code: null, text: null, at: after(96.02), there: after(95) },
    ],
    commands: [],
    followed: [
      {
        deliveryId: 'c2f5a3c6-0a1b-4a80-b7a1-2b1f0a7e9d31',
        kind: 'reaction',
        lane: 'to-kommo',
        at: after(104.7),
        outcome: 'sent',
      },
    ],
    secrets: ['Yes, in two blues.', 'Ana Lima', '+55 11 91234-5678'],
    ...given,
  };
}
