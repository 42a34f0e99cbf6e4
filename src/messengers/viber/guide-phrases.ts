import { sayingFrom, type Phrases } from '../../model/words';
import { SENDER_NAME_LIMIT, TEXT_LIMIT } from './limits';

/** What administrators read while they connect a bot and look after it: its guide, its form, its checks. */
const en = {
  'viber.about': 'A bot that your customers write to',

  'viber.guide.bot': 'Have a bot',
  'viber.guide.bot.how':
    'New bots are made by Viber or its partners, for a monthly fee. One that you have already stays as it is.',
  'viber.guide.bot.link': 'Open Viber for partners',
  'viber.guide.token': 'Copy its token',
  'viber.guide.token.how':
    'Sign in where the bot is kept, open its page Edit info and copy the token, which looks like `445da6az1s345z78-…`.',
  'viber.guide.sender': 'Say who writes',
  'viber.guide.sender.how':
    'Customers see the name above each message. The webhook needs no setting up, Courier does that.',

  'viber.field.token': 'Bot token',
  'viber.field.token.help': 'Whoever has it can speak as your bot. It also proves that messages come from Viber.',
  'viber.field.sender': 'Name of the sender',
  'viber.field.sender.help': `Up to ${SENDER_NAME_LIMIT} characters.`,
  'viber.field.welcome': 'Welcome',
  'viber.field.welcome.help': 'For people who open the chat for the first time. Leave it empty for none.',
  'viber.field.api': 'Bot API address',
  'viber.field.api.help': 'Leave it as it is.',
  'viber.wrong.token': 'This is not a bot token: it looks like 445da6az1s345z78-dazcczb2542zv51a-…',
  'viber.wrong.no-sender': 'Customers have to see a name.',
  'viber.wrong.sender': `Viber takes names of up to ${SENDER_NAME_LIMIT} characters.`,
  'viber.wrong.welcome': `Viber takes texts of up to ${TEXT_LIMIT} characters.`,

  'viber.check.token': 'Bot token',
  'viber.check.token.ok': 'Viber accepts the token.',
  'viber.check.address': 'Webhook address',
  'viber.check.address.ok': 'Viber sends messages to {url}.',
  'viber.check.address.none': 'The bot has no webhook, so messages do not arrive. Connect it again.',
  'viber.check.address.elsewhere': 'Messages to the bot go to another service: {host}. Connect it again.',
  'viber.check.events': 'Ticks',
  'viber.check.events.ok': 'Viber tells what becomes of messages.',
  'viber.check.events.missing': 'Viber does not tell of {missing}, so ticks are missing. Connect the bot again.',
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
  'viber.about': 'Un bot al que escriben tus clientes',

  'viber.guide.bot': 'Ten un bot',
  'viber.guide.bot.how':
    'Los bots nuevos los crean Viber o sus socios, por una cuota mensual. El que ya tengas sigue como está.',
  'viber.guide.bot.link': 'Abrir Viber para socios',
  'viber.guide.token': 'Copia su token',
  'viber.guide.token.how':
    'Entra donde se administra el bot, abre su página Edit info y copia el token, que tiene la forma `445da6az1s345z78-…`.',
  'viber.guide.sender': 'Di quién escribe',
  'viber.guide.sender.how':
    'Los clientes ven el nombre encima de cada mensaje. El webhook no hay que configurarlo, lo hace Courier.',

  'viber.field.token': 'Token del bot',
  'viber.field.token.help':
    'Quien lo tiene puede hablar como tu bot. También demuestra que los mensajes vienen de Viber.',
  'viber.field.sender': 'Nombre del remitente',
  'viber.field.sender.help': `Hasta ${SENDER_NAME_LIMIT} caracteres.`,
  'viber.field.welcome': 'Bienvenida',
  'viber.field.welcome.help': 'Para quienes abren el chat por primera vez. Déjala vacía si no quieres ninguna.',
  'viber.field.api': 'Dirección de la API de bots',
  'viber.field.api.help': 'Déjala como está.',
  'viber.wrong.token': 'Esto no es el token de un bot: tiene la forma 445da6az1s345z78-dazcczb2542zv51a-…',
  'viber.wrong.no-sender': 'Los clientes tienen que ver un nombre.',
  'viber.wrong.sender': `Viber acepta nombres de hasta ${SENDER_NAME_LIMIT} caracteres.`,
  'viber.wrong.welcome': `Viber acepta textos de hasta ${TEXT_LIMIT} caracteres.`,

  'viber.check.token': 'Token del bot',
  'viber.check.token.ok': 'Viber acepta el token.',
  'viber.check.address': 'Dirección del webhook',
  'viber.check.address.ok': 'Viber envía los mensajes a {url}.',
  'viber.check.address.none': 'El bot no tiene webhook, así que los mensajes no llegan. Conéctalo de nuevo.',
  'viber.check.address.elsewhere': 'Los mensajes al bot van a otro servicio: {host}. Conéctalo de nuevo.',
  'viber.check.events': 'Marcas de entrega',
  'viber.check.events.ok': 'Viber informa de lo que pasa con los mensajes.',
  'viber.check.events.missing':
    'Viber no informa de {missing}, así que faltan marcas de entrega. Conecta el bot de nuevo.',
};

