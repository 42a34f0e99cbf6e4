import type { overview as en } from '../en/overview';

export const overview: typeof en = {
  headline: {
    flows: (ago) => `Todo fluye. Último mensaje ${ago}`,
    flowsText: 'Los mensajes van y vienen entre tus clientes y Kommo.',
    ready: { title: 'Todo está listo', text: 'El primer mensaje de un cliente aparecerá en Kommo por sí solo.' },
    authorise: {
      title: 'Kommo ya no deja entrar a Courier',
      text: 'Permite el acceso y los mensajes seguirán. Lo que escriban los clientes mientras tanto espera.',
    },
    installing: {
      title: 'Courier se está preparando',
      text: 'Tarda unos segundos. Abajo puedes ver los pasos.',
    },
    waiting: {
      title: 'La preparación necesita tu ayuda',
      text: 'Un paso no puede seguir por sí solo. Mira abajo qué hacer.',
    },
    noSources: { title: 'Conectemos tu primer canal', text: 'Se tarda unos dos minutos.' },
    broken: (name) => `${name} necesita tu atención`,
    brokenText: 'Sus mensajes no pasan en este momento.',
    connecting: (name) => `Conectando ${name}`,
    connectingText: 'Tarda unos segundos.',
    tokenEnds: (date) => `El acceso de Courier a Kommo termina el ${date}`,
    tokenEndsText:
      'Antes de ese día, crea un nuevo token de larga duración en la pestaña Claves de la integración y dáselo a quien administra Courier.',
    stuck: (count, since) =>
      count === 1 ? `1 mensaje espera desde ${since}` : `${count} mensajes esperan desde ${since}`,
    stuckText: 'Courier sigue intentándolo. Si no avanzan, avisa a quien administra Courier para ti.',
    allPaused: { title: 'Todo está en pausa', text: 'Los mensajes esperan en ambos sentidos hasta que reanudes.' },
    spoken: {
      good: 'Todo fluye',
      warn: 'Hay algo que conviene saber',
      bad: 'Algo necesita tu atención',
      busy: 'En curso',
      calm: 'Ahora no fluye nada',
    },
  },
  completeness: {
    complete: (time) => `No falta nada. Comparado con el historial de Kommo ${time}.`,
    missing: (count, time) =>
      count === 1
        ? `Falta 1 mensaje y se está llevando. Comparado con el historial de Kommo ${time}.`
        : `Faltan ${count} mensajes y se están llevando. Comparado con el historial de Kommo ${time}.`,
    asks: (count) =>
      count === 1
        ? '1 mensaje apareció demasiado tarde para enviarse por sí solo: decide quien administra Courier.'
        : `${count} mensajes aparecieron demasiado tarde para enviarse por sí solos: decide quien administra Courier.`,
  },
  sources: {
    title: 'Fuentes',
    add: 'Añadir una fuente',
    all: (count) => `Las ${count} fuentes`,
    default: 'Predeterminada',
  },
  empty: {
    title: 'Todavía no hay ningún canal conectado',
    text: 'Conecta un bot, un número o una página, y lo que escriban los clientes llegará al embudo que elijas.',
    steps: ['Elige el canal', 'Pega sus datos de acceso', 'Envíate una prueba'],
  },
  install: {
    title: 'Preparación',
    waiting: 'Cuando hayas permitido el acceso en la otra ventana, esta página seguirá por sí sola.',
  },
  installSteps: {
    'exchange-code': { title: 'Obtener acceso a tu cuenta', text: 'Kommo confirma que lo permitiste.' },
    'read-account': { title: 'Leer la cuenta', text: 'Su nombre, sus usuarios y sus embudos.' },
    'connect-channel': { title: 'Conectar los chats', text: 'Desde ahora Kommo acepta mensajes de Courier.' },
    'reconcile-sources': { title: 'Comparar las fuentes', text: 'Lo conectado aquí también figura en Kommo.' },
    'subscribe-webhooks': { title: 'Escuchar los cambios en Kommo', text: 'Para que Courier se entere al instante.' },
    'point-messengers': { title: 'Conectar los canales', text: 'Los bots y números envían sus mensajes a Courier.' },
  },
};
