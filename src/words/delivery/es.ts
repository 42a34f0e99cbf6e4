import type { en } from './en';

export const es: Readonly<Record<keyof typeof en, string>> = {
  'not-sent.switched-off': 'La integración se desactivó en Kommo.',
  'not-sent.removed': 'La fuente se quitó en los ajustes de Courier. Responde por otra.',
  'not-sent.no-driver': 'Esta versión de Courier no funciona con este servicio de mensajería.',
  'not-sent.no-address':
    'El cliente tiene que escribir primero: {messenger} no da ninguna dirección con la que empezar un chat.',
  'not-sent.by-phone': 'No se envió. {messenger} no deja escribir a nadie por su número de teléfono.',
  'works.link': 'Envía este enlace al cliente por otro medio; cuando haya escrito, podrás responder: {link}',
  'works.customer-first': 'El cliente tiene que escribir primero; contacta con él por otro medio hasta entonces.',
  'not-sent.no-whole-number':
    'No se envió. El número de teléfono no está completo: escríbelo con su país, como +1 555 010 0042, y vuelve a escribir al cliente.',
  'not-sent.ambiguous-number':
    'No se envió. El número de teléfono puede ser de este país, o de otro si lleva delante su país: escríbelo con +, por ejemplo +1 555 010 0042, y vuelve a escribir al cliente.',
  'not-sent.not-found-in-time': 'No se envió. No se pudo encontrar al cliente a tiempo; escribe otra vez.',
  'not-sent.blocked':
    'No se envió. El cliente te ha bloqueado en {messenger}. Los mensajes no llegan hasta que te desbloquee o escriba.',
  'not-sent.left':
    'No se envió. El cliente canceló la suscripción en {messenger}. Los mensajes no llegan hasta que vuelva.',
  'not-sent.ended':
    'No se envió. El cliente cerró la conversación en {messenger}. Los mensajes no llegan hasta que vuelva a escribir.',
  'not-sent.restricted-starting':
    'No se envió. {messenger} no deja que tu número empiece conversaciones ni envíe plantillas ahora. A quien ha escrito se le puede responder, sin plantilla.',
  'not-sent.restricted-answering':
    'No se envió. {messenger} no deja que tu número responda a los clientes ahora. Las plantillas sí salen.',
  'not-sent.restricted-everything':
    'No se envió. {messenger} no deja que tu número envíe nada ahora. Contacta con el cliente por otro medio.',
  'works.restricted': 'Quien se ocupa del número puede ver el motivo en {messenger} y pedir allí una revisión.',
  'works.restricted-until':
    'Esto termina el {until}; quien se ocupa del número puede ver el motivo en {messenger} y pedir allí una revisión.',

  'not-sent.window':
    'No se envió. El cliente escribió por última vez hace {ago}, y {messenger} admite respuestas durante {window}.',
  'not-sent.never-wrote': 'No se envió. El cliente todavía no ha escrito.',
  'works.template': 'Envía una plantilla; cuando el cliente responda, podrás volver a escribir.',
  'works.such-template':
    'Envía una plantilla, por ejemplo {names}; cuando el cliente responda, podrás volver a escribir.',
  'works.nothing': 'Espera a que el cliente vuelva a escribir: {messenger} no tiene nada que pase ahora.',
  'not-sent.quota-used':
    'No se envió. {messenger} admite {most} mensajes hasta que el cliente responda, y ya se usaron todos. Espera a que escriba.',
  'not-sent.quota-short':
    'No se envió. Serían {sends} mensajes, y {messenger} admite {left} más hasta que el cliente responda. Acórtalo o espera a que escriba.',

  'not-sent.unsupported': 'A {messenger} no se puede enviar esto: {what}. Envía un texto en su lugar.',
  'not-sent.empty': 'El mensaje está vacío.',
  'not-sent.file-gone': 'El archivo del mensaje ya no está aquí.',
  'not-sent.file-not-had': 'No se pudo obtener el archivo de Kommo. {why}',
  'not-sent.no-files': '{messenger} no admite archivos. Envía un enlace en su lugar.',
  'not-sent.file-type': '{messenger} no admite archivos de este tipo. Envía un enlace en su lugar.',
  'not-sent.file-size':
    'El archivo es demasiado grande para {messenger}: {size}, como máximo {most}. Envía un enlace en su lugar.',
  'not-shown.reaction': '{messenger} no muestra tus reacciones.',
  'not-shown.no-answer': '{messenger} no respondió.',

  'not-sent.expired': 'No se entregó a tiempo y no se envió.',
  verbatim: '{text}',
  'in-doubt.no-answer':
    'Puede que haya llegado: la conexión se cortó antes de que {messenger} respondiera. Pregunta al cliente antes de enviarlo otra vez.',
  'in-doubt.expired':
    'Puede que haya llegado: no se confirmó a tiempo. Pregunta al cliente antes de enviarlo otra vez.',

  'note.waits': 'Tu mensaje está en espera.',
  'note.reaction': 'El cliente no ve tu reacción.',
  'note.not-linked': 'Este chat no está vinculado al contacto {contact}.',
  'note.link-by-hand': 'Vincúlalo a mano.',
  'note.last-send': 'Era el último mensaje que {messenger} acepta hasta que el cliente responda.',
  'note.one-send': '{messenger} acepta un mensaje más hasta que el cliente responda.',
  'note.one-send-within': '{messenger} acepta un mensaje más hasta que el cliente responda, en {time}.',
  'note.sends': '{messenger} acepta {count} mensajes más hasta que el cliente responda.',
  'note.sends-within': '{messenger} acepta {count} mensajes más hasta que el cliente responda, en {time}.',
  'time.hour': 'una hora',
  'time.one-hour': '1 hora',
  'time.hours': '{count} horas',
  'time.days': '{count} días',
};
