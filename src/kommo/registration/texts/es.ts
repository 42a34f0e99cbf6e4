import type { RegistrationTexts } from './en';

export const es: RegistrationTexts = {
  faults: {
    missing: () => 'Falta este dato.',
    notText: () => 'Tiene que ser texto.',
    notObject: () => 'Indica un objeto con una clave por campo.',
    unknownField: () => 'No hay ningún campo con este nombre.',
    noJson: () => 'Esto no es JSON.',
    noFile: (what) => `No se puede leer el archivo ${what}.`,
    unreadable: () => 'No se puede leer.',
    tooLong: () => 'Es demasiado largo.',
    notYesNo: () => 'Responde sí o no.',
    nameLetters: () => 'Usa solo letras latinas sin acentos, dígitos, espacios, - y _.',
    nameDigit: () => 'El nombre no puede empezar por un dígito.',
    hookNotUrl: () => 'No es una dirección web. Tiene la forma https://host/location/:scope_id.',
    hookNotHttps: () =>
      'Kommo tiene que llegar por https. Define COURIER_PUBLIC_URL o indica aquí la dirección pública https.',
    hookMarker: () => 'Tiene que terminar en /:scope_id, literalmente y una sola vez: Kommo pone ahí el id.',
    hookTooMuch: () => 'Sin usuario, ? ni #: nada puede seguir a /:scope_id.',
    notAccounts: () => 'Indica los ids de las cuentas de Kommo, separados por comas.',
    accountId: (what) => `El id de una cuenta de Kommo es un número entero como 30000001. Revisa el n.º ${what}.`,
    notSeconds: () => 'Indica un número entero de segundos mayor que 0, por ejemplo 86400 para un día, o none.',
    notEmail: () => 'No es una dirección de correo.',
    svgTooLarge: (what) => `El archivo tiene ${what}; se permiten 100 KB.`,
    svgUnreadable: () => 'No es un SVG bien formado.',
    svgRoot: (what) => `Un SVG empieza con <svg xmlns="http://www.w3.org/2000/svg">; este, con ${what}.`,
    svgSize: (what) =>
      what === ''
        ? 'No dice su tamaño. Escribe width="14" height="14" en la raíz.'
        : `Tiene que medir 14×14 píxeles; este dice ${what}. Escribe width="14" height="14" en la raíz.`,
    svgNotSquare: (what) => `Tiene que ser cuadrado; su viewBox es ${what}.`,
    svgElement: (what) => `No puede contener ${what}: nada que ejecute, cargue o se mueva.`,
    svgEvent: (what) => `El atributo ${what} ejecutaría un script. Quítalo.`,
    svgOutside: (what) => `${what} apunta fuera del archivo. Solo puede apuntar a sus propias partes (#…).`,
    svgInstruction: (what) => `Quita ${what}.`,
    notUuid: () => 'No es un id de la forma 01234567-89ab-cdef-0123-456789abcdef: compara cada carácter.',
    notWidgetCode: () => 'Un código de widget solo tiene letras, dígitos, _, - y puntos.',
    notAudience: () => 'Elige privada o pública.',
    notReactions: () => 'Responde ninguna, todas, o con emojis como 👍😳.',
    notEmoji: (what) => `No es un emoji: ${what}`,
    notMegabytes: () => 'Indica un número de megabytes mayor que 0, o none.',

    noAnswer: () => 'Aquí no hay ninguna respuesta de soporte: ni JSON ni una tabla con “Channel ID”.',
    brokenJson: () => 'Parece JSON y no lo es: puede faltar una parte. Copia desde la primera { hasta la última }.',
    answerIsError: () => 'Esta respuesta es un error, no un canal. Pregunta a soporte.',
    noChannel: () => 'El JSON no contiene un canal: ni "id" ni "secret_key".',
    notPrintable: () => 'El secreto tiene caracteres fuera de ASCII imprimible. Quizá lo cambió el programa de correo.',
    notChannelCode: () => 'No es un código de canal como amo.ext.12345678.',
    notHookText: () => 'No es una dirección web.',
    notList: () => 'Tiene que ser una lista.',
    notSize: () => 'Tiene que ser un número.',
    notOrigin: () => 'Indica solo esquema y host, por ejemplo https://amojo.kommo.com.',
    otherIntegration: (what) => `Según la respuesta de soporte, el canal pertenece a la integración ${what}.`,
    integrationTaken: (what) =>
      `Esta integración ya tiene el canal ${what}. Una integración tiene un canal: crea otra integración.`,
  },

  warnings: {
    hookElsewhere: (what) =>
      `Kommo llamará a ${what}, que no es una dirección de este Courier. Ningún mensaje de Kommo llegará hasta que soporte la cambie.`,
    hookUnsaid: () =>
      'La respuesta no dice qué dirección de webhook está registrada. Confirma con soporte que es la de este Courier.',
    hookV1: () => 'El canal usa webhooks antiguos (v1). Courier lee v2: pide a soporte que active webhook_v2.',
    windowWithoutTemplate: () =>
      'Cuando termina la ventana no se ofrecen plantillas. Solo el cliente puede reabrir la conversación.',
    testMode: (what) =>
      what === ''
        ? 'El canal está en modo de prueba: solo pueden conectarlo las cuentas que soporte anotó.'
        : `El canal está en modo de prueba: solo pueden conectarlo estas cuentas: ${what}.`,
    disabled: () => 'El canal está desactivado. Pide a soporte que lo active.',
    noMessageEvents: () =>
      'Los webhooks de mensajes están apagados: nada de lo que escriba un agente llegaría. Avisa a soporte.',
    noTypingEvents: () => 'Los webhooks de escritura están apagados: los clientes no verán que un agente escribe.',
    noReactionEvents: () =>
      'Los webhooks de reacciones están apagados, aunque el canal admite reacciones. Pídelos a soporte.',
    otherIntegrationBefore: (what) => `Este canal estaba guardado para la integración ${what}. Se ha reemplazado.`,
  },

  fields: {
    name: {
      label: 'Nombre del servicio',
      hint: 'Se muestra junto al icono, bajo el nombre del contacto. Letras latinas, dígitos, espacios, - y _; sin dígito al inicio.',
    },
    hookUrl: { label: 'URL del webhook', hint: 'Adonde Kommo envía los mensajes. Deja :scope_id tal cual.' },
    accountIds: {
      label: 'Ids de cuentas de Kommo',
      hint: 'Las cuentas que usarán el canal, separadas por comas. Un canal privado solo funciona en ellas.',
    },
    writeFirst: {
      label: 'Escribir primero',
      hint: 'Los agentes pueden iniciar una conversación. Los mensajeros suelen exigir plantillas.',
    },
    windowSeconds: {
      label: 'Ventana de tiempo',
      hint: 'Cuánto tiempo puede responder un agente tras el último mensaje del cliente, en segundos. 86400 es un día.',
    },
    templatesAfterWindow: {
      label: 'Ofrecer plantillas al terminar la ventana',
      hint: 'Si no, solo el cliente puede reabrir la conversación.',
    },
    email: { label: 'Correo electrónico', hint: 'Adonde escribe el soporte de Kommo si hay un problema.' },
    icon: { label: 'Icono', hint: 'SVG de 14×14 píxeles, redondo o que quepa en un círculo, 100 KB como máximo.' },
    integrationId: { label: 'ID de la integración', hint: 'En las propiedades de la integración, pestaña Claves.' },
    widgetCode: {
      label: 'Código del widget',
      hint: 'Integraciones privadas: pestaña Claves. Públicas: “Mis solicitudes”. La integración necesita un widget subido.',
    },
    audience: { label: 'Privada o pública', hint: 'Pública: la vas a publicar para todos los usuarios de Kommo.' },
    similarSolution: { label: '¿Ya hay una solución parecida en Kommo?', hint: '' },
    unique: { label: '¿Qué tiene de único la tuya?', hint: 'Unas frases.' },
    storesFiles: {
      label: 'Se guardan los archivos',
      hint: 'Sí permite que Kommo pida un archivo más tarde; Courier los guarda para siempre y necesita cada vez más disco.',
    },
    reactions: { label: 'Reacciones', hint: 'Qué emojis acepta el mensajero. Una lista es como 👍😳.' },
    quoting: { label: 'Citar mensajes', hint: 'Un mensaje puede referirse a uno anterior.' },
    voice: { label: 'Mensajes de voz', hint: 'Los agentes pueden grabar voz.' },
    maxFileMb: {
      label: 'Archivo más grande, en megabytes',
      hint: 'Lo que un agente puede adjuntar. none si el mensajero no admite archivos.',
    },
  },

  facts: {
    code: 'Código del canal',
    id: 'ID del canal',
    secret: 'Secreto del canal',
    clientId: 'ID de la integración',
    widgetCode: 'Código del widget',
    bot: 'Bot',
    hookUrl: 'URL del webhook',
    webhookEvents: 'Webhooks de',
    chatApiOrigin: 'Chat API',
    allowedAccounts: 'Cuentas',
    writeFirst: 'Escribir primero',
    window: 'Ventana de tiempo',
    storesFiles: 'Guarda archivos',
    reactions: 'Reacciones',
    quoting: 'Citas',
    voice: 'Mensajes de voz',
    sizes: 'Tamaños máximos',
  },
  words: {
    yes: 'sí',
    no: 'no',
    none: 'ninguna',
    all: 'todas',
    secret: (ending, length) => `${ending} (${length} caracteres)`,
    seconds: (count) => `${count} segundos`,
    templatesAfter: ', después plantillas',
    sizes: (picture, video, voice, file) =>
      `imagen ${picture}, vídeo ${video}, voz ${voice}, archivo ${file} (MB, suponemos)`,
  },

  iconRoundness:
    'Se comprobaron el tamaño, la forma del lienzo y el contenido del icono. Que el dibujo quepa en un círculo no se ve en su texto: míralo.',
};
