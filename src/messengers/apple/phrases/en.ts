/** What managers and administrators are told of Apple Messages for Business. `{detail}` is in Apple's own words. */
export const en = {
  // What becomes of a message.
  'apple.not-accepted': "Apple does not accept the provider's token. Check the provider's id and secret.",
  'apple.not-linked':
    'Apple does not let the provider write for this business. Check its id and secret, and that the business is linked to it.',
  'apple.unknown-customer': 'Apple does not know this customer. They have to write first.',
  'apple.closed': 'The customer has deleted the conversation. Messages arrive again when they write.',
  'apple.too-big': 'The message is too big for Apple.',
  'apple.slower': 'Apple asks for fewer messages.',
  'apple.down': 'Apple has an internal error (HTTP {status}).',
  'apple.unsure': 'Apple did not say whether it took the message (HTTP {status}).',
  'apple.refused': 'Apple refused the message (HTTP {status}).',
  'apple.refused-because': 'Apple refused the message (HTTP {status}): {detail}',
  'apple.not-uploaded': 'Apple did not take the file (HTTP {status}).',
  'apple.not-reached': 'Apple could not be reached: {why}.',
  'apple.no-answer': 'Apple did not answer: {why}.',
  'apple.unreadable': 'Apple answered in a way that was not understood.',
  'apple.not-an-address': 'The address of the chat is not one of Apple Messages.',
  'apple.not-a-file': 'Apple did not say where the file is, or how it opens.',
  'apple.file-gone': 'Apple does not have the file any more.',
  'apple.not-given': 'Apple does not give the file (HTTP {status}).',

  // Connecting a business, and looking after it.
  'apple.about': 'A business that customers write to in Messages on their iPhone, iPad or Mac',
  'apple.check.token': 'Provider',
  'apple.check.token.ok': 'Apple accepts the provider, and lets it write for the business.',
  'apple.check.address': 'Address of the provider',
  'apple.check.address.ok': 'Apple has called {url}.',
  'apple.check.address.uncalled':
    "Apple has not called yet. The provider's address in its register has to be {url}; whether it is shows when a customer writes.",
  'apple.guide.register': 'Open the register',
  'apple.guide.provider': 'Be a provider',
  'apple.guide.provider.how':
    'Apple approves providers of messages, and gives each an id and a secret. Copy them from its register.',
  'apple.guide.address': 'Tell Apple the address',
  'apple.guide.address.how':
    "The checks of the connection name the provider's address. Enter it once in Apple's register; Apple adds /message to it.",
  'apple.guide.business': 'Link the business',
  'apple.guide.business.how':
    'The business chooses the provider in its own account at the register. Its id stands in the link that opens the chat.',
  'apple.field.provider': 'Provider id',
  'apple.field.provider.help': 'The id of the provider (MSP id) from Apple’s register.',
  'apple.field.secret': 'API secret',
  'apple.field.secret.help': 'From the same page. It also proves that messages come from Apple.',
  'apple.field.business': 'Business id',
  'apple.field.business.help': 'As in the link that opens the chat: what follows urn:biz:',
  'apple.field.api': 'API address',
  'apple.field.api.help': 'Leave as it is.',
  'apple.wrong.provider': 'This is not the id of a provider',
  'apple.wrong.secret': 'This is not an API secret: it is written in Base64',
  'apple.wrong.business': 'This is not the id of a business: it looks like 4f8c2b1e-0d6a-4c3f-9b7e-2a1d5c6e8f90',

  // What has happened in a chat, for its managers.
  'apple.note.ended': 'The customer has deleted the conversation. Messages do not arrive until they write again.',
  'apple.note.intent': 'The customer came by a link: intent “{intent}”.',
  'apple.note.group': 'The customer came by a link: group “{group}”.',
  'apple.note.intent-group': 'The customer came by a link: intent “{intent}”, group “{group}”.',
} as const;
