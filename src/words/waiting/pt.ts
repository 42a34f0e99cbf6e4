import type { en } from './en';

export const pt: Readonly<Record<keyof typeof en, string>> = {
  'waits.interrupted': 'O processo foi interrompido antes do envio; nada foi enviado',
  'waits.file': 'O arquivo ainda está sendo baixado',
  'waits.address': 'O cliente ainda está sendo procurado',
  'waits.no-answer': 'O mensageiro não respondeu',
  'waits.one-by-one': 'As partes do álbum vão uma por uma',
  'waits.referred': 'A mensagem a que ela se refere está a caminho',
  'waits.turn': '{messenger} aceita um número limitado de mensagens por vez, e esta espera a sua.',
  'waits.kommo-asked': 'A Kommo está sendo consultada sobre a chegada da mensagem',
  'waits.kommo-silent': 'A Kommo não diz se a mensagem chegou',
  'waits.decision': 'O webhook dela se perdeu, e ninguém decidiu ainda se ela será enviada',

  'held.paused': 'Pausado por {by}',
  'held.no-reason': 'retido',
};
