/** `{detail}` and `{reason}` are in Meta's own words. */
export const en = {
  // What becomes of a message.
  'whatsapp.token': 'WhatsApp does not accept the access token. Enter a new one.',
  'whatsapp.permission':
    'The access token has no permission for this number. Make one with whatsapp_business_messaging and enter it.',
  'whatsapp.not-registered': 'The number is not registered with WhatsApp. Register it in the WhatsApp Manager.',
  'whatsapp.locked': 'Meta has locked the WhatsApp account. See Business Support Home at Meta.',
  'whatsapp.payment': 'Meta takes no messages because of the payment method. Put it right in the WhatsApp Manager.',
  'whatsapp.country': "WhatsApp does not let this business write to people in the customer's country.",
  'whatsapp.number-slower': 'WhatsApp asks the number to send more slowly.',
  'whatsapp.person-slower': 'WhatsApp takes messages to one person more slowly.',
  'whatsapp.spam':
    'WhatsApp does not take it for now: too many messages of this number were blocked or reported. Wait some hours.',
  'whatsapp.window-closed': 'The customer has not written for 24 hours, so WhatsApp takes only a template.',
  'whatsapp.undeliverable':
    "WhatsApp cannot deliver to this person: the number may not be on WhatsApp, or the customer's app may be too old.",
  'whatsapp.blocked': 'This person is blocked by the business. Unblock them in the WhatsApp Manager.',
  'whatsapp.marketing-held':
    'WhatsApp holds back marketing messages to this person. Try again after a day, or send no marketing.',
  'whatsapp.marketing-unwanted': 'The customer does not want marketing messages from this business.',
  'whatsapp.kind': 'WhatsApp does not take messages of this kind.',
  'whatsapp.file-not-loaded': 'WhatsApp could not load the file.',
  'whatsapp.file': 'WhatsApp could not take the file. {detail}',
  'whatsapp.to-itself': 'The number cannot write to itself.',
  'whatsapp.no-phone': 'WhatsApp sends this template to phone numbers only, and has none of this person.',
  'whatsapp.message': 'WhatsApp did not accept the message. {detail}',
  'whatsapp.busy': 'WhatsApp cannot take the message just now.',
  'whatsapp.pin':
    'WhatsApp did not register the number: the PIN was wrong, or too many were tried. Wait, and try again.',
  'whatsapp.name-unapproved': 'WhatsApp has not approved the name of the number yet.',
  'whatsapp.not-an-address': 'The address of the chat is not one of WhatsApp.',
  'whatsapp.not-a-message': 'This is not a message that WhatsApp could be pointed to.',
  'whatsapp.file-gone': 'WhatsApp does not have the file any more. Ask the customer to send it again.',
  'whatsapp.same-labels': 'WhatsApp takes no two buttons with the same words. Name them differently.',
  'whatsapp.buttons': 'WhatsApp does not take these buttons: they are too many or too long.',

  // A message made from a template.
  'whatsapp.no-template': 'WhatsApp has no template of this name in this language. Load the templates again.',
  'whatsapp.template-unapproved':
    'WhatsApp has no such template in this language, or has not approved it. Load the templates again.',
  'whatsapp.template-changed': 'The template has other placeholders than were filled. Load the templates again.',
  'whatsapp.template-long': 'The template is too long with these values. Shorten them.',
  'whatsapp.template-rules': 'What the template says is against the rules of WhatsApp.',
  'whatsapp.template-values': 'The values do not fit the template. {detail}',
  'whatsapp.template-paused': 'WhatsApp has paused the template because customers did not like it. Use another one.',
  'whatsapp.template-stopped': 'WhatsApp has stopped the template for good. Use another one.',
  'whatsapp.form-blocked': 'The form (flow) of the template is blocked at WhatsApp.',
  'whatsapp.form-slowed': 'The form (flow) of the template is slowed down at WhatsApp.',
  'whatsapp.values-missing': 'The template needs a value for {what}. Fill it and send it again.',
  'whatsapp.missing-value': '{name}',
  'whatsapp.missing-in-header': '{name} of its header',
  'whatsapp.missing-picture': 'the picture of its header',
  'whatsapp.missing-video': 'the video of its header',
  'whatsapp.missing-file': 'the file of its header',
  'whatsapp.missing-link': 'the link of its button "{button}"',
  'whatsapp.missing-code': 'the code of its button',
  'whatsapp.not-sendable': 'The template cannot be sent from here: it has {what}.',
  'whatsapp.has-part': 'a part of the kind {kind}',
  'whatsapp.has-header': 'a header of the kind {kind}',
  'whatsapp.has-location': 'a location as its header',
  'whatsapp.has-button': 'a button of the kind {kind}',
  'whatsapp.no-place-for-file': 'The template cannot be sent from here: it has no place for a file.',

  // A template that is handed in.
  'whatsapp.template': 'WhatsApp did not accept the template. {detail}',
  'whatsapp.template-exists': 'WhatsApp has a template of this name and language already. Choose another name.',
  'whatsapp.template-limit': 'WhatsApp takes no more templates of this account. Delete some first.',
  'whatsapp.template-edges': 'A template may neither begin nor end with a placeholder. Put words before and after it.',
  'whatsapp.template-sparse': 'The template has too many placeholders for so few words. Write more around them.',
  'whatsapp.template-name': 'WhatsApp takes names of templates in Latin letters and digits only. Rename the template.',
  'whatsapp.examples-missing': 'WhatsApp wants an example for {names}. Enter one and hand it in again.',

  // Connecting a number, and looking after it.
  'whatsapp.unknown-number':
    'Meta knows no number of this id, or the token may not use it. Copy the phone number id again.',
  'whatsapp.unknown-account':
    'Meta knows no WhatsApp Business account of this id, or the token may not use it. Copy the account id again.',
  'whatsapp.other-account':
    'The WhatsApp Business account of this id does not have this number. Look up both ids again.',
  'whatsapp.taken':
    'The account’s messages go to another service: {host}. Disconnect it there, or take it over: then that service gets none any more.',

  // What Meta tells of an account.
  'whatsapp.account-approved': 'Meta has reviewed the WhatsApp Business account: approved.',
  'whatsapp.account-rejected': 'Meta has reviewed the WhatsApp Business account: rejected.',
  'whatsapp.account-reviewed': 'Meta has reviewed the WhatsApp Business account: {decision}.',
  'whatsapp.name-approved': 'Meta has decided about the name of the number: approved.',
  'whatsapp.name-refused': 'Meta has decided about the name of the number: declined.',
  'whatsapp.name-refused-because': 'Meta has decided about the name of the number: declined, {reason}.',
  'whatsapp.name-decided': 'Meta has decided about the name of the number: {decision}.',
  'whatsapp.template-category': 'Meta counts the template "{template}" as {category} now, which may change its price.',
  'whatsapp.template-quality': 'The quality of the template "{template}" is {quality} now.',
  'whatsapp.template-may-pause': 'Meta may pause it.',
  'whatsapp.high': 'high',
  'whatsapp.medium': 'medium',
  'whatsapp.low': 'low',
  'whatsapp.account-open': 'Meta has opened the WhatsApp Business account again.',
  'whatsapp.account-closing':
    'Meta is closing the WhatsApp Business account, or has closed it. See Business Support Home at Meta.',
  'whatsapp.account-gone': 'The WhatsApp Business account is gone, or the app may not use it any more.',
  'whatsapp.account-restricted': 'Meta has restricted the WhatsApp Business account: {kinds}.',
  'whatsapp.account-no-starting': 'no conversations can be begun and no templates sent',
  'whatsapp.account-no-answering': 'customers cannot be answered',
  'whatsapp.account-restricted-until': 'It ends on {until}.',
  'whatsapp.account-violation': 'Meta says that the account breaks its rules: {kind}.',
  'whatsapp.no-reason': 'no reason given',
  'whatsapp.account-event': 'Meta tells of the WhatsApp Business account: {event}.',
  'whatsapp.history-not-shared':
    'The phone does not share its old conversations: that is switched off in the WhatsApp Business app.',
  'whatsapp.history-refused': 'WhatsApp does not hand over the old conversations of the phone. {detail}',
  'whatsapp.account-alert': 'Meta warns about the WhatsApp account: {detail}',
  'whatsapp.quality-flagged':
    'Customers block or report messages of the number: Meta rates its quality low, and may let it write to fewer people.',
  'whatsapp.quality-unflagged': 'Meta rates the quality of the number well again.',
  'whatsapp.fewer-people': 'Meta lets the number write to fewer people first from now on.',
  'whatsapp.more-people': 'Meta lets the number write to more people first from now on.',
  'whatsapp.quality-event': 'Meta tells of the quality of the number: {event}.',
  'whatsapp.number-limit': 'Its limit is {limit}.',

  // What has happened in a chat, for its managers.
  'whatsapp.note.new-number': 'The customer has another phone number now. WhatsApp moved this chat to it.',
  'whatsapp.note.new-id': 'The customer is known by another id at WhatsApp now. The chat goes on with that.',
  'whatsapp.note.no-marketing':
    'The customer does not want marketing messages any more. WhatsApp will not deliver them.',
  'whatsapp.note.marketing': 'The customer wants marketing messages again.',
} as const;
