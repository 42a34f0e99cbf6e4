import type { wizard as en } from '../en/wizard';
export const wizard: typeof en = {
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
