import { randomUUID } from 'node:crypto';

const TEXT_MOST = 4000;
const now = () => new Date().toISOString();
const conversationOf = ({ id }) => ({ id });
const contactOf = ({ id, name }) => ({ id, ...(name === undefined ? {} : { name }) });

/** What a visitor does on the page, as Courier hears it. Each takes the site, the visitor, and what the page says. */
export const actions = {
  say: (site, visitor, { text, replyTo, page }) => said(site, visitor, { text: words(text), replyTo, page }),

  edit(site, visitor, { id, text }) {
    const message = own(visitor, id);
    site.visitors.show(visitor, { id, text: words(text), edited: true });
    const changed = { id, edited_at: now(), text: words(text), attachments: message.attachments };
    tell(site, visitor, 'message.updated', { message: changed, contact: contactOf(visitor) });
  },

  delete(site, visitor, { id }) {
    own(visitor, id);
    site.visitors.show(visitor, { id, deleted: true });
    tell(site, visitor, 'message.deleted', { message: { id, deleted_at: now() } });
  },

  react(site, visitor, { id, emoji }) {
    known(visitor, id);
    const reactions = typeof emoji === 'string' ? [emoji.slice(0, 16)] : [];
    site.visitors.show(visitor, { id, reacted: reactions });
    tell(site, visitor, 'message.reaction', { message: { id }, contact: contactOf(visitor), reactions });
  },

  press(site, visitor, { id, button }) {
    const pressed = known(visitor, id).buttons?.find((each) => each.id === button);
    if (pressed === undefined) throw new Refused('There is no such button');
    site.visitors.show(visitor, { id, pressed: button });
    const action = { button_id: pressed.id, title: pressed.title };
    tell(site, visitor, 'action.triggered', { action, message: { id }, contact: contactOf(visitor) });
  },

  read(site, visitor, { id }) {
    known(visitor, id);
    tell(site, visitor, 'conversation.read', { up_to_message_id: id, at: now() });
  },

  typing(site, visitor) {
    site.courier.tellNow('typing.changed', { conversation: conversationOf(visitor), state: 'on' });
  },

  /** Kommo shows it from the next message on. */
  name(_site, visitor, { name }) {
    visitor.name = words(name).slice(0, 100);
  },
};

export class Refused extends Error {}

/** Shows what a visitor says, and tells Courier. */
export async function said(site, visitor, { text, attachments, replyTo, page }) {
  const message = { id: randomUUID(), at: now(), text, attachments, replyTo };
  site.visitors.show(visitor, { ...message, from: 'visitor', state: 'waiting' });
  const taken = await tell(site, visitor, 'message.created', {
    message: {
      id: message.id,
      created_at: message.at,
      sender: { type: 'customer' },
      text,
      attachments,
      ...(visitor.messages.has(replyTo) ? { reply_to: { id: replyTo } } : {}),
    },
    conversation: { ...conversationOf(visitor), ...(URL.canParse(page) ? { source: { url: page } } : {}) },
    contact: contactOf(visitor),
  });
  const { state } = visitor.messages.get(message.id);
  if (state === 'waiting') site.visitors.show(visitor, { id: message.id, state: taken ? 'sent' : 'failed' });
}

function tell({ courier }, visitor, type, data) {
  return courier.tell(visitor.id, type, { conversation: conversationOf(visitor), ...data });
}

function words(text) {
  if (typeof text !== 'string' || text.trim() === '') throw new Refused('There is nothing in it');
  return text.trim().slice(0, TEXT_MOST);
}

function known({ messages }, id) {
  const message = messages.get(id);
  if (message === undefined) throw new Refused('There is no such message');
  return message;
}

function own(visitor, id) {
  const message = known(visitor, id);
  if (message.from !== 'visitor' || message.deleted) throw new Refused('It is not the visitor’s');
  return message;
}
