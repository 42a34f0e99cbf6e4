import type { en } from './en';

export const es: Readonly<Record<keyof typeof en, string>> = {
  'whatsapp.token': 'WhatsApp no acepta el token de acceso. Escribe uno nuevo.',
  'whatsapp.permission':
    'El token de acceso no tiene permiso para este número. Crea uno con whatsapp_business_messaging y escríbelo.',
  'whatsapp.not-registered': 'El número no está registrado en WhatsApp. Regístralo en el administrador de WhatsApp.',
  'whatsapp.locked':
    'Meta ha bloqueado la cuenta de WhatsApp. Consulta la página de ayuda para empresas de Meta (Business Support Home).',
  'whatsapp.payment':
    'Meta no acepta mensajes por un problema con el método de pago. Corrígelo en el administrador de WhatsApp.',
  'whatsapp.country': 'WhatsApp no permite que esta empresa escriba a personas del país del cliente.',
  'whatsapp.number-slower': 'WhatsApp pide que el número envíe más despacio.',
  'whatsapp.person-slower': 'WhatsApp acepta más despacio los mensajes para una misma persona.',
  'whatsapp.spam':
    'WhatsApp no lo acepta por ahora: se bloquearon o denunciaron demasiados mensajes de este número. Espera unas horas.',
  'whatsapp.window-closed':
    'El cliente lleva más de 24 horas sin escribir, así que WhatsApp solo acepta una plantilla.',
  'whatsapp.undeliverable':
    'WhatsApp no puede entregar mensajes a esta persona: quizá el número no está en WhatsApp o la app del cliente es demasiado antigua.',
  'whatsapp.blocked': 'La empresa tiene bloqueada a esta persona. Desbloquéala en el administrador de WhatsApp.',
  'whatsapp.marketing-held':
    'WhatsApp retiene los mensajes de marketing para esta persona. Inténtalo de nuevo pasado un día, o no envíes marketing.',
  'whatsapp.marketing-unwanted': 'El cliente no quiere recibir mensajes de marketing de esta empresa.',
  'whatsapp.kind': 'WhatsApp no acepta mensajes de este tipo.',
  'whatsapp.file-not-loaded': 'WhatsApp no pudo cargar el archivo.',
  'whatsapp.file': 'WhatsApp no pudo aceptar el archivo. {detail}',
  'whatsapp.to-itself': 'El número no puede escribirse a sí mismo.',
  'whatsapp.no-phone': 'WhatsApp envía esta plantilla solo a números de teléfono, y de esta persona no tiene ninguno.',
  'whatsapp.message': 'WhatsApp no aceptó el mensaje. {detail}',
  'whatsapp.busy': 'WhatsApp no puede aceptar el mensaje en este momento.',
  'whatsapp.pin':
    'WhatsApp no registró el número: el PIN no era correcto o se probaron demasiados. Espera y vuelve a intentarlo.',
  'whatsapp.name-unapproved': 'WhatsApp todavía no ha aprobado el nombre del número.',
  'whatsapp.not-an-address': 'La dirección del chat no es de WhatsApp.',
  'whatsapp.not-a-message': 'Este mensaje no es uno que se pueda señalar en WhatsApp.',
  'whatsapp.file-gone': 'WhatsApp ya no tiene el archivo. Pide al cliente que lo envíe de nuevo.',
  'whatsapp.same-labels': 'WhatsApp no acepta dos botones con el mismo texto. Ponles nombres distintos.',
  'whatsapp.buttons': 'WhatsApp no acepta estos botones: son demasiados o demasiado largos.',

  'whatsapp.no-template':
    'WhatsApp no tiene ninguna plantilla con este nombre en este idioma. Carga las plantillas de nuevo.',
  'whatsapp.template-unapproved':
    'WhatsApp no tiene esta plantilla en este idioma, o no la ha aprobado. Carga las plantillas de nuevo.',
  'whatsapp.template-changed':
    'Las variables de la plantilla no son las que se rellenaron. Carga las plantillas de nuevo.',
  'whatsapp.template-long': 'Con estos valores, la plantilla es demasiado larga. Acórtalos.',
  'whatsapp.template-rules': 'Lo que dice la plantilla incumple las normas de WhatsApp.',
  'whatsapp.template-values': 'Los valores no encajan en la plantilla. {detail}',
  'whatsapp.template-paused': 'WhatsApp ha pausado la plantilla porque no gustó a los clientes. Usa otra.',
  'whatsapp.template-stopped': 'WhatsApp ha desactivado la plantilla para siempre. Usa otra.',
  'whatsapp.form-blocked': 'El formulario (flow) de la plantilla está bloqueado en WhatsApp.',
  'whatsapp.form-slowed': 'El formulario (flow) de la plantilla está ralentizado en WhatsApp.',
  'whatsapp.values-missing': 'A la plantilla le falta un valor: {what}. Complétalo y envíala de nuevo.',
  'whatsapp.missing-value': '{name}',
  'whatsapp.missing-in-header': '{name} del encabezado',
  'whatsapp.missing-picture': 'la imagen del encabezado',
  'whatsapp.missing-video': 'el vídeo del encabezado',
  'whatsapp.missing-file': 'el archivo del encabezado',
  'whatsapp.missing-link': 'el enlace del botón «{button}»',
  'whatsapp.missing-code': 'el código del botón',
  'whatsapp.not-sendable': 'La plantilla no se puede enviar desde aquí: tiene {what}.',
  'whatsapp.has-part': 'una parte de tipo {kind}',
  'whatsapp.has-header': 'un encabezado de tipo {kind}',
  'whatsapp.has-location': 'una ubicación como encabezado',
  'whatsapp.has-button': 'un botón de tipo {kind}',
  'whatsapp.no-place-for-file': 'La plantilla no se puede enviar desde aquí con un archivo: no tiene dónde mostrarlo.',

  'whatsapp.template': 'WhatsApp no aceptó la plantilla. {detail}',
  'whatsapp.template-exists': 'WhatsApp ya tiene una plantilla con este nombre y este idioma. Elige otro nombre.',
  'whatsapp.template-limit': 'WhatsApp no acepta más plantillas de esta cuenta. Elimina algunas primero.',
  'whatsapp.template-edges':
    'Una plantilla no puede empezar ni terminar con una variable. Pon texto antes y después de ella.',
  'whatsapp.template-sparse':
    'La plantilla tiene demasiadas variables para tan poco texto. Escribe más a su alrededor.',
  'whatsapp.template-name':
    'WhatsApp acepta nombres de plantillas solo con letras latinas y cifras. Cambia el nombre de la plantilla.',
  'whatsapp.examples-missing': 'WhatsApp pide un ejemplo para {names}. Escríbelo y presenta la plantilla de nuevo.',

  'whatsapp.unknown-number':
    'Meta no conoce ningún número con este identificador, o el token no puede usarlo. Copia de nuevo el identificador del número de teléfono.',
  'whatsapp.unknown-account':
    'Meta no conoce ninguna cuenta de WhatsApp Business con este identificador, o el token no puede usarla. Copia de nuevo el identificador de la cuenta.',
  'whatsapp.other-account':
    'La cuenta de WhatsApp Business con este identificador no tiene este número. Comprueba los dos identificadores.',
  'whatsapp.taken':
    'Los mensajes de la cuenta van a otro servicio: {host}. Desconéctala allí, o tráela aquí: entonces ese servicio ya no recibirá ninguno.',

  'whatsapp.account-approved': 'Meta ha revisado la cuenta de WhatsApp Business: aprobada.',
  'whatsapp.account-rejected': 'Meta ha revisado la cuenta de WhatsApp Business: rechazada.',
  'whatsapp.account-reviewed': 'Meta ha revisado la cuenta de WhatsApp Business: {decision}.',
  'whatsapp.name-approved': 'Meta ha decidido sobre el nombre del número: aprobado.',
  'whatsapp.name-refused': 'Meta ha decidido sobre el nombre del número: rechazado.',
  'whatsapp.name-refused-because': 'Meta ha decidido sobre el nombre del número: rechazado, {reason}.',
  'whatsapp.name-decided': 'Meta ha decidido sobre el nombre del número: {decision}.',
  'whatsapp.template-category':
    'Ahora Meta considera la plantilla «{template}» como {category}, lo que puede cambiar su precio.',
  'whatsapp.template-quality': 'La calidad de la plantilla «{template}» ahora es {quality}.',
  'whatsapp.template-may-pause': 'Meta puede pausarla.',
  'whatsapp.high': 'alta',
  'whatsapp.medium': 'media',
  'whatsapp.low': 'baja',
  'whatsapp.account-open': 'Meta ha vuelto a abrir la cuenta de WhatsApp Business.',
  'whatsapp.account-closing':
    'Meta está cerrando la cuenta de WhatsApp Business, o ya la ha cerrado. Consulta la página de ayuda para empresas de Meta (Business Support Home).',
  'whatsapp.account-gone': 'La cuenta de WhatsApp Business ya no existe, o la app ya no puede usarla.',
  'whatsapp.account-restricted': 'Meta ha restringido la cuenta de WhatsApp Business: {kinds}.',
  'whatsapp.account-no-starting': 'no se pueden empezar conversaciones ni enviar plantillas',
  'whatsapp.account-no-answering': 'no se puede responder a los clientes',
  'whatsapp.account-restricted-until': 'Termina el {until}.',
  'whatsapp.account-violation': 'Meta dice que la cuenta incumple sus normas: {kind}.',
  'whatsapp.no-reason': 'sin decir por qué',
  'whatsapp.account-event': 'Meta informa sobre la cuenta de WhatsApp Business: {event}.',
  'whatsapp.history-not-shared':
    'El teléfono no comparte sus conversaciones antiguas: está desactivado en la app WhatsApp Business.',
  'whatsapp.history-refused': 'WhatsApp no entrega las conversaciones antiguas del teléfono. {detail}',
  'whatsapp.account-alert': 'Meta advierte sobre la cuenta de WhatsApp: {detail}',
  'whatsapp.quality-flagged':
    'Los clientes bloquean o denuncian mensajes del número: Meta valora su calidad como baja y puede dejar que escriba a menos personas.',
  'whatsapp.quality-unflagged': 'Meta vuelve a valorar bien la calidad del número.',
  'whatsapp.fewer-people': 'Desde ahora, Meta deja que el número escriba primero a menos personas.',
  'whatsapp.more-people': 'Desde ahora, Meta deja que el número escriba primero a más personas.',
  'whatsapp.quality-event': 'Meta informa sobre la calidad del número: {event}.',
  'whatsapp.number-limit': 'Su límite es {limit}.',

  'whatsapp.note.new-number': 'El cliente tiene ahora otro número de teléfono. WhatsApp ha trasladado este chat a él.',
  'whatsapp.note.new-id': 'WhatsApp conoce ahora al cliente por otro identificador. El chat continúa con ese.',
  'whatsapp.note.no-marketing': 'El cliente ya no quiere mensajes de marketing. WhatsApp no los entregará.',
  'whatsapp.note.marketing': 'El cliente vuelve a querer mensajes de marketing.',
};
