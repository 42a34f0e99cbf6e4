import type { sources as en } from '../en/sources';

export const sources: typeof en = {
  states: { ok: 'Funciona', connecting: 'Conectando', paused: 'Em pausa', broken: 'Não funciona', removing: 'Removendo' },
  facts: {
    pipeline: 'Funil',
    mainPipeline: 'Funil principal',
    pipelineNumber: (id) => `Funil ${id}`,
    archived: 'Arquivado',
    lastMessage: 'Última mensagem',
    none: 'Nenhuma ainda',
    window: 'Prazo para responder',
    noWindow: 'Sem limite',
    withinWindow: (time) => `Até ${time}`,
  },
  connecting: (name) => `Conectando ${name}`,
  sourceSteps: (messenger) => ({
    'check-credentials': { title: 'Conferir o acesso', text: `O ${messenger} aceita os dados?` },
    'point-webhook': { title: 'Receber mensagens', text: `O ${messenger} envia as mensagens novas ao Courier.` },
    'register-in-kommo': { title: 'Mostrar na Kommo', text: 'A fonte ganha seu lugar no funil.' },
    'check-health': { title: 'Testar o caminho todo', text: 'Uma última olhada em tudo junto.' },
  }),
  paused: {
    title: (by, since) => `Em pausa${by === null ? '' : ` por ${by}`}${since === null ? '' : `, desde ${since}`}`,
    text: 'As mensagens esperam nos dois sentidos até você retomar.',
  },
  removing: {
    title: 'Removendo',
    text: 'As últimas mensagens são concluídas, depois a fonte some daqui e da Kommo.',
  },
  since: (at) => `Desde ${at}.`,
  broken: {
    credentials: {
      title: (messenger) => `O ${messenger} não aceita mais os dados de acesso`,
      text: (messenger) => `Eles foram trocados ou retirados no ${messenger}. Digite os novos e tudo continua.`,
    },
    webhook: {
      title: () => 'As mensagens vão para outro lugar',
      text: () => 'Outro serviço assumiu e as mensagens novas não chegam à Kommo. Um clique as traz de volta.',
    },
    unreachable: {
      title: (messenger) => `O ${messenger} não responde`,
      text: () => 'Não há nada a fazer: o Courier continua tentando, e as mensagens esperam.',
    },
    kommo: {
      title: () => 'Falta na Kommo',
      text: () => 'Alguém a removeu lá, ou a Kommo a recusou. O reparo a coloca de volta.',
    },
    pipeline: {
      title: () => 'O funil foi arquivado',
      text: () => 'As mensagens novas não têm onde chegar. Escolha outro funil.',
    },
  },
  fixes: {
    credentials: 'Digitar novos dados',
    takeBack: 'Trazer de volta',
    repair: 'Reparar',
    pipeline: 'Escolher um funil',
  },
  menu: {
    of: (name) => `Mais sobre ${name}`,
    test: 'Enviar um teste a si mesmo',
    rename: 'Renomear',
    move: 'Mover para outro funil',
    makeDefault: 'Tornar padrão',
    credentials: 'Digitar novos dados de acesso',
    pause: 'Pausar',
    resume: 'Retomar',
    remove: 'Remover',
  },
  rename: { title: 'Renomear a fonte', name: 'Nome', help: 'Os atendentes o veem na Kommo. Os clientes não.' },
  move: {
    title: 'Mover para outro funil',
    pipeline: 'Funil',
    help: 'Os leads novos chegarão lá. Os que já existem ficam onde estão.',
    save: 'Mover',
  },
  newCredentials: {
    title: 'Digitar novos dados de acesso',
    text: (name) => `Para ${name}. Os antigos são substituídos assim que os novos forem aceitos.`,
    save: 'Conferir e salvar',
  },
  remove: {
    title: (name) => `Remover ${name}?`,
    text: 'Isto é o que acontece:',
    consequences: (messenger) => [
      `Os clientes ainda podem escrever no ${messenger}, mas nada mais chega à Kommo.`,
      'As mensagens que esperam entrega terminam como não entregues.',
      'Chats e leads na Kommo ficam. Se você conectar de novo, os chats continuam.',
    ],
    confirm: 'Remover',
  },
  test: {
    title: 'Envie um teste a si mesmo',
    write: (messenger) => `Escreva algo do seu celular, no ${messenger}, para`,
    open: (messenger) => `Abrir no ${messenger}`,
    stations: ['Seu celular', 'Courier', 'Kommo'],
    starting: 'Um momento…',
    waiting: 'Esperando sua mensagem…',
    received: 'Chegou aqui e está a caminho da Kommo…',
    inKommo: (took) => `Sua mensagem está na Kommo, depois de ${took}.`,
    long: (address) => `Nada ainda? Confira se você escreveu para ${address} e não para outro chat.`,
    failed: 'Sua mensagem não chegou à Kommo',
  },
};
