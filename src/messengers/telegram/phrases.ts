import { sayingFrom, type Phrases } from '../../model/words';

/** What managers and administrators are told of Telegram. `{detail}` is in Telegram's own words. */
const en = {
  // Refusals of one message, and of a customer's file.
  'telegram.blocked': 'The customer has blocked the bot.',
  'telegram.deactivated': "The customer's Telegram account has been deleted.",
  'telegram.write-first': 'The customer has to write to the bot first: Telegram lets no bot begin a conversation.',
  'telegram.unknown-chat': 'Telegram does not know this chat: the customer has to write to the bot first.',
  'telegram.not-in-chat': 'The bot is no longer in this chat.',
  'telegram.moved': 'The group has moved to a new address.',
  'telegram.moved-away': 'The group has moved to a new address that Telegram does not tell.',
  'telegram.not-an-address': 'The address of the chat is not one of Telegram.',
  'telegram.no-right': 'Telegram gives the bot no right to do this in this chat.',
  'telegram.no-text': 'The message has no text that Telegram would show.',
  'telegram.too-long': 'The message is too long for Telegram.',
  'telegram.too-big': 'The message is too big for Telegram.',
  'telegram.formatting': 'Telegram could not read the formatting of the message.',
  'telegram.buttons': 'Telegram does not take these buttons: they are too many or too long.',
  'telegram.button-link': 'Telegram does not take the link of a button.',
  'telegram.quote-gone': 'The message that is quoted is not in Telegram any more.',
  'telegram.unchangeable': 'The message cannot be changed in Telegram any more.',
  'telegram.gone': 'The message is not in Telegram any more.',
  'telegram.undeletable': 'The message cannot be deleted in Telegram any more.',
  'telegram.reacted-gone': 'The message reacted to is not in Telegram any more.',
  'telegram.reaction': 'Telegram does not let bots use the reaction {emoji}.',
  'telegram.file-too-big': 'The file is too big for Telegram.',
  'telegram.file': 'Telegram could not take the file.',
  'telegram.no-voice': 'The customer does not accept voice messages. Send a text or a file instead.',
  'telegram.broken-off': 'The file did not get through to Telegram: {why}.',
  'telegram.not-a-message': 'This is not a message that Telegram could be pointed to.',
  'telegram.album': 'Telegram does not take these files as one album.',
  'telegram.file-withheld': 'Telegram hands files over 20 MB to no bot. Ask the customer for a smaller file or a link.',
  'telegram.file-gone': 'Telegram does not have the file any more.',
  'telegram.file-on-server':
    "The Bot API server keeps files on its own disk, which is not supported. Start it without '--local'.",

  // Trouble with the bot, its token and its webhook.
  'telegram.token': "Telegram does not accept the bot's token. Enter the bot's current token from @BotFather.",
  'telegram.slower': 'Telegram asks the bot to send more slowly.',
  'telegram.shared': 'Another program is using the bot at the same time.',
  'telegram.internal': 'Telegram has an internal error (HTTP {status}).',
  'telegram.unsure': 'Telegram did not say whether it took the message (HTTP {status}).',
  'telegram.refused': 'Telegram refused the message: {detail}',
  'telegram.not-reached': 'Telegram could not be reached: {why}.',
  'telegram.no-answer': 'Telegram did not answer: {why}.',
  'telegram.unreadable': 'Telegram answered in a way that was not understood.',
  'telegram.taken':
    'The bot’s messages go to another service: {host}. Disconnect it there, or take it over: then that service gets none any more.',
  'telegram.webhook-refused': 'Telegram does not accept the webhook address: {detail}',
  'telegram.no-webhook': 'The bot has no webhook, so messages do not arrive. Connect it again.',
  'telegram.elsewhere': 'Messages to the bot go to another service: {host}. Connect it again.',
  'telegram.failing': 'Telegram could not hand over a message: {detail}',
  'telegram.backlog': '{count} messages wait at Telegram to be handed over.',
  'telegram.no-token': 'This is not a bot token: it looks like 123456789:AAH…',

  // What has happened in a chat, for its managers.
  'telegram.note.blocked': 'The customer has blocked the bot. Messages do not arrive until they unblock it.',
  'telegram.note.back': 'The customer has unblocked the bot. Messages arrive again.',
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
  'telegram.blocked': 'El cliente ha bloqueado el bot.',
  'telegram.deactivated': 'La cuenta de Telegram del cliente se ha eliminado.',
  'telegram.write-first':
    'El cliente tiene que escribir primero al bot: Telegram no deja que un bot inicie una conversación.',
  'telegram.unknown-chat': 'Telegram no conoce este chat: el cliente tiene que escribir primero al bot.',
  'telegram.not-in-chat': 'El bot ya no está en este chat.',
  'telegram.moved': 'El grupo se ha mudado a otra dirección.',
  'telegram.moved-away': 'El grupo se ha mudado a otra dirección que Telegram no dice.',
  'telegram.not-an-address': 'La dirección del chat no es de Telegram.',
  'telegram.no-right': 'Telegram no da al bot permiso para hacer esto en este chat.',
  'telegram.no-text': 'El mensaje no tiene ningún texto que Telegram muestre.',
  'telegram.too-long': 'El mensaje es demasiado largo para Telegram.',
  'telegram.too-big': 'El mensaje es demasiado grande para Telegram.',
  'telegram.formatting': 'Telegram no pudo leer el formato del mensaje.',
  'telegram.buttons': 'Telegram no acepta estos botones: son demasiados o demasiado largos.',
  'telegram.button-link': 'Telegram no acepta el enlace de un botón.',
  'telegram.quote-gone': 'El mensaje citado ya no está en Telegram.',
  'telegram.unchangeable': 'El mensaje ya no se puede cambiar en Telegram.',
  'telegram.gone': 'El mensaje ya no está en Telegram.',
  'telegram.undeletable': 'El mensaje ya no se puede eliminar en Telegram.',
  'telegram.reacted-gone': 'El mensaje al que reaccionas ya no está en Telegram.',
  'telegram.reaction': 'Telegram no deja que los bots usen la reacción {emoji}.',
  'telegram.file-too-big': 'El archivo es demasiado grande para Telegram.',
  'telegram.file': 'Telegram no pudo aceptar el archivo.',
  'telegram.no-voice': 'El cliente no acepta mensajes de voz. Envía un texto o un archivo.',
  'telegram.broken-off': 'El archivo no llegó a Telegram: {why}.',
  'telegram.not-a-message': 'Este mensaje no es uno que se pueda señalar en Telegram.',
  'telegram.album': 'Telegram no acepta estos archivos como un álbum.',
  'telegram.file-withheld':
    'Telegram no entrega a ningún bot archivos de más de 20 MB. Pide al cliente un archivo más pequeño o un enlace.',
  'telegram.file-gone': 'Telegram ya no tiene el archivo.',
  'telegram.file-on-server':
    "El servidor de la API de bots guarda los archivos en su propio disco, lo que no se admite. Inícialo sin '--local'.",

  'telegram.token': 'Telegram no acepta el token del bot. Escribe el token actual del bot, que da @BotFather.',
  'telegram.slower': 'Telegram pide al bot que envíe más despacio.',
  'telegram.shared': 'Otro programa está usando el bot al mismo tiempo.',
  'telegram.internal': 'Telegram tiene un error interno (HTTP {status}).',
  'telegram.unsure': 'Telegram no dijo si aceptó el mensaje (HTTP {status}).',
  'telegram.refused': 'Telegram rechazó el mensaje: {detail}',
  'telegram.not-reached': 'No se pudo contactar con Telegram: {why}.',
  'telegram.no-answer': 'Telegram no respondió: {why}.',
  'telegram.unreadable': 'Telegram respondió de una forma que no se entendió.',
  'telegram.taken':
    'Los mensajes del bot van a otro servicio: {host}. Desconéctalo allí, o tráelo aquí: entonces ese servicio ya no recibirá ninguno.',
  'telegram.webhook-refused': 'Telegram no acepta la dirección del webhook: {detail}',
  'telegram.no-webhook': 'El bot no tiene webhook, así que los mensajes no llegan. Conéctalo de nuevo.',
  'telegram.elsewhere': 'Los mensajes al bot van a otro servicio: {host}. Conéctalo de nuevo.',
  'telegram.failing': 'Telegram no pudo entregar un mensaje: {detail}',
  'telegram.backlog': 'En Telegram esperan {count} mensajes por entregar.',
  'telegram.no-token': 'Esto no es el token de un bot: tiene la forma 123456789:AAH…',

  'telegram.note.blocked': 'El cliente ha bloqueado el bot. Los mensajes no llegan hasta que lo desbloquee.',
  'telegram.note.back': 'El cliente ha desbloqueado el bot. Los mensajes vuelven a llegar.',
};

