import type { states as en } from '../en/states';

export const states: typeof en = {
  faults: {
    unreachable: {
      title: 'O Courier não responde',
      text: 'Confira sua conexão com a internet e tente de novo. O que você digitou continua aqui.',
    },
    ended: {
      title: 'Sua sessão terminou',
      text: 'Nada se perdeu. Continue de onde parou, ou feche esta janela e abra de novo.',
    },
    credentialsRefused: {
      title: 'O mensageiro não aceitou os dados',
      text: 'Confira o que você digitou; quase sempre falta uma parte ao copiar.',
    },
    connectedElsewhere: {
      title: 'Já está conectado a outra conta da Kommo',
      text: 'Remova-o de lá primeiro, ou use outro bot, número ou página.',
    },
    sourceLimit: {
      title: 'Não cabem mais fontes nesta conta',
      text: 'A Kommo limita a quantidade. Remova uma que não é mais usada e tente de novo.',
    },
    forbidden: {
      title: 'Você não pode fazer isto',
      text: 'Peça a um administrador da conta que faça ou que lhe dê permissão.',
    },
    gone: { title: 'Isto não existe mais', text: 'Alguém pode ter removido. Recarregue para ver como está agora.' },
    conflict: { title: 'Isto mudou nesse meio-tempo', text: 'Veja como está agora e tente de novo.' },
    invalid: { title: 'Não foi aceito', text: 'Confira o que você digitou e tente de novo.' },
    failed: {
      title: 'Algo deu errado no Courier',
      text: 'Tente de novo em um minuto. Se continuar assim, avise quem cuida do Courier para você.',
    },
  },
  offline: {
    old: (at) => `O que você vê é de ${at}. Nada do que você digitou se perdeu.`,
    again: (seconds) => `Nova tentativa em ${seconds} s`,
    trying: 'Tentando de novo…',
    tryNow: 'Tentar agora',
  },
  outside: {
    title: 'Abra o Courier pela Kommo',
    text: 'Estas configurações pertencem à sua conta da Kommo e abrem lá:',
    steps: [
      'Vá em Configurações e depois em Integrações.',
      'Escolha a integração.',
      'As configurações abrem em uma janela.',
    ],
  },
  notOpen: {
    silent: {
      title: 'A Kommo não responde',
      text: 'Recarregue a página da Kommo e abra as configurações de novo.',
    },
    refused: {
      title: 'Não foi possível abrir as configurações',
      text: 'Tente de novo. Se não ajudar, recarregue a página da Kommo e abra as configurações mais uma vez.',
    },
    unreachable: {
      title: 'O Courier não responde',
      text: 'Confira sua conexão com a internet. As configurações abrem sozinhas assim que houver resposta.',
    },
  },
  noRights: {
    title: 'Estas configurações são para administradores',
    text: 'Peça a um deles que deixe você ver ou alterar as configurações:',
    ask: 'Peça a um administrador da conta que deixe você ver ou alterar as configurações.',
  },
};