const pt: Readonly<Record<keyof typeof en, string>> = {
  'viber.about': 'Um bot para o qual seus clientes escrevem',

  'viber.guide.bot': 'Tenha um bot',
  'viber.guide.bot.how':
    'Os bots novos são criados pelo Viber ou por seus parceiros, por uma mensalidade. Um que você já tem fica como está.',
  'viber.guide.bot.link': 'Abrir o Viber para parceiros',
  'viber.guide.token': 'Copie o token dele',
  'viber.guide.token.how':
    'Entre onde o bot é administrado, abra a página Edit info dele e copie o token, que se parece com `445da6az1s345z78-…`.',
  'viber.guide.sender': 'Diga quem escreve',
  'viber.guide.sender.how':
    'Os clientes veem o nome acima de cada mensagem. O webhook não precisa ser configurado, o Courier faz isso.',

  'viber.field.token': 'Token do bot',
  'viber.field.token.help': 'Quem o tem pode falar como o seu bot. Ele também prova que as mensagens vêm do Viber.',
  'viber.field.sender': 'Nome do remetente',
  'viber.field.sender.help': `Até ${SENDER_NAME_LIMIT} caracteres.`,
  'viber.field.welcome': 'Boas-vindas',
  'viber.field.welcome.help': 'Para quem abre o chat pela primeira vez. Deixe vazio se não quiser nenhuma.',
  'viber.field.api': 'Endereço da API de bots',
  'viber.field.api.help': 'Deixe como está.',
  'viber.wrong.token': 'Isto não é o token de um bot: ele se parece com 445da6az1s345z78-dazcczb2542zv51a-…',
  'viber.wrong.no-sender': 'Os clientes têm que ver um nome.',
  'viber.wrong.sender': `O Viber aceita nomes de até ${SENDER_NAME_LIMIT} caracteres.`,
  'viber.wrong.welcome': `O Viber aceita textos de até ${TEXT_LIMIT} caracteres.`,

  'viber.check.token': 'Token do bot',
  'viber.check.token.ok': 'O Viber aceita o token.',
  'viber.check.address': 'Endereço do webhook',
  'viber.check.address.ok': 'O Viber envia as mensagens para {url}.',
  'viber.check.address.none': 'O bot não tem webhook, então as mensagens não chegam. Conecte-o de novo.',
  'viber.check.address.elsewhere': 'As mensagens para o bot vão para outro serviço: {host}. Conecte-o de novo.',
  'viber.check.events': 'Confirmações de entrega',
  'viber.check.events.ok': 'O Viber informa o que acontece com as mensagens.',
  'viber.check.events.missing':
    'O Viber não informa {missing}, então faltam confirmações de entrega. Conecte o bot de novo.',
};

export const viberGuidePhrases: Phrases<keyof typeof en> = { en, es, pt };

export const sayGuide = sayingFrom(viberGuidePhrases);
