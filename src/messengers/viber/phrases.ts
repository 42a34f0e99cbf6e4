import { sayingFrom, type Phrases } from '../../model/words';

/** What managers and administrators are told of Viber. `{detail}` is in Viber's own words. */
const en = {
  // What becomes of a message.
  'viber.token': "Viber does not accept the bot's token. Enter the bot's current token.",
  'viber.token-of-none': "The token belongs to no bot any more. Enter the bot's current token.",
  'viber.no-webhook-to-send': 'The bot has no webhook at Viber, and sends nothing without one. Connect it again.',
  'viber.blocked': "Viber has blocked the bot. Write to Viber's support.",
  'viber.suspended': "Viber has suspended the bot, perhaps because it is not paid for. See the bot's account at Viber.",
  'viber.not-opened': 'Viber has not opened this to the bot. Ask Viber to do so.',
  'viber.unknown-customer': 'Viber does not know this customer. They may have left Viber.',
  'viber.unsubscribed':
    'The customer has unsubscribed from the bot. Messages arrive again when they write to it or subscribe to it again.',
  'viber.no-device': "Viber cannot show this message on any of the customer's devices.",
  'viber.too-many':
    'Viber takes no more messages to this customer for now. After 100 within an hour without an answer it waits until the customer writes.',
  'viber.too-old': "The customer's Viber is too old for this message.",
  'viber.too-new': 'Viber finds the message too new for the version it was sent for.',
  'viber.inline-only': 'Viber allows such a message in inline bots only.',
  'viber.no-public-chat': 'Viber finds no public chat of the bot.',
  'viber.no-broadcast': 'Viber does not let the bot send to many at once.',
  'viber.too-big': 'The message is too big for Viber.',
  'viber.message': 'Viber did not accept the message.',
  'viber.message-because': 'Viber did not accept the message: {detail}',
  'viber.incomplete': 'Viber finds something missing in the message.',
  'viber.incomplete-because': 'Viber finds something missing in the message: {detail}',
  'viber.refused': 'Viber refused the message: HTTP {status}',
  'viber.slower': 'Viber asks the bot to send more slowly.',
  'viber.down': 'Viber has an internal error (HTTP {status}).',
  'viber.internal': 'Viber has an internal error ({status}).',
  'viber.internal-because': 'Viber has an internal error ({status}): {detail}',
  'viber.unsure': 'Viber did not say whether it took the message (HTTP {status}).',
  'viber.not-reached': 'Viber could not be reached: {why}.',
  'viber.no-answer': 'Viber did not answer: {why}.',
  'viber.unreadable': 'Viber answered in a way that was not understood.',
  'viber.not-an-address': 'The address of the chat is not one of Viber.',
  'viber.not-a-file': 'Viber gave no address of the file that could be used.',
  'viber.program': 'Viber takes no programs (.{extension}). Send a link instead.',
  'viber.not-taken': "The customer's Viber did not take the message.",
  'viber.not-taken-because': "The customer's Viber did not take the message: {detail}",

  // Connecting a bot, and looking after it.
  'viber.webhook': 'Viber could not use the address of the webhook.',
  'viber.taken':
    'The bot’s messages go to another service: {host}. Disconnect it there, or take it over: then that service gets none any more.',
  'viber.not-through':
    'Viber did not get through to {host}. It has to answer from the internet, by https, with a certificate of a public authority.',
  'viber.says': 'Viber says: {detail}',

  // What has happened in a chat, for its managers.
  'viber.note.back': 'The customer has subscribed to the bot. Messages arrive.',
  'viber.note.left':
    'The customer has unsubscribed from the bot. Messages do not arrive until they write to it or subscribe to it again.',
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
  'viber.token': 'Viber no acepta el token del bot. Escribe el token actual del bot.',
  'viber.token-of-none': 'El token ya no es de ningún bot. Escribe el token actual del bot.',
  'viber.no-webhook-to-send': 'El bot no tiene webhook en Viber, y sin él no envía nada. Conéctalo de nuevo.',
  'viber.blocked': 'Viber ha bloqueado el bot. Escribe al soporte de Viber.',
  'viber.suspended': 'Viber ha suspendido el bot, quizá porque no está pagado. Consulta la cuenta del bot en Viber.',
  'viber.not-opened': 'Viber no ha habilitado esto para el bot. Pídeselo a Viber.',
  'viber.unknown-customer': 'Viber no conoce a este cliente. Puede que haya dejado Viber.',
  'viber.unsubscribed':
    'El cliente ha cancelado su suscripción al bot. Los mensajes volverán a llegar cuando le escriba o se suscriba de nuevo.',
  'viber.no-device': 'Viber no puede mostrar este mensaje en ninguno de los dispositivos del cliente.',
  'viber.too-many':
    'Viber no acepta por ahora más mensajes para este cliente. Después de 100 en una hora sin respuesta, espera a que el cliente escriba.',
  'viber.too-old': 'El Viber del cliente es demasiado antiguo para este mensaje.',
  'viber.too-new': 'A Viber el mensaje le parece demasiado nuevo para la versión a la que se envió.',
  'viber.inline-only': 'Viber solo permite un mensaje así en bots insertados (inline).',
  'viber.no-public-chat': 'Viber no encuentra ningún chat público del bot.',
  'viber.no-broadcast': 'Viber no permite que el bot envíe a muchos a la vez.',
  'viber.too-big': 'El mensaje es demasiado grande para Viber.',
  'viber.message': 'Viber no aceptó el mensaje.',
  'viber.message-because': 'Viber no aceptó el mensaje: {detail}',
  'viber.incomplete': 'Según Viber, al mensaje le falta algo.',
  'viber.incomplete-because': 'Según Viber, al mensaje le falta algo: {detail}',
  'viber.refused': 'Viber rechazó el mensaje: HTTP {status}',
  'viber.slower': 'Viber pide al bot que envíe más despacio.',
  'viber.down': 'Viber tiene un error interno (HTTP {status}).',
  'viber.internal': 'Viber tiene un error interno ({status}).',
  'viber.internal-because': 'Viber tiene un error interno ({status}): {detail}',
  'viber.unsure': 'Viber no dijo si aceptó el mensaje (HTTP {status}).',
  'viber.not-reached': 'No se pudo contactar con Viber: {why}.',
  'viber.no-answer': 'Viber no respondió: {why}.',
  'viber.unreadable': 'Viber respondió de una forma que no se entendió.',
  'viber.not-an-address': 'La dirección del chat no es de Viber.',
  'viber.not-a-file': 'Viber no dio ninguna dirección del archivo que se pueda usar.',
  'viber.program': 'Viber no acepta programas (.{extension}). Envía un enlace.',
  'viber.not-taken': 'El Viber del cliente no aceptó el mensaje.',
  'viber.not-taken-because': 'El Viber del cliente no aceptó el mensaje: {detail}',

  'viber.webhook': 'Viber no pudo usar la dirección del webhook.',
  'viber.taken':
    'Los mensajes del bot van a otro servicio: {host}. Desconéctalo allí, o tráelo aquí: entonces ese servicio ya no recibirá ninguno.',
  'viber.not-through':
    'Viber no pudo llegar a {host}. Tiene que responder desde internet, por https, con un certificado de una autoridad pública.',
  'viber.says': 'Viber dice: {detail}',

  'viber.note.back': 'El cliente se ha suscrito al bot. Los mensajes llegan.',
  'viber.note.left':
    'El cliente se ha dado de baja del bot. Los mensajes no llegan hasta que le escriba o vuelva a suscribirse.',
};

