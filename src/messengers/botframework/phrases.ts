import { sayingFrom, type Phrases } from '../../model/words';

/** What managers and administrators are told of bots at Microsoft. `{detail}` is in Microsoft's own words. */
const en = {
  // What becomes of a message.
  'botframework.blocked':
    'The customer has blocked the bot or removed it. Messages arrive again when they write to it.',
  'botframework.forbidden':
    "The customer's organisation does not let the bot write. Its administrator has to allow it.",
  'botframework.not-in-chat': 'The bot is no longer in this chat. The customer has to add it again.',
  'botframework.unknown-chat': 'Microsoft does not know this chat any more. The customer has to write first.',
  'botframework.not-an-address': 'The customer has to write first: without that, nobody knows the server of the chat.',
  'botframework.unsafe-address': 'The server of the chat has no safe address, so the bot does not write to it.',
  'botframework.moved':
    'The chat has moved to another server of Microsoft. Its address is known when the customer writes.',
  'botframework.message-gone': 'The message is not there any more.',
  'botframework.too-big': 'The message is too big.',
  'botframework.not-taken': 'The channel of this chat does not take such a message.',
  'botframework.skype-off': 'Skype was switched off by Microsoft. The customer cannot be reached there.',
  'botframework.refused': 'Microsoft refused the message: {detail}',
  'botframework.conflict': 'Two messages met in the chat. It is tried again.',
  'botframework.too-many': 'Microsoft takes no more messages in this chat for now.',
  'botframework.internal': 'Microsoft has an internal error (HTTP {status}).',
  'botframework.unsure': 'Microsoft did not say whether it took the message (HTTP {status}).',
  'botframework.not-reached': 'Microsoft could not be reached: {why}.',
  'botframework.no-answer': 'Microsoft did not answer: {why}.',
  'botframework.unreadable': 'Microsoft answered in a way that was not understood.',
  'botframework.not-a-file': 'Microsoft gave no address of the file that could be used.',

  // The bot’s own token, without which it sends nothing.
  'botframework.secret':
    'Microsoft does not accept the client secret. Enter its value, not its id, from Certificates & secrets of the app.',
  'botframework.secret-expired': 'The client secret has expired. Make a new one in Certificates & secrets of the app.',
  'botframework.tenant': 'Microsoft does not know this tenant. Enter the Directory (tenant) ID of the app.',
  'botframework.app': 'There is no app with this id in the tenant. Enter the Application (client) ID of the bot.',
  'botframework.token':
    'Microsoft gives the bot no token: {detail}. Look at the app id, the client secret and the tenant id.',
  'botframework.not-accepted':
    'The bot’s token is not accepted. Look whether the Azure Bot still exists and has this app id.',
  'botframework.slower': 'Microsoft asks for fewer requests for a token.',

  // What has happened in a chat, for its managers.
  'botframework.note.back': 'The customer has added the bot. Messages arrive.',
  'botframework.note.left':
    'The customer has removed the bot. Messages do not arrive until they add it again or write to it.',
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
  'botframework.blocked': 'El cliente ha bloqueado o quitado el bot. Los mensajes volverán a llegar cuando le escriba.',
  'botframework.forbidden':
    'La organización del cliente no deja que el bot escriba. Su administrador tiene que permitirlo.',
  'botframework.not-in-chat': 'El bot ya no está en este chat. El cliente tiene que añadirlo de nuevo.',
  'botframework.unknown-chat': 'Microsoft ya no conoce este chat. El cliente tiene que escribir primero.',
  'botframework.not-an-address': 'El cliente tiene que escribir primero: sin eso, nadie conoce el servidor del chat.',
  'botframework.unsafe-address': 'El servidor del chat no tiene una dirección segura, así que el bot no le escribe.',
  'botframework.moved':
    'El chat se ha trasladado a otro servidor de Microsoft. Su dirección se sabrá cuando el cliente escriba.',
  'botframework.message-gone': 'El mensaje ya no está allí.',
  'botframework.too-big': 'El mensaje es demasiado grande.',
  'botframework.not-taken': 'El canal de este chat no acepta un mensaje así.',
  'botframework.skype-off': 'Microsoft apagó Skype. Allí ya no se puede contactar con el cliente.',
  'botframework.refused': 'Microsoft rechazó el mensaje: {detail}',
  'botframework.conflict': 'Dos mensajes coincidieron en el chat. Se intenta de nuevo.',
  'botframework.too-many': 'Microsoft no acepta por ahora más mensajes en este chat.',
  'botframework.internal': 'Microsoft tiene un error interno (HTTP {status}).',
  'botframework.unsure': 'Microsoft no dijo si aceptó el mensaje (HTTP {status}).',
  'botframework.not-reached': 'No se pudo contactar con Microsoft: {why}.',
  'botframework.no-answer': 'Microsoft no respondió: {why}.',
  'botframework.unreadable': 'Microsoft respondió de una forma que no se entendió.',
  'botframework.not-a-file': 'Microsoft no dio ninguna dirección del archivo que se pueda usar.',

  'botframework.secret':
    'Microsoft no acepta el secreto de cliente. Escribe su valor, no su id, de Certificados y secretos de la aplicación.',
  'botframework.secret-expired':
    'El secreto de cliente ha caducado. Crea uno nuevo en Certificados y secretos de la aplicación.',
  'botframework.tenant':
    'Microsoft no conoce este inquilino. Escribe el id. de directorio (inquilino) de la aplicación.',
  'botframework.app':
    'No hay ninguna aplicación con este id. en el inquilino. Escribe el id. de aplicación (cliente) del bot.',
  'botframework.token':
    'Microsoft no da ningún token al bot: {detail}. Revisa el id. de la aplicación, el secreto de cliente y el id. de inquilino.',
  'botframework.not-accepted':
    'El token del bot no se acepta. Revisa si el Azure Bot todavía existe y tiene este id. de aplicación.',
  'botframework.slower': 'Microsoft pide que se soliciten menos tokens.',

  'botframework.note.back': 'El cliente ha añadido el bot. Los mensajes llegan.',
  'botframework.note.left':
    'El cliente ha quitado el bot. Los mensajes no llegan hasta que lo vuelva a añadir o le escriba.',
};

