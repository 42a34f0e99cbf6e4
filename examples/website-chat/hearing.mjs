/** What Courier tells, and what is answered to it: by type, the site's part and the body of the answer. */
export const hearing = {
  'connection.ping'({ courier, name }, { challenge, inbound_url }) {
    courier.url = inbound_url ?? courier.url;
    return {
      challenge,
      id: 'example-website-chat',
      name,
      inbound_url: courier.url ?? null,
      capabilities: {
        reply_to: true,
        typing: true,
        reactions: 'any',
        buttons: { max: 10, kinds: ['reply', 'url'] },
        statuses: ['delivered', 'read'],
      },
    };
  },

  'connection.disabled'({ courier }) {
    courier.url = undefined;
  },

  /** A message that came before is no new one: its answer may have been lost. */
  'message.created'(site, { conversation, message }) {
    const visitor = site.visitors.of(conversation.id);
    if (visitor.messages.has(message.id)) return;
    const { id, created_at: at, text, attachments, buttons, reply_to: quote } = message;
    site.visitors.show(visitor, { id, at, from: 'agent', text, attachments, buttons, replyTo: quote?.id });
    if (visitor.pages.size > 0) site.delivered(visitor, id);
  },

  'message.status'(site, { conversation, message: { id }, error }) {
    const visitor = site.visitors.of(conversation.id);
    if (visitor.messages.has(id)) site.visitors.show(visitor, { id, state: 'failed', why: error.message });
  },

  'message.reaction'(site, { conversation, message: { id }, reactions }) {
    const visitor = site.visitors.of(conversation.id);
    if (visitor.messages.has(id)) site.visitors.show(visitor, { id, reactions });
  },

  'typing.changed'({ visitors }, { conversation, state }) {
    visitors.push(visitors.of(conversation.id), 'typing', { on: state === 'on' });
  },
};
