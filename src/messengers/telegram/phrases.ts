import { sayingFrom, type Phrases } from '../../model/words';

/** What administrators are told while a bot is connected and looked after; refusals of messages are in `errors.ts`. */
const en = {
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
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
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
};

const pt: Readonly<Record<keyof typeof en, string>> = {
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
};

export const telegramPhrases: Phrases<keyof typeof en> = { en, es, pt };

export const say = sayingFrom(telegramPhrases);
