import type { TraceTexts } from './texts';

const KINDS = {
  message: 'mensaje',
  note: 'nota',
  echo: 'mensaje escrito en otro lugar',
  edit: 'cambio',
  removal: 'eliminación',
  reaction: 'reacción',
} as const;

const TICKS: Readonly<Record<string, string>> = {
  sent: 'enviado',
  delivered: 'entregado',
  read: 'leído',
  failed: 'no entregado',
};

const WAITS: Readonly<Record<string, string>> = {
  file: 'Espera su archivo',
  quote: 'Espera el mensaje al que se refiere',
  turn: 'Espera su turno de envío',
  address: 'Espera la dirección del cliente',
  album: 'Espera las demás piezas del álbum',
  'account-hold': 'Espera: la cuenta está retenida',
  'source-hold': 'Espera: la fuente está retenida',
  'chat-hold': 'Espera: el chat está retenido',
};

const RULES: Readonly<Record<string, string>> = {
  'hmac-sha1-of-body': 'HMAC-SHA1 de los bytes',
  'hmac-sha256-of-body': 'HMAC-SHA256 de los bytes',
  'secret-header': 'secreto en una cabecera',
  'token-by-secret': 'token firmado con el secreto común',
  'token-by-published-keys': 'token firmado con una clave publicada',
  'sha1-of-address': 'SHA1 de la dirección',
};

const COMMANDS: Readonly<Record<string, string>> = {
  retry: 'Probar ahora',
  skip: 'Abandonar',
  pause: 'Pausar',
  resume: 'Reanudar',
  decide: 'Decisión',
};

export const es: TraceTexts = {
  places: { courier: 'Courier', kommo: 'Kommo' },
  heading: ({ from, to, kind }) => `De ${from} a ${to}: ${KINDS[kind]}`,
  described: (steps, took, outcome) =>
    `${String(steps)} pasos en ${took}; ${outcome === null ? 'en camino' : `resultado: ${es.outcome(outcome)}`}.`,
  outcome: (outcome) =>
    outcome === null
      ? 'en camino'
      : { sent: 'enviado', failed: 'fallido', ignored: 'ignorado', unknown: 'desconocido, puede haber llegado' }[
          outcome
        ],
  notKept: {
    received: 'cuándo llegó su webhook y cómo se verificó',
    woken: 'cuándo se despertó su conversación',
    begun: 'cuándo empezó un intento',
    told: 'cuándo se informó a Kommo del estado',
  },
  notKeptWhy: 'No se guardó, porque lo llevó una versión anterior',
  tick: (tick) => TICKS[tick] ?? tick,
  fileWords: {
    stored: 'El archivo está guardado',
    refused: 'El archivo no se puede obtener',
    read: 'Kommo ha leído el archivo',
  },
  waited: (waitsFor) => WAITS[waitsFor] ?? `Espera: ${waitsFor}`,
  times: (times) => (times === 1 ? 'una vez' : `${String(times)} veces`),
  rule: (rule) => RULES[rule] ?? rule,
  attempt: ({ result, part }, to) => {
    const piece = part === 0 ? '' : `, parte ${String(part + 1)}`;
    switch (result) {
      case 'sent':
        return `${to} lo acepta${piece}`;
      case 'refused':
        return `${to} lo rechaza${piece}`;
      case 'later':
        return `El intento falla${piece}`;
      case 'unknown':
        return `Sin respuesta de ${to}${piece}`;
    }
  },
  kind: (kind) => KINDS[kind],
  received: () => 'Llega el webhook',
  verified: 'La firma es válida',
  spooled: 'A salvo en el disco',
  spooledBecause: { ledger: 'la base de datos no pudo tomarlo', keys: 'nadie podía verificarlo aún' },
  accepted: {
    committed: 'A salvo en la base de datos',
    drained: 'Del disco a la base de datos',
    begun: 'Empezado aquí, a salvo en la base de datos',
  },
  repeated: 'El mismo webhook otra vez: descartado',
  woken: 'La conversación se despierta',
  part: (index, to) => `${to} acepta la parte ${String(index + 1)}`,
  evidence: { arrived: 'Prueba: ha llegado', absent: 'Allí no se encontró nada' },
  parked: 'Aparcado: lo ve un operador',
  command: (command, by) => `${COMMANDS[command] ?? command}, dice ${by}`,
  refusedCommand: 'no era posible entonces',
  receipt: (state, from) => `${from} dice: ${TICKS[state] ?? state}`,
  theirClock: (time) => `según su reloj ${time}`,
  reached: (state, from) => `${from}: todo hasta ahora ${TICKS[state] ?? state}`,
  told: (tick) => `Se informa a Kommo: ${TICKS[tick] ?? tick}`,
  notTaken: (tick) => `Kommo no acepta: ${TICKS[tick] ?? tick}`,
  followed: ({ what, outcome }, from) => {
    if (what === 'echo' || what === 'note' || what === 'message') return `Mostrado en Kommo: ${es.outcome(outcome)}`;
    return `${from}: ${KINDS[what]}, ${es.outcome(outcome)}`;
  },
  stillUnderWay: 'En camino',
  again: (at) => `se prueba de nuevo a las ${at}`,
};