const pt: Readonly<Record<keyof typeof en, string>> = {
  'botframework.blocked':
    'O cliente bloqueou ou removeu o bot. As mensagens voltam a chegar quando ele escrever para o bot.',
  'botframework.forbidden': 'A organização do cliente não deixa o bot escrever. O administrador dela precisa permitir.',
  'botframework.not-in-chat': 'O bot não está mais neste chat. O cliente precisa adicioná-lo de novo.',
  'botframework.unknown-chat': 'A Microsoft não conhece mais este chat. O cliente precisa escrever primeiro.',
  'botframework.not-an-address': 'O cliente precisa escrever primeiro: sem isso, ninguém conhece o servidor do chat.',
  'botframework.unsafe-address': 'O servidor do chat não tem um endereço seguro, então o bot não escreve para ele.',
  'botframework.moved':
    'O chat mudou para outro servidor da Microsoft. O endereço dele será conhecido quando o cliente escrever.',
  'botframework.message-gone': 'A mensagem não está mais lá.',
  'botframework.too-big': 'A mensagem é grande demais.',
  'botframework.not-taken': 'O canal deste chat não aceita uma mensagem assim.',
  'botframework.skype-off': 'A Microsoft desligou o Skype. Não é possível contatar o cliente por lá.',
  'botframework.refused': 'A Microsoft recusou a mensagem: {detail}',
  'botframework.conflict': 'Duas mensagens se encontraram no chat. Tenta-se de novo.',
  'botframework.too-many': 'A Microsoft não aceita mais mensagens neste chat por enquanto.',
  'botframework.internal': 'A Microsoft está com um erro interno (HTTP {status}).',
  'botframework.unsure': 'A Microsoft não disse se aceitou a mensagem (HTTP {status}).',
  'botframework.not-reached': 'Não foi possível contatar a Microsoft: {why}.',
  'botframework.no-answer': 'A Microsoft não respondeu: {why}.',
  'botframework.unreadable': 'A Microsoft respondeu de um jeito que não foi entendido.',
  'botframework.not-a-file': 'A Microsoft não deu nenhum endereço do arquivo que possa ser usado.',

  'botframework.secret':
    'A Microsoft não aceita o segredo do cliente. Digite o valor dele, não o id, de Certificados e segredos do aplicativo.',
  'botframework.secret-expired': 'O segredo do cliente expirou. Crie um novo em Certificados e segredos do aplicativo.',
  'botframework.tenant': 'A Microsoft não conhece este locatário. Digite o ID do diretório (locatário) do aplicativo.',
  'botframework.app': 'Não há nenhum aplicativo com este ID no locatário. Digite o ID do aplicativo (cliente) do bot.',
  'botframework.token':
    'A Microsoft não dá nenhum token ao bot: {detail}. Confira o ID do aplicativo, o segredo do cliente e o ID do locatário.',
  'botframework.not-accepted':
    'O token do bot não é aceito. Confira se o Azure Bot ainda existe e tem este ID de aplicativo.',
  'botframework.slower': 'A Microsoft pede que se solicitem menos tokens.',

  'botframework.note.back': 'O cliente adicionou o bot. As mensagens chegam.',
  'botframework.note.left':
    'O cliente removeu o bot. As mensagens não chegam até que ele o adicione de novo ou escreva.',
};

export const botframeworkPhrases: Phrases<keyof typeof en> = { en, es, pt };

export type Code = keyof typeof en;

export const say = sayingFrom(botframeworkPhrases);
