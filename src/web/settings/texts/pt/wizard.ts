import type { wizard as en } from '../en/wizard';
import type { MessengerWords } from '../messengers';

const telegram: MessengerWords = {
  what: 'Um bot para o qual seus clientes escrevem',
  howTo: {
    title: 'Como obter o token de um bot',
    steps: [
      'No Telegram, abra um chat com @BotFather. Ele tem um selo azul.',
      'Envie /newbot e escolha um nome e um usuário para o bot. Se você já tem um bot, envie /token.',
      'O BotFather responde com o token. Ele se parece com 123456789:AAH4…',
      'Copie tudo e cole abaixo.',
    ],
    typed: ['@BotFather', '/newbot', '/token', '123456789:AAH4…'],
    link: { text: 'Abrir @BotFather', href: 'https://t.me/BotFather' },
  },
  fields: {
    token: { label: 'Token do bot', help: 'Quem o tem pode falar como o seu bot. Não o dê a mais ninguém.' },
    apiBaseUrl: {
      label: 'Endereço da API de bots',
      help: 'Deixe vazio, a menos que você mesmo rode o servidor local da API de bots do Telegram.',
    },
  },
};

export const wizard: typeof en = {
  messengers: { telegram },
  wizard: {
    title: 'Adicionar uma fonte',
    leave: 'Sair',
    steps: 'Passos',
    names: { messenger: 'Mensageiro', credentials: 'Acesso', place: 'Funil', checks: 'Conferência', test: 'Teste' },
    headings: (messenger, name) => ({
      messenger: { title: 'Onde seus clientes escrevem?', text: 'Escolha o mensageiro que você quer conectar.' },
      credentials: {
        title: `Dê acesso ao ${messenger}`,
        text: 'Para que o Courier possa ler e enviar mensagens por você.',
      },
      place: { title: 'Onde as mensagens devem chegar?', text: 'Você pode mudar os dois quando quiser.' },
      checks: { title: `Conectando ${name}`, text: 'O Courier confere cada parte do caminho.' },
      test: { title: 'Envie um teste a si mesmo', text: 'Veja com seus próprios olhos que uma mensagem chega.' },
    }),
    anyMessenger: 'Mensagens de clientes',
    secretsKept: 'Fica guardado com criptografia e não é mostrado de novo.',
    pipeline: 'Funil',
    pipelineHelp: 'Lá um cliente novo vira um lead de entrada.',
    name: 'Nome',
    nameHelp: 'Os atendentes o veem na Kommo. Deixe vazio para usar o nome do mensageiro.',
    connect: 'Conectar',
    connecting: 'Conectando…',
    works: 'Tudo funciona',
    worksText: 'Os clientes já podem escrever.',
    toTest: 'Enviar um teste a si mesmo',
  },
};
