import { sayingFrom, type Phrases } from '../../model/words';

/** What all products of Meta's share. `{product}` is WhatsApp, Instagram, …; `{detail}` is in Meta's own words. */
const en = {
  'graph.token': '{product} does not accept the access token. Enter a new one.',
  'graph.permission':
    'The access token has no permission for this at {product}. Make a token with all permissions and enter it.',
  'graph.slower': '{product} asks us to send more slowly.',
  'graph.restricted': "{product} has restricted the account for breaking its rules. See Meta's Business Support Home.",
  'graph.not-now': '{product} cannot do this just now.',
  'graph.unavailable': '{product} cannot be used just now (HTTP {status}).',
  'graph.unsure': '{product} did not say whether it took the message (HTTP {status}).',
  'graph.refused': '{product} refused it: {detail}',
  'graph.not-reached': '{product} could not be reached: {why}.',
  'graph.no-answer': '{product} did not answer: {why}.',
  'graph.broken-off': 'The file did not get through to {product}: {why}.',
  'graph.unreadable': '{product} answered in a way that was not understood.',
  'graph.wrong-app': "Meta does not accept the app's id and secret. Copy both from App settings → Basic of your app.",
  'graph.other-app': 'The access token was made for another app. Make one for the app whose id and secret are entered.',
  'graph.address-refused': 'Meta does not accept the webhook address. {detail}',
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
  'graph.token': '{product} no acepta el token de acceso. Escribe uno nuevo.',
  'graph.permission':
    'El token de acceso no tiene permiso para esto en {product}. Crea un token con todos los permisos y escríbelo.',
  'graph.slower': '{product} pide que enviemos más despacio.',
  'graph.restricted':
    '{product} ha restringido la cuenta por incumplir sus normas. Consulta la página de ayuda para empresas de Meta (Business Support Home).',
  'graph.not-now': '{product} no puede hacerlo en este momento.',
  'graph.unavailable': '{product} no está disponible en este momento (HTTP {status}).',
  'graph.unsure': '{product} no dijo si aceptó el mensaje (HTTP {status}).',
  'graph.refused': '{product} lo rechazó: {detail}',
  'graph.not-reached': 'No se pudo contactar con {product}: {why}.',
  'graph.no-answer': '{product} no respondió: {why}.',
  'graph.broken-off': 'El archivo no llegó a {product}: {why}.',
  'graph.unreadable': '{product} respondió de una forma que no se entendió.',
  'graph.wrong-app':
    'Meta no acepta el identificador y la clave secreta de la app. Copia ambos de Configuración de la app → Básica.',
  'graph.other-app':
    'El token de acceso es de otra app. Crea uno para la app cuyo identificador y clave secreta escribiste.',
  'graph.address-refused': 'Meta no acepta la dirección del webhook. {detail}',
};

const pt: Readonly<Record<keyof typeof en, string>> = {
  'graph.token': 'O {product} não aceita o token de acesso. Digite um novo.',
  'graph.permission':
    'O token de acesso não tem permissão para isto no {product}. Crie um token com todas as permissões e digite-o.',
  'graph.slower': 'O {product} pede que enviemos mais devagar.',
  'graph.restricted':
    'O {product} restringiu a conta por violar as regras dele. Consulte a página de suporte para empresas da Meta (Business Support Home).',
  'graph.not-now': 'O {product} não pode fazer isto agora.',
  'graph.unavailable': 'O {product} não está disponível agora (HTTP {status}).',
  'graph.unsure': 'O {product} não disse se aceitou a mensagem (HTTP {status}).',
  'graph.refused': 'O {product} recusou: {detail}',
  'graph.not-reached': 'Não foi possível contatar o {product}: {why}.',
  'graph.no-answer': 'O {product} não respondeu: {why}.',
  'graph.broken-off': 'O arquivo não chegou ao {product}: {why}.',
  'graph.unreadable': 'O {product} respondeu de um jeito que não foi entendido.',
  'graph.wrong-app': 'A Meta não aceita o ID e a chave secreta do app. Copie os dois de Configurações do app → Básico.',
  'graph.other-app': 'O token de acesso é de outro app. Crie um para o app do ID e da chave secreta que você digitou.',
  'graph.address-refused': 'A Meta não aceita o endereço do webhook. {detail}',
};

export const graphPhrases: Phrases<keyof typeof en> = { en, es, pt };

export const say = sayingFrom(graphPhrases);
