import type { sources as en } from '../en/sources';

export const sources: typeof en = {
  states: {
    ok: 'Funciona',
    connecting: 'Conectando',
    paused: 'En pausa',
    broken: 'No funciona',
    removing: 'Quitándose',
    waits: 'Espera acceso',
    unreachable: 'Sin respuesta',
  },
  facts: {
    pipeline: 'Embudo',
    mainPipeline: 'Embudo principal',
    pipelineNumber: (id) => `Embudo ${id}`,
    archived: 'Archivado',
    lastMessage: 'Último mensaje',
    none: 'Ninguno todavía',
    window: 'Plazo para responder',
    noWindow: 'Sin límite',
    withinWindow: (time) => `Hasta ${time}`,
  },
  connecting: (name) => `Conectando ${name}`,
  sourceSteps: (messenger) => ({
    'check-credentials': { title: 'Comprobar el acceso', text: `¿Lo acepta ${messenger}?` },
    'point-webhook': { title: 'Recibir mensajes', text: `${messenger} envía los mensajes nuevos a Courier.` },
    'register-in-kommo': { title: 'Mostrarla en Kommo', text: 'Recibe su lugar en el embudo.' },
    'check-health': { title: 'Probar todo el camino', text: 'Una última mirada al conjunto.' },
  }),
  paused: {
    title: (by, since) => `En pausa${by === null ? '' : ` por ${by}`}${since === null ? '' : `, desde ${since}`}`,
    text: 'Los mensajes esperan en ambos sentidos hasta que reanudes.',
  },
  removing: {
    title: 'Quitándose',
    text: 'Se terminan los últimos mensajes y luego desaparece de aquí y de Kommo.',
  },
  since: (at) => `Desde ${at}.`,
  broken: {
    credentials: {
      title: (messenger) => `${messenger} ya no acepta los datos de acceso`,
      text: (messenger) => `Se cambiaron o retiraron en ${messenger}. Escribe los nuevos y todo seguirá.`,
    },
    webhook: {
      title: () => 'Sus mensajes van a otro lugar',
      text: () => 'Otro servicio se hizo cargo y los mensajes nuevos no llegan a Kommo. Un clic los trae de vuelta.',
    },
    unreachable: {
      title: (messenger) => `${messenger} no responde`,
      text: () => 'No hay nada que hacer: Courier sigue intentándolo y los mensajes esperan.',
    },
    kommo: {
      title: () => 'Falta en Kommo',
      text: () => 'Alguien la quitó allí o Kommo la rechazó. Al repararla vuelve a su lugar.',
    },
    pipeline: {
      title: () => 'Su embudo fue archivado',
      text: () => 'Los mensajes nuevos no tienen dónde llegar. Elige otro embudo.',
    },
  },
  fixes: {
    credentials: 'Escribir nuevos datos',
    takeBack: 'Recuperarla',
    repair: 'Reparar',
    pipeline: 'Elegir un embudo',
  },
  menu: {
    of: (name) => `Más sobre ${name}`,
    test: 'Enviarte una prueba',
    rename: 'Cambiar el nombre',
    move: 'Mover a otro embudo',
    makeDefault: 'Hacerla predeterminada',
    credentials: 'Escribir nuevos datos de acceso',
    pause: 'Pausar',
    resume: 'Reanudar',
    remove: 'Quitar',
  },
  rename: {
    title: 'Cambiar el nombre de la fuente',
    name: 'Nombre',
    help: 'Los agentes lo ven en Kommo. Los clientes no.',
  },
  move: {
    title: 'Mover a otro embudo',
    pipeline: 'Embudo',
    help: 'Los leads nuevos llegarán allí. Los que ya existen se quedan donde están.',
    save: 'Mover',
  },
  newCredentials: {
    title: 'Escribir nuevos datos de acceso',
    text: (name) => `Para ${name}. Los anteriores se reemplazan cuando los nuevos sean aceptados.`,
    save: 'Comprobar y guardar',
  },
  remove: {
    title: (name) => `¿Quitar ${name}?`,
    text: 'Esto es lo que pasa:',
    consequences: (messenger) => [
      `Los clientes pueden seguir escribiendo en ${messenger}, pero ya no llega nada a Kommo.`,
      'Los mensajes que esperan su entrega terminan como no entregados.',
      'Los chats y leads de Kommo se quedan. Si la conectas de nuevo, sus chats siguen.',
    ],
    confirm: 'Quitar',
  },
  test: {
    title: 'Envíate una prueba',
    write: (messenger) => `Escribe algo desde tu teléfono, en ${messenger}, a`,
    open: (messenger) => `Abrir en ${messenger}`,
    scan: 'Escanéalo con tu teléfono',
    qr: (address) => `Código QR que abre ${address}`,
    stations: ['Tu teléfono', 'Courier', 'Kommo'],
    starting: 'Un momento…',
    waiting: 'Esperando tu mensaje…',
    received: 'Ya está aquí y va camino de Kommo…',
    inKommo: (took) => `Tu mensaje está en Kommo, tras ${took}.`,
    long: (address) => `¿Nada todavía? Asegúrate de haber escrito a ${address} y no a otro chat.`,
    failed: 'Tu mensaje no llegó a Kommo',
  },
};
