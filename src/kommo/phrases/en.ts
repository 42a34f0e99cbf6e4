export const en = {
  'kommo.unreadable': 'Kommo answered {status} with a body that could not be read.',
  'kommo.fewer-requests': 'Kommo asks for fewer requests.',
  'kommo.not-now': 'Kommo cannot take the request now (HTTP {status}).',
  'kommo.internal': 'Kommo had an internal error (HTTP {status}).',
  'kommo.not-reached': 'Kommo could not be reached: {why}.',
  'kommo.no-answer': 'Kommo did not answer: {why}.',
  'kommo.unsent': "The request does not fit Kommo's rules: {why}.",

  'crm.token':
    'Kommo does not accept the access: it has ended, or the integration is disabled in the account. (HTTP {status}){more}',
  'crm.payment': 'The Kommo account is not paid, or its plan does not include this. (HTTP {status}){more}',
  'crm.forbidden':
    'Kommo does not allow this: the access was not granted by an administrator, or a right is missing. (HTTP {status}){more}',
  'crm.blocked': 'Kommo refused the request without a reason; it may have blocked this server. (HTTP {status}){more}',
  'crm.moved': 'There is no Kommo account at this address any more. (HTTP {status}){more}',
  'crm.not-found': 'Kommo does not know what the request names. (HTTP {status}){more}',
  'crm.conflict': 'Kommo cannot do this in the present state, or a limit is reached. (HTTP {status}){more}',
  'crm.too-large': 'Kommo finds the request too large. (HTTP {status}){more}',
  'crm.invalid': 'Kommo did not accept the data. (HTTP {status}){more}',
  'crm.other': 'Kommo refused the request. (HTTP {status}){more}',

  'oauth.host': 'The address is none of a Kommo account; nothing was sent.{more}',
  'oauth.code': 'Kommo does not take the code: it is too old, was used already, or is of another account.{more}',
  'oauth.revoked': 'The access to the Kommo account was ended; it has to be authorised again.{more}',
  'oauth.client': "Kommo does not accept the integration's id, its secret or its redirect address.{more}",
  'oauth.moved': 'The Kommo account does not answer here; it may have another address now.{more}',
  'oauth.blocked': 'Kommo turns this server away.{more}',
  'oauth.invalid': 'Kommo did not accept the request; the secret of the integration may be wrong.{more}',
  'oauth.other': 'Kommo refused the request.{more}',

  'chats.signature':
    "Kommo did not accept the signature: the channel's secret or this server's clock is wrong. (HTTP {status}){more}",
  'chats.not-connected':
    'Kommo does not know the channel, or the channel is not connected to this account. (HTTP {status}){more}',
  'chats.blocked': 'Kommo refused the request without a reason; it may have blocked this server. (HTTP {status}){more}',
  'chats.repeated-msgid': 'Kommo already has a message with this id. (HTTP {status}){more}',
  'chats.unknown-sender': 'Kommo does not know the author of the message. (HTTP {status}){more}',
  'chats.unknown-message': 'Kommo does not know the message. (HTTP {status}){more}',
  'chats.too-large': 'Kommo finds the request too large. (HTTP {status}){more}',
  'chats.invalid': 'Kommo did not accept the data. (HTTP {status}){more}',
  'chats.other': 'Kommo refused the request. (HTTP {status}){more}',
} as const;
