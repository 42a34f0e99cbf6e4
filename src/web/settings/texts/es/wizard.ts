import type { wizard as en } from '../en/wizard';
import type { MessengerWords } from '../messengers';

const telegram: MessengerWords = {
  what: 'Un bot al que escriben tus clientes',
  howTo: {
    title: 'Cómo obtener el token de un bot',
    steps: [
      'En Telegram, abre un chat con @BotFather. Tiene una marca azul.',
      'Envíale /newbot y elige un nombre y un usuario para tu bot. Si ya tienes un bot, envía /token.',
      'BotFather responde con el token. Tiene este aspecto: 123456789:AAH4…',
      'Cópialo entero y pégalo abajo.',
    ],
    typed: ['@BotFather', '/newbot', '/token', '123456789:AAH4…'],
    link: { text: 'Abrir @BotFather', href: 'https://t.me/BotFather' },
  },
  fields: {
    token: { label: 'Token del bot', help: 'Quien lo tiene puede hablar como tu bot. No se lo des a nadie más.' },
    apiBaseUrl: {
      label: 'Dirección de la API de bots',
      help: 'Déjala vacía, salvo que tengas tu propio servidor local de la API de bots de Telegram.',
    },
  },
};

export const wizard: typeof en = {
  messengers: { telegram },
  wizard: {
    title: 'Añadir una fuente',
    leave: 'Salir',
    steps: 'Pasos',
    names: { messenger: 'Canal', credentials: 'Acceso', place: 'Embudo', checks: 'Pruebas', test: 'Mensaje' },
    headings: (messenger, name) => ({
      messenger: {
        title: '¿Dónde escriben tus clientes?',
        text: 'Elige el servicio de mensajería que quieres conectar.',
      },
      credentials: {
        title: `Da acceso a ${messenger}`,
        text: 'Para que Courier pueda leer y enviar mensajes por ti.',
      },
      place: { title: '¿Dónde deben llegar los mensajes?', text: 'Puedes cambiar ambos datos cuando quieras.' },
      checks: { title: `Conectando ${name}`, text: 'Courier comprueba cada parte del camino.' },
      test: { title: 'Envíate una prueba', text: 'Comprueba tú mismo que un mensaje llega.' },
    }),
    anyMessenger: 'Mensajes de clientes',
    secretsKept: 'Se guarda cifrado y no se vuelve a mostrar.',
    pipeline: 'Embudo',
    pipelineHelp: 'Allí un cliente nuevo se convierte en un lead entrante.',
    name: 'Nombre',
    nameHelp: 'Los agentes lo ven en Kommo. Déjalo vacío para usar el nombre del servicio.',
    connect: 'Conectar',
    connecting: 'Conectando…',
    works: 'Todo funciona',
    worksText: 'Los clientes pueden escribir desde este momento.',
    toTest: 'Enviarte una prueba',
  },
};
