/** What administrators and managers read: in the form and the guide, in checks, and where a message is refused. */
export const en = {
  'wechat.about': 'An Official Account that your customers follow',
  'wechat.guide.console': 'Open WeChat’s console',
  'wechat.check.token': 'Access token',
  'wechat.check.address': 'Server address',
  'wechat.guide.account': 'Have a service account',
  'wechat.guide.account.how':
    'An Official Account that is verified. Service accounts may answer customers; of the others, WeChat says which. Open its console.',
  'wechat.guide.keys': 'Copy its AppID and AppSecret',
  'wechat.guide.keys.how':
    'They stand under Basic configuration (基本配置). Add the address that this server calls from to the IP allow-list (IP白名单) of the same page.',
  'wechat.guide.server': 'Choose a Token',
  'wechat.guide.server.how':
    'Enter the Token, and an EncodingAESKey where you use one, here and later under Server configuration (服务器配置). The URL to enter there is shown after this step; save it there last.',

  'wechat.field.app-id': 'AppID',
  'wechat.field.app-id.help': 'From Basic configuration in the console of the account.',
  'wechat.field.secret': 'AppSecret',
  'wechat.field.secret.help': 'From the same page. WeChat shows it once; a new one ends the old.',
  'wechat.field.token': 'Token',
  'wechat.field.token.help': 'Yours to choose: 3 to 32 letters and digits, the same as in the console.',
  'wechat.field.aes-key': 'EncodingAESKey',
  'wechat.field.aes-key.help':
    'The 43 letters and digits of the console. With it only encrypted messages are taken: choose compatible or safe mode there. Leave it empty for plain mode.',
  'wechat.field.api': 'API address',
  'wechat.field.api.help': 'Leave it as it is, unless another host of WeChat is nearer.',
  'wechat.wrong.app-id': 'This is not an AppID: it looks like wx0123456789abcdef',
  'wechat.wrong.secret': 'This is not an AppSecret: it has 32 digits and letters from a to f',
  'wechat.wrong.token': 'A Token has 3 to 32 letters and digits',
  'wechat.wrong.aes-key': 'An EncodingAESKey has 43 letters and digits',

  'wechat.check.token.ok': 'WeChat accepts the AppID and the AppSecret.',
  'wechat.check.address.ok': 'WeChat has called {url} and knew the Token.',
  'wechat.check.address.unknown': 'WeChat does not tell where it sends messages. It has to be {url}.',
  'wechat.check.address.missing':
    'Messages do not arrive yet. In the console of the account, under Server configuration (服务器配置), enter the URL {url}, your Token and your EncodingAESKey, and save. Then check again.',

  // What becomes of a message.
  'wechat.no-records':
    'WeChat gives no records of this account. Switch its customer service (客服功能) on in the console, in the newest version.',
  'wechat.unknown-customer':
    'WeChat does not know this customer as one who follows the account. They have to write first.',
  'wechat.unfollowed':
    'The customer does not follow the account any more. Messages arrive again when they follow it and write.',
  'wechat.blocked': 'The customer has blocked the account, or switched its messages off.',
  'wechat.window':
    'WeChat does not take it: the customer wrote more than 48 hours ago, or does not follow the account any more. Wait until they write again.',
  'wechat.allowance': 'WeChat takes no more messages until the customer answers: after each of theirs it takes five.',
  'wechat.too-long': 'The message is too long for WeChat.',
  'wechat.empty': 'The message is empty.',
  'wechat.too-big': 'The file is too big for WeChat. Send a link instead.',
  'wechat.file': 'WeChat could not use the file.',
  'wechat.file-gone': 'WeChat does not have the file any more: it keeps files for three days.',
  'wechat.too-many-buttons': 'WeChat does not take so many buttons.',
  'wechat.not-read': 'WeChat could not read the message.',
  'wechat.not-an-address': 'The address of the chat is not one of WeChat.',

  'wechat.closed':
    'WeChat’s messages cannot be opened: the EncodingAESKey is another one than in the console of the account. Enter the current one.',
  'wechat.credentials': 'WeChat does not accept the AppID or the AppSecret. Enter the current ones.',
  'wechat.frozen': 'The AppSecret is frozen at WeChat. Unfreeze or reset it in the console, and enter the current one.',
  'wechat.ip':
    'WeChat takes no calls from {ip}. Add this address to the IP allow-list (IP白名单) of the account, under Basic configuration.',
  'wechat.token': 'WeChat refuses its own new access token. Another system may be renewing it all the time.',
  'wechat.token-renewed': 'WeChat wanted another access token, and it took long to get one.',
  'wechat.not-granted':
    'WeChat has not granted this to the account. It has to be verified, and not every kind of account may answer customers.',
  'wechat.banned': 'WeChat has taken this right from the account. See the notices in its console.',
  'wechat.restricted': 'WeChat has restricted the account. See the notices in its console.',
  'wechat.busy': 'WeChat is busy.',
  'wechat.slower': 'WeChat asks the account to send more slowly.',
  'wechat.daily': 'The account has used up what WeChat allows in a day. Try again tomorrow.',
  'wechat.internal': 'WeChat has an internal error (HTTP {status}).',
  'wechat.unsure': 'WeChat did not say whether it took the message (HTTP {status}).',
  'wechat.refused': 'WeChat refused it: {detail}',
  'wechat.not-reached': 'WeChat could not be reached: {why}.',
  'wechat.no-answer': 'WeChat did not answer: {why}.',
  'wechat.unreadable': 'WeChat answered in a way that was not understood.',

  // What has happened in a chat, for its managers.
  'wechat.note.back': 'The customer follows the account again.',
  'wechat.note.back-by': 'The customer follows the account again by the QR code “{scene}”.',
  'wechat.note.left':
    'The customer does not follow the account any more. Messages do not arrive until they follow it again and write.',
  'wechat.note.came': 'The customer has come back.',
  'wechat.note.came-by': 'The customer has come back by the QR code “{scene}”.',
} as const;

export type WeChatPhrase = keyof typeof en;
