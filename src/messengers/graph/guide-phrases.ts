import { sayingFrom, type Phrases } from '../../model/words';

/** What administrators read of every product of Meta’s: the app, its fields in a form, what is checked of a token. */
const en = {
  'meta.guide.app': 'Make an app at Meta',
  'meta.guide.app.link': 'Open Meta for Developers',
  'meta.guide.publish': 'Publish the app',

  'meta.field.app-id': 'App id',
  'meta.field.app-id.help': 'From your app’s page App settings → Basic.',
  'meta.field.app-secret': 'App secret',
  'meta.field.app-secret.help': 'From the same page, behind “Show”. It proves that messages come from Meta.',
  'meta.field.api': 'Graph API address',
  'meta.field.api.help': 'Leave it as it is.',
  'meta.field.version': 'Graph API version',
  'meta.field.version.help': 'Leave it as it is, unless Meta has ended it.',

  'meta.wrong.id': 'This is not an id of Meta: it has digits only.',
  'meta.wrong.token': 'This is not an access token: it looks like EAAG…',
  'meta.wrong.secret': 'This is not an app secret: it looks like 0a1b2c…',
  'meta.wrong.version': 'This is not a version: it looks like v26.0',

  'meta.check.token': 'Access token',
  'meta.check.token.ok': 'Meta accepts the access token, and it does not end.',
  'meta.check.token.until': 'Meta accepts the access token until {day}.',
  'meta.check.token.ends': 'The access token ends on {day}. Make one of a system user, which does not end.',
  'meta.check.token.dead': 'Meta does not accept the access token any more. Enter a new one.',
  'meta.check.token.other-app':
    'The access token was made for another app. Make one for the app whose id and secret are entered here.',
  'meta.check.token.untold': 'Meta does not tell about the token.',
  'meta.check.permissions': 'Permissions',
  'meta.check.permissions.ok': 'The access token has what is needed: {needed}.',
  'meta.check.permissions.missing': 'The access token lacks {missing}. Make a token with all of {needed}.',
  'meta.check.address': 'Webhook address',
  'meta.check.address.ok': 'Meta sends messages to {url}.',
  'meta.check.address.none': 'Meta has no address to send messages to. Connect it again.',
  'meta.check.address.elsewhere': 'Messages go to another service: {host}. Connect it again.',
} as const;

const es: Readonly<Record<keyof typeof en, string>> = {
  'meta.guide.app': 'Crea una app en Meta',
  'meta.guide.app.link': 'Abrir Meta for Developers',
  'meta.guide.publish': 'Publica la app',

  'meta.field.app-id': 'Identificador de la app',
  'meta.field.app-id.help': 'En tu app, en la página Configuración de la app → Básica.',
  'meta.field.app-secret': 'Clave secreta de la app',
  'meta.field.app-secret.help': 'De la misma página, tras «Mostrar». Demuestra que los mensajes vienen de Meta.',
  'meta.field.api': 'Dirección de la Graph API',
  'meta.field.api.help': 'Déjala como está.',
  'meta.field.version': 'Versión de la Graph API',
  'meta.field.version.help': 'Déjala como está, salvo que Meta la haya retirado.',

  'meta.wrong.id': 'Esto no es un identificador de Meta: solo tiene cifras.',
  'meta.wrong.token': 'Esto no es un token de acceso: tiene la forma EAAG…',
  'meta.wrong.secret': 'Esto no es la clave secreta de una app: tiene la forma 0a1b2c…',
  'meta.wrong.version': 'Esto no es una versión: tiene la forma v26.0',

  'meta.check.token': 'Token de acceso',
  'meta.check.token.ok': 'Meta acepta el token de acceso, y no caduca.',
  'meta.check.token.until': 'Meta acepta el token de acceso hasta el {day}.',
  'meta.check.token.ends': 'El token de acceso caduca el {day}. Crea uno de un usuario del sistema, que no caduca.',
  'meta.check.token.dead': 'Meta ya no acepta el token de acceso. Escribe uno nuevo.',
  'meta.check.token.other-app':
    'El token de acceso se creó para otra app. Crea uno para la app cuyo identificador y clave escribiste aquí.',
  'meta.check.token.untold': 'Meta no informa sobre el token.',
  'meta.check.permissions': 'Permisos',
  'meta.check.permissions.ok': 'El token de acceso tiene lo necesario: {needed}.',
  'meta.check.permissions.missing': 'Al token de acceso le falta {missing}. Crea un token con todo esto: {needed}.',
  'meta.check.address': 'Dirección del webhook',
  'meta.check.address.ok': 'Meta envía los mensajes a {url}.',
  'meta.check.address.none': 'Meta no tiene ninguna dirección a la que enviar los mensajes. Conéctalo de nuevo.',
  'meta.check.address.elsewhere': 'Los mensajes van a otro servicio: {host}. Conéctalo de nuevo.',
};

const pt: Readonly<Record<keyof typeof en, string>> = {
  'meta.guide.app': 'Crie um app na Meta',
  'meta.guide.app.link': 'Abrir o Meta for Developers',
  'meta.guide.publish': 'Publique o app',

  'meta.field.app-id': 'ID do app',
  'meta.field.app-id.help': 'No seu app, na página Configurações do app → Básico.',
  'meta.field.app-secret': 'Chave secreta do app',
  'meta.field.app-secret.help': 'Da mesma página, em “Mostrar”. Ela prova que as mensagens vêm da Meta.',
  'meta.field.api': 'Endereço da Graph API',
  'meta.field.api.help': 'Deixe como está.',
  'meta.field.version': 'Versão da Graph API',
  'meta.field.version.help': 'Deixe como está, a menos que a Meta a tenha encerrado.',

  'meta.wrong.id': 'Isto não é um ID da Meta: ele só tem algarismos.',
  'meta.wrong.token': 'Isto não é um token de acesso: ele se parece com EAAG…',
  'meta.wrong.secret': 'Isto não é a chave secreta de um app: ela se parece com 0a1b2c…',
  'meta.wrong.version': 'Isto não é uma versão: ela se parece com v26.0',

  'meta.check.token': 'Token de acesso',
  'meta.check.token.ok': 'A Meta aceita o token de acesso, e ele não expira.',
  'meta.check.token.until': 'A Meta aceita o token de acesso até {day}.',
  'meta.check.token.ends': 'O token de acesso expira em {day}. Crie um de um usuário do sistema, que não expira.',
  'meta.check.token.dead': 'A Meta não aceita mais o token de acesso. Digite um novo.',
  'meta.check.token.other-app':
    'O token de acesso foi criado para outro app. Crie um para o app cujo ID e cuja chave foram digitados aqui.',
  'meta.check.token.untold': 'A Meta não informa nada sobre o token.',
  'meta.check.permissions': 'Permissões',
  'meta.check.permissions.ok': 'O token de acesso tem o que é preciso: {needed}.',
  'meta.check.permissions.missing': 'Falta ao token de acesso: {missing}. Crie um token com tudo isto: {needed}.',
  'meta.check.address': 'Endereço do webhook',
  'meta.check.address.ok': 'A Meta envia as mensagens para {url}.',
  'meta.check.address.none': 'A Meta não tem nenhum endereço para enviar as mensagens. Conecte-o de novo.',
  'meta.check.address.elsewhere': 'As mensagens vão para outro serviço: {host}. Conecte-o de novo.',
};

export const metaGuidePhrases: Phrases<keyof typeof en> = { en, es, pt };

export const sayMeta = sayingFrom(metaGuidePhrases);
