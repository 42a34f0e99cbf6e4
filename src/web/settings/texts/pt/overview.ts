import type { overview as en } from '../en/overview';

export const overview: typeof en = {
  headline: {
    flows: (ago) => `Tudo flui. Última mensagem ${ago}`,
    flowsText: 'As mensagens vão e voltam entre seus clientes e a Kommo.',
    ready: { title: 'Está tudo pronto', text: 'A primeira mensagem de um cliente aparecerá na Kommo sozinha.' },
    authorise: {
      title: 'A Kommo não deixa mais o Courier entrar',
      text: 'Permita o acesso e as mensagens continuam. O que os clientes escreverem até lá espera.',
    },
    installing: { title: 'O Courier está sendo preparado', text: 'Leva alguns segundos. Veja os passos abaixo.' },
    waiting: {
      title: 'A preparação precisa da sua ajuda',
      text: 'Um passo não pode continuar sozinho. Veja abaixo o que fazer.',
    },
    noSources: { title: 'Vamos conectar seu primeiro mensageiro', text: 'Leva uns dois minutos.' },
    broken: (name) => `${name} precisa da sua atenção`,
    brokenText: 'As mensagens dessa fonte não passam agora.',
    connecting: (name) => `Conectando ${name}`,
    connectingText: 'Leva alguns segundos.',
    tokenEnds: (date) => `O acesso do Courier à Kommo termina em ${date}`,
    tokenEndsText:
      'Antes desse dia, crie um novo token de longa duração na aba Chaves da integração e entregue a quem cuida do Courier.',
    stuck: (count, since) =>
      count === 1 ? `1 mensagem espera desde ${since}` : `${count} mensagens esperam desde ${since}`,
    stuckText: 'O Courier continua tentando. Se não avançarem, avise quem cuida do Courier para você.',
    allPaused: { title: 'Tudo está em pausa', text: 'As mensagens esperam nos dois sentidos até você retomar.' },
    spoken: {
      good: 'Tudo flui',
      warn: 'Há algo que você precisa saber',
      bad: 'Algo precisa da sua atenção',
      busy: 'Em andamento',
      calm: 'Nada flui agora',
    },
  },
  completeness: {
    complete: (time) => `Não falta nada. Comparado com o histórico da Kommo ${time}.`,
    missing: (count, time) =>
      count === 1
        ? `Falta 1 mensagem e ela está a caminho. Comparado com o histórico da Kommo ${time}.`
        : `Faltam ${count} mensagens e elas estão a caminho. Comparado com o histórico da Kommo ${time}.`,
    asks: (count) =>
      count === 1
        ? '1 mensagem apareceu tarde demais para sair sozinha: quem cuida do Courier decide.'
        : `${count} mensagens apareceram tarde demais para saírem sozinhas: quem cuida do Courier decide.`,
  },
  sources: {
    title: 'Fontes',
    add: 'Adicionar uma fonte',
    all: (count) => `Todas as ${count} fontes`,
    default: 'Padrão',
  },
  empty: {
    title: 'Nenhum mensageiro conectado ainda',
    text: 'Conecte um bot, um número ou uma página, e o que os clientes escreverem chega ao funil que você escolher.',
    steps: ['Escolha o mensageiro', 'Cole os dados de acesso', 'Envie um teste a si mesmo'],
  },
  install: {
    title: 'Preparação',
    waiting: 'Depois que você permitir o acesso na outra janela, esta página continua sozinha.',
  },
  installSteps: {
    'exchange-code': { title: 'Obter acesso à sua conta', text: 'A Kommo confirma que você permitiu.' },
    'read-account': { title: 'Ler a conta', text: 'O nome, os usuários e os funis.' },
    'connect-channel': { title: 'Conectar os chats', text: 'A partir de agora a Kommo aceita mensagens do Courier.' },
    'reconcile-sources': { title: 'Comparar as fontes', text: 'O que está conectado aqui também consta na Kommo.' },
    'subscribe-webhooks': { title: 'Ouvir as mudanças na Kommo', text: 'Para que o Courier saiba delas na hora.' },
    'point-messengers': {
      title: 'Conectar os mensageiros',
      text: 'Bots e números enviam suas mensagens ao Courier.',
    },
  },
};
