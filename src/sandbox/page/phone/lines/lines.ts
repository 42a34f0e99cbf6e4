import type { HandsetMessage, HandsetView, LineMessenger, LinesView } from '../../../control/lines-contract';
import { themeOf } from '../../messengers/themes';
import type { Texts } from '../../texts';
import type { Ability, ChatMessage, Phone, PhoneActs, PhoneLine } from '../phone';
import { handsetControl, lineControl } from './control';
import { saidOnHandset } from './said';
import { repeated, written } from './write';

/** What enters a webhook's address at the provider, by its emulator's word. */
const ENTERED: Readonly<Partial<Record<LineMessenger, string>>> = {
  wechat: 'server',
  apple: 'register',
  botframework: 'endpoint',
};

/** The lines of every messenger but Telegram with the phones of their customers. */
export function otherLines({ lines, handsets }: LinesView, t: Texts): PhoneLine[] {
  return lines.map((line) => {
    const control = lineControl(line);
    const enters = ENTERED[line.messenger];
    return {
      key: `${line.messenger}/${line.id}`,
      messenger: line.messenger,
      name: line.name,
      address: line.address,
      webhook: line.webhook,
      credentials: line.credentials,
      facts: line.facts,
      phones: handsets
        .filter(({ messenger, lineId }) => messenger === line.messenger && lineId === line.id)
        .map((handset) => phoneOf(handset, t)),
      addCustomer: async ({ name, phone, username }) =>
        keyOf(
          await control.addCustomer({
            name,
            ...(phone === undefined ? {} : { phone: phone.replaceAll(/[^+\d]/gu, '') }),
            ...(username === undefined ? {} : { username }),
          }),
        ),
      retry: control.retry,
      ...(enters === undefined ? {} : { enterAddress: (url: string) => control.act(enters, { url }) }),
    };
  });
}

function keyOf({ messenger, lineId, id }: HandsetView): string {
  return `${messenger}/${lineId}/${id}`;
}

/** What is done with messages and chats is among the acts. */
const DEEDS = ['edit', 'remove', 'react', 'type', 'stop-typing', 'read', 'block', 'close'] as const;

function phoneOf(handset: HandsetView, t: Texts): Phone {
  const { name, state, typingUntil, windowUntil, endedByLine, messages } = handset;
  return {
    key: keyOf(handset),
    owner: name,
    ownerShort: name.split(' ')[0] ?? name,
    state,
    typingUntil,
    windowUntil,
    endedByLine,
    can: new Set(handset.can.filter((each): each is Ability & typeof each => !DEEDS.some((deed) => deed === each))),
    acts: actsOf(handset),
    received: messages.filter(({ from }) => from !== 'customer').length,
    messages: () => {
      const byId = new Map(messages.map((message) => [message.id, message] as const));
      return messages.map((message) => messageOf(message, (id) => byId.get(id), t));
    },
    isOwn: ({ by }) => by === name,
  };
}

function actsOf(handset: HandsetView): PhoneActs {
  const chat = handsetControl(handset);
  const can = new Set(handset.can);
  const { edit, remove, react } = chat;
  return {
    write: (message) => chat.write(written(message, can)),
    press: chat.press,
    pick: chat.pick,
    ...(can.has('forward')
      ? {
          forward: async (id: string) => {
            const message = handset.messages.find((one) => one.id === id);
            if (message) await chat.write(repeated(message));
          },
        }
      : {}),
    ...(can.has('edit') ? { edit } : {}),
    ...(can.has('remove') ? { remove } : {}),
    ...(can.has('react') ? { react } : {}),
    ...(can.has('type') ? { tellTyping: () => chat.act('type') } : {}),
    ...(can.has('stop-typing') ? { tellStopped: () => chat.act('stop-typing') } : {}),
    ...(can.has('close') ? { closeChat: () => chat.act('close') } : {}),
    ...(can.has('read') ? { read: () => chat.act('read') } : {}),
    ...(can.has('block') ? { setBlocked: (blocked: boolean) => chat.act(blocked ? 'block' : 'unblock') } : {}),
    ...(themeOf(handset.messenger).hasWindow ? { closeWindow: () => chat.act('close-window') } : {}),
  };
}

const EDITABLE: readonly HandsetMessage['kind'][] = ['text', 'picture', 'video', 'file'];

function messageOf(message: HandsetMessage, find: (id: string) => HandsetMessage | undefined, t: Texts): ChatMessage {
  const { id, at, from, kind, list, times, buttons, template, removed, handed, status } = message;
  return {
    id,
    at,
    from,
    kind,
    said: saidOnHandset(message, find, t),
    albumId: null,
    list,
    times,
    buttons,
    isCard: kind === 'card' || template !== null,
    pressing: null,
    isEditable: from === 'customer' && !removed && message.text !== '' && EDITABLE.includes(kind),
    isRemoved: removed,
    handed,
    status,
  };
}
