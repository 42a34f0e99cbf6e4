import type { en } from './en';

export const es: Readonly<Record<keyof typeof en, string>> = {
  'kommo.unreadable': 'Kommo respondió {status} con un contenido que no se pudo leer.',
  'kommo.fewer-requests': 'Kommo pide menos solicitudes.',
  'kommo.not-now': 'Kommo no puede atender la solicitud ahora (HTTP {status}).',
  'kommo.internal': 'Kommo tuvo un error interno (HTTP {status}).',
  'kommo.not-reached': 'No se pudo contactar con Kommo: {why}.',
  'kommo.no-answer': 'Kommo no respondió: {why}.',
  'kommo.unsent': 'La solicitud no cumple las reglas de Kommo: {why}.',

  'crm.token':
    'Kommo no acepta el acceso: terminó, o la integración está desactivada en la cuenta. (HTTP {status}){more}',
  'crm.payment': 'La cuenta de Kommo no está pagada, o su plan no incluye esto. (HTTP {status}){more}',
  'crm.forbidden':
    'Kommo no lo permite: el acceso no lo dio un administrador, o falta un permiso. (HTTP {status}){more}',
  'crm.blocked':
    'Kommo rechazó la solicitud sin decir por qué; puede que haya bloqueado este servidor. (HTTP {status}){more}',
  'crm.moved': 'Ya no hay ninguna cuenta de Kommo en esta dirección. (HTTP {status}){more}',
  'crm.not-found': 'Kommo no conoce lo que nombra la solicitud. (HTTP {status}){more}',
  'crm.conflict': 'Kommo no puede hacerlo en el estado actual, o se alcanzó un límite. (HTTP {status}){more}',
  'crm.too-large': 'A Kommo la solicitud le parece demasiado grande. (HTTP {status}){more}',
  'crm.invalid': 'Kommo no aceptó los datos. (HTTP {status}){more}',
  'crm.other': 'Kommo rechazó la solicitud. (HTTP {status}){more}',

  'oauth.host': 'La dirección no es de ninguna cuenta de Kommo; no se envió nada.{more}',
  'oauth.code': 'Kommo no acepta el código: es demasiado antiguo, ya se usó o es de otra cuenta.{more}',
  'oauth.revoked': 'El acceso a la cuenta de Kommo terminó; hay que autorizarlo de nuevo.{more}',
  'oauth.client': 'Kommo no acepta el id de la integración, su clave secreta o su dirección de redirección.{more}',
  'oauth.moved': 'La cuenta de Kommo no responde aquí; puede que ahora tenga otra dirección.{more}',
  'oauth.blocked': 'Kommo no admite este servidor.{more}',
  'oauth.invalid':
    'Kommo no aceptó la solicitud; puede que la clave secreta de la integración no sea la correcta.{more}',
  'oauth.other': 'Kommo rechazó la solicitud.{more}',

  'chats.signature':
    'Kommo no aceptó la firma: la clave secreta del canal o el reloj de este servidor no son correctos. (HTTP {status}){more}',
  'chats.not-connected': 'Kommo no conoce el canal, o el canal no está conectado a esta cuenta. (HTTP {status}){more}',
  'chats.blocked':
    'Kommo rechazó la solicitud sin decir por qué; puede que haya bloqueado este servidor. (HTTP {status}){more}',
  'chats.repeated-msgid': 'Kommo ya tiene un mensaje con este id. (HTTP {status}){more}',
  'chats.unknown-sender': 'Kommo no conoce al autor del mensaje. (HTTP {status}){more}',
  'chats.unknown-message': 'Kommo no conoce el mensaje. (HTTP {status}){more}',
  'chats.too-large': 'A Kommo la solicitud le parece demasiado grande. (HTTP {status}){more}',
  'chats.invalid': 'Kommo no aceptó los datos. (HTTP {status}){more}',
  'chats.other': 'Kommo rechazó la solicitud. (HTTP {status}){more}',
};
