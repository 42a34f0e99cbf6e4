import type { WeChatPhrase } from './en';

export const es: Readonly<Record<WeChatPhrase, string>> = {
  'wechat.about': 'Una cuenta oficial que siguen tus clientes',
  'wechat.guide.console': 'Abrir la consola de WeChat',
  'wechat.check.token': 'Token de acceso',
  'wechat.check.address': 'Dirección del servidor',
  'wechat.guide.account': 'Ten una cuenta de servicio',
  'wechat.guide.account.how':
    'Una cuenta oficial verificada. Las cuentas de servicio pueden responder a los clientes; de las demás, WeChat dice cuáles. Abre su consola.',
  'wechat.guide.keys': 'Copia su AppID y su AppSecret',
  'wechat.guide.keys.how':
    'Están en Configuración básica (基本配置). Añade la dirección desde la que llama este servidor a la lista de IP permitidas (IP白名单) de la misma página.',
  'wechat.guide.server': 'Elige un Token',
  'wechat.guide.server.how':
    'Escribe el Token, y una EncodingAESKey si la usas, aquí y después en Configuración del servidor (服务器配置). La URL que hay que escribir allí se muestra tras este paso; guárdala allí al final.',

  'wechat.field.app-id': 'AppID',
  'wechat.field.app-id.help': 'De Configuración básica, en la consola de la cuenta.',
  'wechat.field.secret': 'AppSecret',
  'wechat.field.secret.help': 'De la misma página. WeChat lo muestra una sola vez; uno nuevo anula el anterior.',
  'wechat.field.token': 'Token',
  'wechat.field.token.help': 'Lo eliges tú: de 3 a 32 letras y cifras, el mismo que en la consola.',
  'wechat.field.aes-key': 'EncodingAESKey',
  'wechat.field.aes-key.help':
    'Las 43 letras y cifras de la consola. Con ella solo se aceptan mensajes cifrados: elige allí el modo compatible o el seguro. Déjala vacía para el modo sin cifrar.',
  'wechat.field.api': 'Dirección de la API',
  'wechat.field.api.help': 'Déjala como está, salvo que otro servidor de WeChat quede más cerca.',
  'wechat.wrong.app-id': 'Esto no es un AppID: tiene la forma wx0123456789abcdef',
  'wechat.wrong.secret': 'Esto no es un AppSecret: tiene 32 cifras y letras de la a a la f',
  'wechat.wrong.token': 'Un Token tiene de 3 a 32 letras y cifras',
  'wechat.wrong.aes-key': 'Una EncodingAESKey tiene 43 letras y cifras',

  'wechat.check.token.ok': 'WeChat acepta el AppID y el AppSecret.',
  'wechat.check.address.ok': 'WeChat ha llamado a {url} y conocía el Token.',
  'wechat.check.address.unknown': 'WeChat no dice adónde envía los mensajes. Tiene que ser {url}.',
  'wechat.check.address.missing':
    'Los mensajes todavía no llegan. En la consola de la cuenta, en Configuración del servidor (服务器配置), escribe la URL {url}, tu Token y tu EncodingAESKey, y guarda. Después comprueba otra vez.',

  'wechat.no-records':
    'WeChat no da los registros de esta cuenta. Activa en la consola su atención al cliente (客服功能), en la última versión.',
  'wechat.unknown-customer': 'WeChat no conoce a este cliente como seguidor de la cuenta. Tiene que escribir primero.',
  'wechat.unfollowed': 'El cliente ya no sigue la cuenta. Los mensajes volverán a llegar cuando la siga y escriba.',
  'wechat.blocked': 'El cliente ha bloqueado la cuenta o ha desactivado sus mensajes.',
  'wechat.window':
    'WeChat no lo acepta: el cliente escribió hace más de 48 horas o ya no sigue la cuenta. Espera a que vuelva a escribir.',
  'wechat.allowance':
    'WeChat no acepta más mensajes hasta que el cliente responda: después de cada uno suyo acepta cinco.',
  'wechat.too-long': 'El mensaje es demasiado largo para WeChat.',
  'wechat.empty': 'El mensaje está vacío.',
  'wechat.too-big': 'El archivo es demasiado grande para WeChat. Envía un enlace.',
  'wechat.file': 'WeChat no pudo usar el archivo.',
  'wechat.file-gone': 'WeChat ya no tiene el archivo: los guarda tres días.',
  'wechat.too-many-buttons': 'WeChat no acepta tantos botones.',
  'wechat.not-read': 'WeChat no pudo leer el mensaje.',
  'wechat.not-an-address': 'La dirección del chat no es de WeChat.',

  'wechat.closed':
    'Los mensajes de WeChat no se pueden abrir: la EncodingAESKey no es la de la consola de la cuenta. Escribe la actual.',
  'wechat.credentials': 'WeChat no acepta el AppID o el AppSecret. Escribe los actuales.',
  'wechat.frozen':
    'El AppSecret está congelado en WeChat. Descongélalo o restablécelo en la consola y escribe el actual.',
  'wechat.ip':
    'WeChat no acepta llamadas desde {ip}. Añade esta dirección a la lista de IP permitidas (IP白名单) de la cuenta, en Configuración básica.',
  'wechat.token': 'WeChat rechaza su propio token de acceso nuevo. Puede que otro sistema lo esté renovando sin parar.',
  'wechat.token-renewed': 'WeChat quería otro token de acceso y se tardó en obtenerlo.',
  'wechat.not-granted':
    'WeChat no ha concedido esto a la cuenta. Tiene que estar verificada, y no todas las cuentas pueden responder a los clientes.',
  'wechat.banned': 'WeChat ha retirado este derecho a la cuenta. Mira los avisos en su consola.',
  'wechat.restricted': 'WeChat ha restringido la cuenta. Mira los avisos en su consola.',
  'wechat.busy': 'WeChat está ocupado.',
  'wechat.slower': 'WeChat pide a la cuenta que envíe más despacio.',
  'wechat.daily': 'La cuenta ha agotado lo que WeChat permite en un día. Inténtalo de nuevo mañana.',
  'wechat.internal': 'WeChat tiene un error interno (HTTP {status}).',
  'wechat.unsure': 'WeChat no dijo si aceptó el mensaje (HTTP {status}).',
  'wechat.refused': 'WeChat lo rechazó: {detail}',
  'wechat.not-reached': 'No se pudo contactar con WeChat: {why}.',
  'wechat.no-answer': 'WeChat no respondió: {why}.',
  'wechat.unreadable': 'WeChat respondió de una forma que no se entendió.',

  'wechat.note.back': 'El cliente sigue de nuevo la cuenta.',
  'wechat.note.back-by': 'El cliente sigue de nuevo la cuenta por el código QR «{scene}».',
  'wechat.note.left':
    'El cliente ya no sigue la cuenta. Los mensajes no llegan hasta que la vuelva a seguir y escriba.',
  'wechat.note.came': 'El cliente ha vuelto.',
  'wechat.note.came-by': 'El cliente ha vuelto por el código QR «{scene}».',
};
