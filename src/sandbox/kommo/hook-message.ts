import type { Sandbox } from '../sandbox';
import { addressOf } from './attachments';
import { optional } from './hook-fields';
import { namesOf } from './merged-chats';
import { shownPhone } from './people';
import type { Connection, Extras, Message, Named, Participant } from './records';

/** The hook of a message (kommo-chat-api.md §11.2; of a connection that said v1, §11.9). */
export function messageHook(sandbox: Sandbox, connection: Connection, message: Message): object {
  return connection.hookVersion === 'v1' ? flatHook(sandbox, message) : hookOfToday(sandbox, connection, message);
}

function hookOfToday(sandbox: Sandbox, connection: Connection, message: Message): object {
  const { assumptions } = sandbox;
  const { chat } = message;
  const { clientId, person, sourceExternalId } = namesOf(sandbox, connection, message);
  return {
    account_id: connection.account.amojoId,
    time: sandbox.clock.seconds(),
    message: {
      receiver: receiver(sandbox, person),
      sender: { id: message.sender.id, ...optional(assumptions, { name: [message.sender.name, ''] }) },
      conversation: { id: chat.id, ...(clientId === null ? {} : { client_id: clientId }) },
      ...(sourceExternalId === null
        ? optional(assumptions, { source: [undefined, undefined] })
        : { source: { external_id: sourceExternalId } }),
      ...times(message),
      message: { id: message.id, ...content(sandbox, message), ...references(sandbox, message) },
    },
  };
}

/** Before the customer's first answer there is no own id, and the phone is what names the person (§11.3). */
function receiver({ assumptions }: Sandbox, person: Participant): object {
  const { id, clientId, name, email } = person;
  const phone = person.phone === null ? undefined : shownPhone(person.phone, assumptions);
  const known = clientId === null && phone !== undefined ? { phone } : {};
  const contact = optional(assumptions, { phone: [phone, ''], email: [email ?? undefined, ''], name: [name, ''] });
  return { id, ...(clientId === null ? {} : { client_id: clientId }), ...known, ...contact };
}

function times({ at }: Message): object {
  return { timestamp: Math.floor(at / 1000), msec_timestamp: at };
}

function content(sandbox: Sandbox, message: Message): object {
  const { content, extras, mediaGroupId } = message;
  const address = addressOf(sandbox, message);
  const absent: [undefined, undefined] = [undefined, undefined];
  return {
    type: content.type,
    text: content.text ?? '',
    ...optional(sandbox.assumptions, {
      markup: [undefined, null],
      tag: [undefined, ''],
      media: [undefined, ''],
      thumbnail: [address?.thumbnail, ''],
      file_name: [content.file_name, ''],
      file_size: [content.file_size, 0],
      media_group_id: absent,
      template: absent,
      reply_to: absent,
      forwards: absent,
      post: absent,
    }),
    ...(address ? { media: address.media } : {}),
    ...(mediaGroupId === null ? {} : { media_group_id: mediaGroupId }),
    ...(extras ? onlyKommos(extras) : {}),
  };
}

/** kommo-chat-api.md §11.4, §11.6. */
function onlyKommos({ buttons, list, template, postId }: Extras): object {
  return {
    ...(buttons.length > 0 ? { markup: { mode: 'inline', buttons } } : {}),
    ...(list ? { markup: { list_message: listMessage(list) } } : {}),
    ...(template
      ? {
          template: {
            id: template.id,
            ...(template.externalId === undefined ? {} : { external_id: template.externalId }),
            content: template.content,
            params: template.params,
          },
        }
      : {}),
    ...(postId === null ? {} : { post: { id: postId } }),
  };
}

function listMessage({ header, body, footer, button, sections }: NonNullable<Extras['list']>): object {
  return {
    header,
    body,
    footer,
    button,
    sections: sections.map(({ title, rows }) => ({
      title,
      rows: rows.map((row) => ({ callback_data: row.callbackData, title: row.title, description: row.description })),
    })),
  };
}

/** kommo-chat-api.md §11.5. */
function references(sandbox: Sandbox, { quote, forward }: Message): object {
  const quoted = quote?.message;
  const forwarded = forward?.message;
  return {
    ...(quoted ? { reply_to: { message: embedded(sandbox, quoted) } } : {}),
    ...(forwarded
      ? { forwards: { messages: [embedded(sandbox, forwarded)], conversation_ref_id: forwarded.chat.id } }
      : {}),
  };
}

function embedded(sandbox: Sandbox, message: Message): object {
  const { id, clientId, content, sender, receiver } = message;
  const address = addressOf(sandbox, message);
  return {
    id,
    ...(clientId === null ? {} : { msgid: clientId }),
    type: content.type,
    text: content.text ?? '',
    ...optional(sandbox.assumptions, {
      media: [address?.media, ''],
      thumbnail: [address?.thumbnail, ''],
      file_name: [content.file_name, ''],
      file_size: [content.file_size, 0],
    }),
    ...times(message),
    sender: person(sandbox, sender),
    ...(receiver ? { receiver: person(sandbox, receiver) } : {}),
  };
}

/** Without phone and e-mail here. */
function person({ assumptions }: Sandbox, who: Participant | Named): object {
  const clientId = 'scopeId' in who ? who.clientId : null;
  return {
    id: who.id,
    ...(clientId === null ? {} : { client_id: clientId }),
    ...optional(assumptions, { name: [who.name, ''] }),
  };
}

/** The hook of before 2019, with the integration's own ids: dead, and still what comes to who did not say v2. */
function flatHook(sandbox: Sandbox, message: Message): object {
  const { chat, content } = message;
  const address = addressOf(sandbox, message);
  return {
    receiver: (message.receiver ?? chat.customer).clientId ?? '',
    conversation_id: chat.clientId ?? '',
    type: content.type,
    text: content.text ?? '',
    media: address?.media ?? '',
    thumbnail: address?.thumbnail ?? '',
    file_name: content.file_name ?? '',
    file_size: content.file_size ?? 0,
    msec_timestamp: message.at,
  };
}