const pt: Readonly<Record<keyof typeof en, string>> = {
  'viber.token': 'O Viber não aceita o token do bot. Digite o token atual do bot.',
  'viber.token-of-none': 'O token não é mais de nenhum bot. Digite o token atual do bot.',
  'viber.no-webhook-to-send': 'O bot não tem webhook no Viber e, sem ele, não envia nada. Conecte-o de novo.',
  'viber.blocked': 'O Viber bloqueou o bot. Escreva para o suporte do Viber.',
  'viber.suspended': 'O Viber suspendeu o bot, talvez porque ele não esteja pago. Consulte a conta do bot no Viber.',
  'viber.not-opened': 'O Viber não liberou isto para o bot. Peça ao Viber.',
  'viber.unknown-customer': 'O Viber não conhece este cliente. Talvez ele tenha saído do Viber.',
  'viber.unsubscribed':
    'O cliente cancelou a inscrição no bot. As mensagens voltam a chegar quando ele escrever para o bot ou se inscrever de novo.',
  'viber.no-device': 'O Viber não consegue mostrar esta mensagem em nenhum dos aparelhos do cliente.',
  'viber.too-many':
    'O Viber não aceita mais mensagens para este cliente por enquanto. Depois de 100 em uma hora sem resposta, ele espera até o cliente escrever.',
  'viber.too-old': 'O Viber do cliente é antigo demais para esta mensagem.',
  'viber.too-new': 'Para o Viber, a mensagem é nova demais para a versão à qual foi enviada.',
  'viber.inline-only': 'O Viber só permite uma mensagem assim em bots embutidos (inline).',
  'viber.no-public-chat': 'O Viber não encontra nenhum chat público do bot.',
  'viber.no-broadcast': 'O Viber não deixa o bot enviar para muitos de uma vez.',
  'viber.too-big': 'A mensagem é grande demais para o Viber.',
  'viber.message': 'O Viber não aceitou a mensagem.',
  'viber.message-because': 'O Viber não aceitou a mensagem: {detail}',
  'viber.incomplete': 'Segundo o Viber, falta algo na mensagem.',
  'viber.incomplete-because': 'Segundo o Viber, falta algo na mensagem: {detail}',
  'viber.refused': 'O Viber recusou a mensagem: HTTP {status}',
  'viber.slower': 'O Viber pede que o bot envie mais devagar.',
  'viber.down': 'O Viber está com um erro interno (HTTP {status}).',
  'viber.internal': 'O Viber está com um erro interno ({status}).',
  'viber.internal-because': 'O Viber está com um erro interno ({status}): {detail}',
  'viber.unsure': 'O Viber não disse se aceitou a mensagem (HTTP {status}).',
  'viber.not-reached': 'Não foi possível contatar o Viber: {why}.',
  'viber.no-answer': 'O Viber não respondeu: {why}.',
  'viber.unreadable': 'O Viber respondeu de um jeito que não foi entendido.',
  'viber.not-an-address': 'O endereço do chat não é do Viber.',
  'viber.not-a-file': 'O Viber não deu nenhum endereço do arquivo que possa ser usado.',
  'viber.program': 'O Viber não aceita programas (.{extension}). Envie um link.',
  'viber.not-taken': 'O Viber do cliente não aceitou a mensagem.',
  'viber.not-taken-because': 'O Viber do cliente não aceitou a mensagem: {detail}',

  'viber.webhook': 'O Viber não conseguiu usar o endereço do webhook.',
  'viber.taken':
    'As mensagens do bot vão para outro serviço: {host}. Desconecte-o de lá, ou traga-o para cá: então esse serviço não receberá mais nenhuma.',
  'viber.not-through':
    'O Viber não conseguiu chegar a {host}. Ele precisa responder da internet, por https, com um certificado de uma autoridade pública.',
  'viber.says': 'O Viber diz: {detail}',

  'viber.note.back': 'O cliente se inscreveu no bot. As mensagens chegam.',
  'viber.note.left':
    'O cliente cancelou a inscrição no bot. As mensagens não chegam até que ele escreva ou se inscreva de novo.',
};

export const viberPhrases: Phrases<keyof typeof en> = { en, es, pt };

export type Code = keyof typeof en;

export const say = sayingFrom(viberPhrases);