const pt: Readonly<Record<keyof typeof en, string>> = {
  'telegram.blocked': 'O cliente bloqueou o bot.',
  'telegram.deactivated': 'A conta do Telegram do cliente foi excluída.',
  'telegram.write-first':
    'O cliente precisa escrever primeiro para o bot: o Telegram não deixa nenhum bot iniciar uma conversa.',
  'telegram.unknown-chat': 'O Telegram não conhece este chat: o cliente precisa escrever primeiro para o bot.',
  'telegram.not-in-chat': 'O bot não está mais neste chat.',
  'telegram.moved': 'O grupo mudou para outro endereço.',
  'telegram.moved-away': 'O grupo mudou para outro endereço, que o Telegram não informa.',
  'telegram.not-an-address': 'O endereço do chat não é do Telegram.',
  'telegram.no-right': 'O Telegram não dá ao bot permissão para fazer isto neste chat.',
  'telegram.no-text': 'A mensagem não tem nenhum texto que o Telegram mostre.',
  'telegram.too-long': 'A mensagem é longa demais para o Telegram.',
  'telegram.too-big': 'A mensagem é grande demais para o Telegram.',
  'telegram.formatting': 'O Telegram não conseguiu ler a formatação da mensagem.',
  'telegram.buttons': 'O Telegram não aceita estes botões: são muitos ou longos demais.',
  'telegram.button-link': 'O Telegram não aceita o link de um botão.',
  'telegram.quote-gone': 'A mensagem citada não está mais no Telegram.',
  'telegram.unchangeable': 'A mensagem não pode mais ser alterada no Telegram.',
  'telegram.gone': 'A mensagem não está mais no Telegram.',
  'telegram.undeletable': 'A mensagem não pode mais ser apagada no Telegram.',
  'telegram.reacted-gone': 'A mensagem à qual você reagiu não está mais no Telegram.',
  'telegram.reaction': 'O Telegram não deixa bots usarem a reação {emoji}.',
  'telegram.file-too-big': 'O arquivo é grande demais para o Telegram.',
  'telegram.file': 'O Telegram não pôde aceitar o arquivo.',
  'telegram.no-voice': 'O cliente não aceita mensagens de voz. Envie um texto ou um arquivo.',
  'telegram.broken-off': 'O arquivo não chegou ao Telegram: {why}.',
  'telegram.not-a-message': 'Esta mensagem não é uma que se possa apontar no Telegram.',
  'telegram.album': 'O Telegram não aceita estes arquivos como um álbum.',
  'telegram.file-withheld':
    'O Telegram não entrega a nenhum bot arquivos de mais de 20 MB. Peça ao cliente um arquivo menor ou um link.',
  'telegram.file-gone': 'O Telegram não tem mais o arquivo.',
  'telegram.file-on-server':
    "O servidor da API de bots guarda os arquivos no próprio disco, o que não é possível usar. Inicie-o sem '--local'.",

  'telegram.token': 'O Telegram não aceita o token do bot. Digite o token atual do bot, que o @BotFather dá.',
  'telegram.slower': 'O Telegram pede que o bot envie mais devagar.',
  'telegram.shared': 'Outro programa está usando o bot ao mesmo tempo.',
  'telegram.internal': 'O Telegram está com um erro interno (HTTP {status}).',
  'telegram.unsure': 'O Telegram não disse se aceitou a mensagem (HTTP {status}).',
  'telegram.refused': 'O Telegram recusou a mensagem: {detail}',
  'telegram.not-reached': 'Não foi possível contatar o Telegram: {why}.',
  'telegram.no-answer': 'O Telegram não respondeu: {why}.',
  'telegram.unreadable': 'O Telegram respondeu de um jeito que não foi entendido.',
  'telegram.taken':
    'As mensagens do bot vão para outro serviço: {host}. Desconecte-o de lá, ou traga-o para cá: então esse serviço não receberá mais nenhuma.',
  'telegram.webhook-refused': 'O Telegram não aceita o endereço do webhook: {detail}',
  'telegram.no-webhook': 'O bot não tem webhook, então as mensagens não chegam. Conecte-o de novo.',
  'telegram.elsewhere': 'As mensagens para o bot vão para outro serviço: {host}. Conecte-o de novo.',
  'telegram.failing': 'O Telegram não conseguiu entregar uma mensagem: {detail}',
  'telegram.backlog': 'No Telegram há {count} mensagens esperando para serem entregues.',
  'telegram.no-token': 'Isto não é o token de um bot: ele se parece com 123456789:AAH…',

  'telegram.note.blocked': 'O cliente bloqueou o bot. As mensagens não chegam até que ele o desbloqueie.',
  'telegram.note.back': 'O cliente desbloqueou o bot. As mensagens voltam a chegar.',
};

export const telegramPhrases: Phrases<keyof typeof en> = { en, es, pt };

export type Code = keyof typeof en;

export const say = sayingFrom(telegramPhrases);
