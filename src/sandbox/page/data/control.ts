import type { FileView, InboxChat, NewFault, NewInboxMessage, SandboxState } from '../../control/contract';
import { ask, call, part } from './call';

export interface FirstWords {
  readonly scopeId: string;
  readonly phone: string;
  readonly name?: string;
  /** In whose card the number stands. */
  readonly contactId?: number;
  readonly userId: string;
  readonly text?: string;
  readonly file?: string;
  readonly sourceExternalId?: string;
  readonly template?: NonNullable<NewInboxMessage['template']>;
}

/** Everything but what is done in one chat: see the controls of the phones and `inboxControl`. */
export const control = {
  state: () => ask<SandboxState>('GET', '/state'),
  events: () => new EventSource('/control/events'),
  reset: () => call('POST', '/reset'),
  setClock: (offsetMs: number) => call('PUT', '/clock', { offsetMs }),
  addFault: (fault: NewFault) => call('POST', '/faults', fault),
  removeFault: (id: string) => call('DELETE', `/faults/${part(id)}`),
  clearFaults: () => call('DELETE', '/faults'),
  upload: (file: File) =>
    ask<FileView>(
      'POST',
      `/files?name=${part(file.name)}&type=${part(file.type === '' ? 'application/octet-stream' : file.type)}`,
      file,
    ),
  writeFirst: (words: FirstWords) => ask<InboxChat>('POST', '/kommo/write-first', words),
};
