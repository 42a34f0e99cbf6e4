import type { en } from './en';

export const es: Readonly<Record<keyof typeof en, string>> = {
  'waits.interrupted': 'El proceso se interrumpió antes de enviarlo; no se envió nada',
  'waits.file': 'El archivo todavía se está descargando',
  'waits.address': 'Todavía se está buscando al cliente',
  'waits.no-answer': 'El servicio de mensajería no respondió',
  'waits.one-by-one': 'Las piezas del álbum van una por una',
  'waits.referred': 'El mensaje al que se refiere está en camino',
  'waits.turn': '{messenger} admite un número limitado de mensajes a la vez, y este espera su turno.',
  'waits.kommo-asked': 'Se está preguntando a Kommo si el mensaje llegó',
  'waits.kommo-silent': 'Kommo no dice si el mensaje llegó',
  'waits.decision': 'Su webhook se perdió, y nadie ha decidido todavía si aún se envía',

  'held.paused': 'En pausa por {by}',
  'held.no-reason': 'retenido',
};
