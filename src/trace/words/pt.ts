import type { TraceTexts } from './texts';

const KINDS = {
  message: 'mensagem',
  note: 'nota',
  echo: 'mensagem escrita em outro lugar',
  edit: 'alteração',
  removal: 'remoção',
  reaction: 'reação',
} as const;

const TICKS: Readonly<Record<string, string>> = {
  sent: 'enviada',
  delivered: 'entregue',
  read: 'lida',
  failed: 'não entregue',
};

const WAITS: Readonly<Record<string, string>> = {
  file: 'Espera o arquivo',
  quote: 'Espera a mensagem a que se refere',
  turn: 'Espera a vez de ser enviada',
  address: 'Espera o endereço do cliente',
  album: 'Espera as outras peças do álbum',
  'account-hold': 'Espera: a conta está retida',
  'source-hold': 'Espera: a fonte está retida',
  'chat-hold': 'Espera: a conversa está retida',
};

const RULES: Readonly<Record<string, string>> = {
  'hmac-sha1-of-body': 'HMAC-SHA1 dos bytes',
  'hmac-sha256-of-body': 'HMAC-SHA256 dos bytes',
  'secret-header': 'segredo em um cabeçalho',
  'token-by-secret': 'token assinado com o segredo comum',
  'token-by-published-keys': 'token assinado com uma chave publicada',
  'sha1-of-address': 'SHA1 do endereço',
};

const COMMANDS: Readonly<Record<string, string>> = {
  retry: 'Tentar agora',
  skip: 'Desistir',
  pause: 'Pausar',
  resume: 'Retomar',
  decide: 'Decisão',
};

export const pt: TraceTexts = {
  places: { courier: 'Courier', kommo: 'Kommo' },
  heading: ({ from, to, kind }) => `De ${from} para ${to}: ${KINDS[kind]}`,
  described: (steps, took, outcome) =>
    `${String(steps)} passos em ${took}; ${outcome === null ? 'a caminho' : `resultado: ${pt.outcome(outcome)}`}.`,
  outcome: (outcome) =>
    outcome === null
      ? 'a caminho'
      : { sent: 'enviada', failed: 'falhou', ignored: 'ignorada', unknown: 'desconhecido, pode ter chegado' }[outcome],
  notKept: {
    received: 'quando o webhook chegou e como foi verificado',
    woken: 'quando a conversa foi acordada',
    begun: 'quando uma tentativa começou',
    told: 'quando a Kommo soube do estado',
  },
  notKeptWhy: 'Não foi guardado, pois uma versão anterior a levou',
  tick: (tick) => TICKS[tick] ?? tick,
  fileWords: {
    stored: 'O arquivo está guardado',
    refused: 'O arquivo não pode ser obtido',
    read: 'A Kommo leu o arquivo',
  },
  waited: (waitsFor) => WAITS[waitsFor] ?? `Espera: ${waitsFor}`,
  times: (times) => (times === 1 ? 'uma vez' : `${String(times)} vezes`),
  rule: (rule) => RULES[rule] ?? rule,
  attempt: ({ result, part }, to) => {
    const piece = part === 0 ? '' : `, parte ${String(part + 1)}`;
    switch (result) {
      case 'sent':
        return `${to} aceita${piece}`;
      case 'refused':
        return `${to} recusa${piece}`;
      case 'later':
        return `A tentativa falha${piece}`;
      case 'unknown':
        return `Sem resposta de ${to}${piece}`;
    }
  },
  kind: (kind) => KINDS[kind],
  received: () => 'O webhook chega',
  verified: 'A assinatura é válida',
  spooled: 'A salvo no disco',
  spooledBecause: { ledger: 'o banco de dados não pôde receber', keys: 'ninguém podia verificar ainda' },
  accepted: {
    committed: 'A salvo no banco de dados',
    drained: 'Do disco para o banco de dados',
    begun: 'Começada aqui, a salvo no banco de dados',
  },
  repeated: 'O mesmo webhook de novo: descartado',
  woken: 'A conversa é acordada',
  part: (index, to) => `${to} aceita a parte ${String(index + 1)}`,
  evidence: { arrived: 'Prova: chegou', absent: 'Nada foi encontrado lá' },
  parked: 'Estacionada: um operador a vê',
  command: (command, by) => `${COMMANDS[command] ?? command}, diz ${by}`,
  refusedCommand: 'não era possível então',
  receipt: (state, from) => `${from} diz: ${TICKS[state] ?? state}`,
  theirClock: (time) => `pelo relógio deles ${time}`,
  reached: (state, from) => `${from}: tudo até agora ${TICKS[state] ?? state}`,
  told: (tick) => `A Kommo é informada: ${TICKS[tick] ?? tick}`,
  notTaken: (tick) => `A Kommo não aceita: ${TICKS[tick] ?? tick}`,
  followed: ({ what, outcome }, from) => {
    if (what === 'echo' || what === 'note' || what === 'message') return `Mostrada na Kommo: ${pt.outcome(outcome)}`;
    return `${from}: ${KINDS[what]}, ${pt.outcome(outcome)}`;
  },
  stillUnderWay: 'A caminho',
  again: (at) => `nova tentativa às ${at}`,
};
