import type { en } from './en';

export const es: Readonly<Record<keyof typeof en, string>> = {
  'authorise-again': 'Autoriza Courier de nuevo en Kommo.',
  'install.no-integration': 'La integración ya no está registrada aquí.',
  'install.code-unanswered': 'Kommo no respondió al código, que quizá ya esté usado.',
  'install.code-spent': 'Kommo ya no acepta el código: sirve durante 20 minutos y una sola vez.',
  'install.unknown-client':
    'Kommo no reconoce la integración con este id, esta clave secreta y esta dirección de redirección. Compáralos con los de la integración en Kommo.',
  'install.silent-account': 'La cuenta no responde en su dirección.',
  'install.no-tokens': 'Faltan los tokens de acceso.',
  'install.other-account': 'Se autorizó una cuenta distinta de la que lo pidió. Elige la cuenta correcta en Kommo.',
  'install.no-chats': 'Esta cuenta de Kommo no tiene chats, así que no se le puede unir ningún servicio de mensajería.',
  'install.no-administrator': 'Quien autorizó Courier no es administrador. Tiene que hacerlo un administrador.',
  'install.unknown-account': 'Todavía no se conoce la cuenta.',
  'install.unpublished':
    'Mientras Kommo no haya publicado el canal, funciona en las cuentas que se indicaron al soporte de Kommo.',
  'install.no-talk-hooks': 'Courier no se entera cuando se cierra una conversación en Kommo.',

  'source.no-driver': 'Esta versión de Courier no conoce este servicio de mensajería.',
  'source.see-card': 'Kommo no acepta esta fuente; su tarjeta dice por qué.',
  'source.to-main-pipeline': 'Su embudo está archivado o ya no existe en Kommo: los chats nuevos van al principal.',
  'source.other-owner': 'Estos datos de acceso son de otro bot, número o página, no de esta fuente.',
  'source.archived':
    'El embudo de esta fuente está archivado o ya no existe en Kommo; los chats nuevos van al principal hasta que elijas otro.',
  'source.choose-pipeline': 'Su embudo está archivado: elige otro.',
  'source.limit':
    'Kommo no admite más fuentes de esta integración: 100 como máximo, en algunas cuentas 50. Quita una que no haga falta, aquí o en Kommo.',
  'source.not-taken': 'Kommo no acepta esta fuente.',
  'source.not-begun': 'No se pudo empezar a conectar. Vuelve a intentarlo en un minuto.',
  'source.does-not-work': 'Ahora no funciona.',
  'source.restricted-starting': '{messenger} no le deja empezar conversaciones ni enviar plantillas.',
  'source.restricted-answering': '{messenger} no le deja responder a los clientes.',
  'source.restricted-everything': '{messenger} no le deja enviar nada.',
  'source.restricted-until': 'Esto termina el {until}.',
  'source.kommo-refused': 'Kommo no la aceptó.',
  'source.test-failed': 'Kommo no aceptó el mensaje.',

  // What was said in Kommo, compared with what was accepted here.
  'history.not-shown': 'Kommo no muestra el historial de ningún chat.',

  // Plantillas.
  'template.gone': 'El mensajero ya no tiene esta plantilla.',
  'template.differs':
    'El mensajero tiene una plantilla con este nombre e idioma que dice otra cosa. Ponle otro nombre a esta, o toma la del mensajero en los ajustes de Courier.',
  'template.elsewhere': 'La cuenta de este número no tiene esta plantilla: se hizo para otra cuenta.',
  'template.no-reason': 'El mensajero no dio ningún motivo.',
  'template.file-header': 'Su encabezado es una imagen, un vídeo o un archivo, que Kommo no puede guardar para ella.',
  'template.code-button': 'Tiene un botón con un código, que Kommo no puede rellenar.',
  'template.category': 'Kommo no conoce su categoría, {category}.',
  'template.no-language': 'Elige el idioma de la plantilla y envíala a aprobación de nuevo.',
  'template.no-category': 'Elige la categoría de la plantilla y envíala a aprobación de nuevo.',
  'template.file-to-submit':
    'Una plantilla con una imagen, un vídeo o un archivo en el encabezado no se puede enviar a aprobación desde Kommo. Hazla en el mensajero: llegará aquí por sí sola.',
  'template.limit': 'Kommo no admite más plantillas de esta integración. Elimina algunas allí.',
  'template.not-imported': 'Kommo no admite la plantilla «{name}».',
  'template.not-asked': 'No se pueden pedir las plantillas de «{source}».',
  'template.no-hooks':
    'Kommo no avisa cuando se envía una plantilla a aprobación; Courier mira cada seis horas, y cuando se lo pides.',

  'access.none': 'Kommo ya no deja entrar a Courier en esta cuenta: un administrador tiene que autorizarlo de nuevo.',
  'access.no-new': 'Kommo no da un acceso nuevo en este momento.',

  'settings.not-found': 'Aquí no existe.',
  'settings.no-right': 'No tienes permiso para hacerlo: pídeselo a un administrador de la cuenta.',
  'settings.not-installed': 'La integración todavía no está instalada en esta cuenta.',
  'settings.session-over': 'La sesión terminó: abre de nuevo la configuración en Kommo.',
  'settings.ticket-refused':
    'Este acceso a la configuración ya se usó o es demasiado antiguo: ábrela de nuevo en Kommo.',
  'settings.wrong-origin': 'La configuración se abre desde las páginas de la cuenta de Kommo a la que pertenece.',
  'settings.token-refused':
    'El pase de Kommo para esta página falta, es demasiado antiguo o no es para nosotros: recarga la página.',
  'settings.token-used': 'El pase de Kommo para esta página ya se usó: recarga la página.',
  'settings.unknown-integration':
    'Esta integración todavía no está configurada aquí: tiene que añadirla quien administra Courier.',
  'settings.no-such-user': 'Kommo no conoce a este usuario en la cuenta.',
  'settings.user-inactive': 'Este usuario no está activo en Kommo.',
  'settings.who-are-you': 'Kommo no dice quién eres en este momento. Vuelve a intentarlo en un minuto.',
  'settings.nothing-to-retry': 'No hay nada que reintentar: autoriza Courier en Kommo.',
  'settings.no-such-people': 'Alguna de esas personas no es un usuario activo de la cuenta.',
  'settings.no-email':
    'Desde aquí no se pueden enviar correos: quien administra Courier tiene que configurar un servidor de correo.',
  'settings.webhook': 'La dirección tiene que empezar por https:// y no llevar usuario ni contraseña.',
  'settings.task-user': 'Kommo no tiene ese usuario activo en la cuenta.',
  'settings.other-identity': 'Estos datos son de otra. Para conectarla también, añádela como una fuente propia.',
  'settings.no-such-pipeline': 'Kommo no tiene ese embudo, o está archivado: elige otro.',
  'settings.connected-already': 'Ya está conectada aquí, como «{name}».',
  'settings.connected-elsewhere': 'Otra cuenta o integración de Kommo la usa con Courier. Quítala allí primero.',
  'settings.source-limit':
    'Kommo admite como máximo {most} fuentes de una integración en una cuenta. Quita una primero.',
  'settings.remove-again': 'Aquí ya se quitó, pero en Kommo todavía no; quítala otra vez.',
  'settings.resume-again': 'La fuente se reanudó, pero no se pudo avisar a todos sus chats; reanúdala otra vez.',
  'settings.not-paused': 'La fuente no está en pausa ni retenida.',
  'settings.no-answer-in-time': '{messenger} no respondió a tiempo.',
  'settings.does-not-fit': 'Esto no es correcto. Comprueba que lo copiaste entero.',
  'settings.check-fields': 'Esto no es correcto: {fields}',
  'settings.no-key': 'Idempotency-Key: de 1 a 100 caracteres visibles',
  'settings.unavailable': 'No se pudo hacer ahora. Vuelve a intentarlo en un minuto.',
  'request.unreadable': 'No se puede leer la solicitud.',
  'request.not-kept': 'Se hizo, pero la respuesta no se guardó; mira cómo está todo ahora.',
  'request.under-way': 'La misma solicitud está en curso; vuelve a intentarlo en un momento.',
  'request.key-reused': 'Esta Idempotency-Key ya se usó para otra solicitud; usa una nueva.',

  'alert.source.subject': '«{name}» ({messenger}) no funciona',
  'alert.source': '«{name}» ({messenger}) no funciona desde el {since}.',
  'alert.authorise.subject': 'Hay que autorizar de nuevo a Kommo',
  'alert.authorise': 'Desde el {since} Kommo ya no deja entrar a Courier en la cuenta: el acceso se retiró o terminó.',
  'alert.token.subject': 'El acceso a Kommo termina el {day}',
  'alert.token':
    'El token de larga duración con el que Courier trabaja en esta cuenta termina el {at} y no se renueva solo.',
  'alert.asks.subject': 'Alguien tiene que decidir sobre mensajes atrasados',
  'alert.missing.subject': 'Faltan mensajes',
  'alert.since': 'Desde el {since}:',
  'alert.asks.one': '1 mensaje se escribió en Kommo más de media hora antes de que Courier lo supiera.',
  'alert.asks.many': '{count} mensajes se escribieron en Kommo más de media hora antes de que Courier lo supiera.',
  'alert.overdue.one': '1 mensaje se llevó tarde y todavía no ha llegado.',
  'alert.overdue.many': '{count} mensajes se llevaron tarde y todavía no han llegado.',
  'alert.remedy.credentials': 'Abre los ajustes de Courier y escribe credenciales nuevas para ella.',
  'alert.remedy.webhook': 'Abre los ajustes de Courier y pulsa Reparar; puede que otro sistema la haya tomado.',
  'alert.remedy.unreachable':
    'El servicio de mensajería no responde. Solo queda esperar; lo que se escribió se guarda y se envía después.',
  'alert.remedy.kommo': 'Abre los ajustes de Courier y pulsa Reparar, para que Kommo vuelva a tenerla.',
  'alert.remedy.pipeline': 'Abre los ajustes de Courier y elige otro embudo para ella.',
  'alert.remedy.authorise': 'Un administrador tiene que abrir Courier en Kommo y autorizarlo de nuevo.',
  'alert.remedy.token':
    'Crea un token nuevo en Kommo, en la pestaña Claves de la integración, y dáselo antes de ese día a quien hace funcionar Courier (courier install --token-from-stdin).',
  'alert.remedy.asks':
    'Quien hace funcionar Courier puede enviarlos o dejarlos sin enviar (courier reconcile); antes de eso no se envía nada a nadie.',
  'alert.remedy.missing': 'Quien hace funcionar Courier ve cuáles son (courier reconcile).',
  'alert.settings': 'Ajustes: {url}',
  'alert.account': 'Cuenta de Kommo: {subdomain}',

  'change.administrators-only': 'Solo administradores',
  'change.sees': '{name}: ver',
  'change.changes': '{name}: cambiar',
  'change.email-set': 'correo activado',
  'change.email-off': 'correo desactivado',
  'change.webhook-set': 'webhook activado',
  'change.webhook-off': 'webhook desactivado',
  'change.task-set': 'tarea en Kommo activada',
  'change.task-off': 'tarea en Kommo desactivada',
  'change.language-en': 'los agentes reciben avisos en inglés',
  'change.language-es': 'los agentes reciben avisos en español',
  'change.language-pt': 'los agentes reciben avisos en portugués',
  'change.kept': 'Lo que se escribió se conserva',
  'change.erased': 'Lo que se escribió se borró',
};
