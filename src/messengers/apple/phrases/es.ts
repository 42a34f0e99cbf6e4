import type { en } from './en';

export const es: Readonly<Record<keyof typeof en, string>> = {
  'apple.not-accepted': 'Apple no acepta el token del proveedor. Revisa el id y el secreto del proveedor.',
  'apple.not-linked':
    'Apple no deja que el proveedor escriba por esta empresa. Revisa su id y su secreto, y que la empresa esté vinculada a él.',
  'apple.unknown-customer': 'Apple no conoce a este cliente. Tiene que escribir primero.',
  'apple.closed': 'El cliente ha borrado la conversación. Los mensajes vuelven a llegar cuando escriba.',
  'apple.too-big': 'El mensaje es demasiado grande para Apple.',
  'apple.slower': 'Apple pide menos mensajes.',
  'apple.down': 'Apple tiene un error interno (HTTP {status}).',
  'apple.unsure': 'Apple no dijo si aceptó el mensaje (HTTP {status}).',
  'apple.refused': 'Apple rechazó el mensaje (HTTP {status}).',
  'apple.refused-because': 'Apple rechazó el mensaje (HTTP {status}): {detail}',
  'apple.not-uploaded': 'Apple no aceptó el archivo (HTTP {status}).',
  'apple.not-reached': 'No se pudo contactar con Apple: {why}.',
  'apple.no-answer': 'Apple no respondió: {why}.',
  'apple.unreadable': 'Apple respondió de una forma que no se entendió.',
  'apple.not-an-address': 'La dirección del chat no es de Apple Messages.',
  'apple.not-a-file': 'Apple no dijo dónde está el archivo ni cómo se abre.',
  'apple.file-gone': 'Apple ya no tiene el archivo.',
  'apple.not-given': 'Apple no da el archivo (HTTP {status}).',

  'apple.about': 'Una empresa a la que los clientes escriben en Mensajes desde su iPhone, iPad o Mac',
  'apple.check.token': 'Proveedor',
  'apple.check.token.ok': 'Apple acepta al proveedor y le deja escribir por la empresa.',
  'apple.check.address': 'Dirección del proveedor',
  'apple.check.address.ok': 'Apple ha llamado a {url}.',
  'apple.check.address.uncalled':
    'Apple todavía no ha llamado. La dirección del proveedor en su registro tiene que ser {url}; se verá cuando un cliente escriba.',
  'apple.guide.register': 'Abrir el registro',
  'apple.guide.provider': 'Ser proveedor',
  'apple.guide.provider.how':
    'Apple aprueba a los proveedores de mensajes y da a cada uno un id y un secreto. Cópialos de su registro.',
  'apple.guide.address': 'Dar la dirección a Apple',
  'apple.guide.address.how':
    'Las comprobaciones de la conexión muestran la dirección del proveedor. Escríbela una vez en el registro de Apple; Apple le añade /message.',
  'apple.guide.business': 'Vincular la empresa',
  'apple.guide.business.how':
    'La empresa elige al proveedor en su propia cuenta del registro. Su id está en el enlace que abre el chat.',
  'apple.field.provider': 'Id del proveedor',
  'apple.field.provider.help': 'El id del proveedor (MSP id) en el registro de Apple.',
  'apple.field.secret': 'Secreto de la API',
  'apple.field.secret.help': 'De la misma página. También prueba que los mensajes vienen de Apple.',
  'apple.field.business': 'Id de la empresa',
  'apple.field.business.help': 'Como en el enlace que abre el chat: lo que sigue a urn:biz:',
  'apple.field.api': 'Dirección de la API',
  'apple.field.api.help': 'Déjala como está.',
  'apple.wrong.provider': 'Este no es el id de un proveedor',
  'apple.wrong.secret': 'Este no es un secreto de la API: se escribe en Base64',
  'apple.wrong.business': 'Este no es el id de una empresa: se parece a 4f8c2b1e-0d6a-4c3f-9b7e-2a1d5c6e8f90',

  'apple.note.ended': 'El cliente ha eliminado la conversación. Los mensajes no llegan hasta que vuelva a escribir.',
  'apple.note.intent': 'El cliente llegó por un enlace: intención «{intent}».',
  'apple.note.group': 'El cliente llegó por un enlace: grupo «{group}».',
  'apple.note.intent-group': 'El cliente llegó por un enlace: intención «{intent}», grupo «{group}».',
};
