import type { wizard as en } from '../en/wizard';
export const wizard: typeof en = {
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
