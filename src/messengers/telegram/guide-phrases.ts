import { sayingFrom, type Phrases } from '../../model/words';

/** What administrators read while they connect a bot and look after it: its guide, its form, its checks. */
const en = {
  'telegram.about': 'A bot that your customers write to',

  'telegram.guide.bot': 'Make a bot, or take one that you have',
  'telegram.guide.bot.how':
    'In Telegram, open a chat with `@BotFather`, which has a blue tick. Send it `/newbot` and choose a name and a username. For a bot that you have, send `/token` instead.',
  'telegram.guide.bot.link': 'Open @BotFather',
  'telegram.guide.token': 'Copy its token',
  'telegram.guide.token.how': 'BotFather answers with the token, which looks like `123456789:AAH4…`. Copy all of it.',

  'telegram.field.token': 'Bot token',
  'telegram.field.token.help': 'Whoever has it can speak as your bot. Give it to nobody else.',
  'telegram.field.api': 'Bot API address',
  'telegram.field.api.help': 'Leave it as it is, unless you run Telegram’s Local Bot API server yourself.',

  'telegram.check.token': 'Bot token',
  'telegram.check.token.ok': 'Telegram accepts the token.',
  'telegram.check.address': 'Webhook address',
  'telegram.check.address.ok': 'Telegram sends messages to {url}.',
  'telegram.check.delivery': 'Handing over',
  'telegram.check.delivery.ok': 'Telegram can hand over messages.',
  'telegram.check.backlog': 'Waiting messages',
  'telegram.check.backlog.ok': 'No messages pile up at Telegram.',
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
  'telegram.about': 'Un bot al que escriben tus clientes',

  'telegram.guide.bot': 'Crea un bot, o usa uno que ya tengas',
  'telegram.guide.bot.how':
    'En Telegram, abre un chat con `@BotFather`, que tiene una marca azul. Envíale `/newbot` y elige un nombre y un usuario. Si ya tienes un bot, envía `/token`.',
  'telegram.guide.bot.link': 'Abrir @BotFather',
  'telegram.guide.token': 'Copia su token',
  'telegram.guide.token.how': 'BotFather responde con el token, que tiene la forma `123456789:AAH4…`. Cópialo entero.',

  'telegram.field.token': 'Token del bot',
  'telegram.field.token.help': 'Quien lo tiene puede hablar como tu bot. No se lo des a nadie más.',
  'telegram.field.api': 'Dirección de la API de bots',
  'telegram.field.api.help':
    'Déjala como está, salvo que tengas tu propio servidor local de la API de bots de Telegram.',

  'telegram.check.token': 'Token del bot',
  'telegram.check.token.ok': 'Telegram acepta el token.',
  'telegram.check.address': 'Dirección del webhook',
  'telegram.check.address.ok': 'Telegram envía los mensajes a {url}.',
  'telegram.check.delivery': 'Entrega',
  'telegram.check.delivery.ok': 'Telegram puede entregar los mensajes.',
  'telegram.check.backlog': 'Mensajes en espera',
  'telegram.check.backlog.ok': 'No se acumulan mensajes en Telegram.',
};

const pt: Readonly<Record<keyof typeof en, string>> = {
  'telegram.about': 'Um bot para o qual seus clientes escrevem',

  'telegram.guide.bot': 'Crie um bot, ou use um que você já tem',
  'telegram.guide.bot.how':
    'No Telegram, abra um chat com `@BotFather`, que tem um selo azul. Envie `/newbot` e escolha um nome e um usuário. Se você já tem um bot, envie `/token`.',
  'telegram.guide.bot.link': 'Abrir o @BotFather',
  'telegram.guide.token': 'Copie o token dele',
  'telegram.guide.token.how': 'O BotFather responde com o token, que se parece com `123456789:AAH4…`. Copie tudo.',

  'telegram.field.token': 'Token do bot',
  'telegram.field.token.help': 'Quem o tem pode falar como o seu bot. Não o dê a mais ninguém.',
  'telegram.field.api': 'Endereço da API de bots',
  'telegram.field.api.help':
    'Deixe como está, a menos que você mesmo rode o servidor local da API de bots do Telegram.',

  'telegram.check.token': 'Token do bot',
  'telegram.check.token.ok': 'O Telegram aceita o token.',
  'telegram.check.address': 'Endereço do webhook',
  'telegram.check.address.ok': 'O Telegram envia as mensagens para {url}.',
  'telegram.check.delivery': 'Entrega',
  'telegram.check.delivery.ok': 'O Telegram consegue entregar as mensagens.',
  'telegram.check.backlog': 'Mensagens em espera',
  'telegram.check.backlog.ok': 'Não há mensagens se acumulando no Telegram.',
};

export const telegramGuidePhrases: Phrases<keyof typeof en> = { en, es, pt };

export const sayGuide = sayingFrom(telegramGuidePhrases);
