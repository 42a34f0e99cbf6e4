/** Why a message was not sent and what would work, as a manager reads it in Kommo; `{name}` stands for what is named. */
export const en = {
  // Nothing goes to this customer.
  'not-sent.switched-off': 'The integration was switched off in Kommo.',
  'not-sent.removed': 'The source was removed in Courier’s settings. Answer through another one.',
  'not-sent.no-driver': 'This version of Courier does not speak to this messenger.',
  'not-sent.no-address': 'The customer has to write first: {messenger} gives no address to start a chat with.',
  'not-sent.by-phone': 'Not sent. {messenger} lets nobody be written to by a phone number.',
  'works.link': 'Send the customer this link another way; once they have written, you can answer: {link}',
  'works.customer-first': 'The customer has to write first; reach them another way until then.',
  'not-sent.no-whole-number':
    'Not sent. The phone number is not a whole one: write it with its country, such as +1 555 010 0042, and write to the customer anew.',
  'not-sent.ambiguous-number':
    'Not sent. The phone number may be one of this country, or another one with its country in front: write it with +, such as +1 555 010 0042, and write to the customer anew.',
  'not-sent.not-found-in-time': 'Not sent. The customer could not be looked up in time; write once more.',
  'not-sent.blocked':
    'Not sent. The customer has blocked you on {messenger}. Messages do not arrive until they unblock you or write.',
  'not-sent.left':
    'Not sent. The customer has unsubscribed on {messenger}. Messages do not arrive until they come back.',
  'not-sent.ended':
    'Not sent. The customer has closed the conversation on {messenger}. Messages do not arrive until they write again.',
  'not-sent.restricted-starting':
    'Not sent. {messenger} does not let your number begin conversations or send templates now. Whoever has written can be answered, without a template.',
  'not-sent.restricted-answering':
    'Not sent. {messenger} does not let your number answer customers now. Templates still go.',
  'not-sent.restricted-everything':
    'Not sent. {messenger} does not let your number send anything now. Reach the customer another way.',
  'works.restricted': 'Whoever looks after the number sees why at {messenger}, and can ask for a review there.',
  'works.restricted-until':
    'That ends on {until}; whoever looks after the number sees why at {messenger}, and can ask for a review there.',

  // Not now.
  'not-sent.window': 'Not sent. The customer wrote last {ago} ago, and {messenger} takes answers for {window}.',
  'not-sent.never-wrote': 'Not sent. The customer has not written yet.',
  'works.template': 'Send a template; when the customer answers, you can write again.',
  'works.such-template': 'Send a template, such as {names}; when the customer answers, you can write again.',
  'works.nothing': 'Wait until the customer writes again: {messenger} has nothing that passes now.',
  'not-sent.quota-used':
    'Not sent. {messenger} takes {most} messages until the customer answers, and all of them are used up. Wait until they write.',
  'not-sent.quota-short':
    'Not sent. It would be {sends} messages, and {messenger} takes {left} more until the customer answers. Make it shorter, or wait until they write.',

  // Not this.
  'not-sent.unsupported': 'A {what} cannot be sent to {messenger}. Send a text instead.',
  'not-sent.empty': 'The message is empty.',
  'not-sent.file-gone': 'The file of the message is not here any more.',
  'not-sent.file-not-had': 'The file could not be had from Kommo. {why}',
  'not-sent.no-files': '{messenger} takes no files. Send a link instead.',
  'not-sent.file-type': '{messenger} does not take files of this type. Send a link instead.',
  'not-sent.file-size': 'The file is too big for {messenger}: {size}, at most {most}. Send a link instead.',
  'not-shown.reaction': '{messenger} shows no reactions of yours.',
  'not-shown.no-answer': '{messenger} gave no answer.',

  // What became of it.
  'not-sent.expired': 'Not delivered in time, and not sent.',
  verbatim: '{text}',
  'in-doubt.no-answer':
    'May have arrived: the connection broke before {messenger} answered. Ask the customer before sending it again.',
  'in-doubt.expired': 'May have arrived: it was not confirmed in time. Ask the customer before sending it again.',

  // Notes in a chat, of what Kommo shows by nothing.
  'note.waits': 'Your message waits.',
  'note.reaction': 'The customer does not see your reaction.',
  'note.not-linked': 'This chat is not linked to the contact {contact}.',
  'note.link-by-hand': 'Link it by hand.',
  'note.last-send': 'That was the last message that {messenger} takes until the customer answers.',
  'note.one-send': '{messenger} takes one more message until the customer answers.',
  'note.one-send-within': '{messenger} takes one more message until the customer answers, within {time}.',
  'note.sends': '{messenger} takes {count} more messages until the customer answers.',
  'note.sends-within': '{messenger} takes {count} more messages until the customer answers, within {time}.',

  // Lengths of time.
  'time.hour': 'an hour',
  'time.one-hour': '1 hour',
  'time.hours': '{count} hours',
  'time.days': '{count} days',
} as const;
