import type { Texts } from '../en';

export const templates: Pick<Texts, 'templates'> = {
  templates: {
    title: 'Modelos',
    text: 'O que pode ser enviado depois do prazo de resposta, como a Kommo e o mensageiro o têm.',
    none: 'Ainda não há modelos. Crie um na Kommo e envie-o para aprovação, ou crie-o no mensageiro: ele chega aqui sozinho.',
    unavailable: 'Nada do que está conectado precisa de modelos aprovados. O WhatsApp precisa.',
    sync: 'Sincronizar agora',
    never: 'Ainda não comparados.',
    compared: (ago) => `Comparados ${ago}.`,
    comparing: 'Comparando os dois lados…',
    progress: (done, all) => `${done} de ${all} passos feitos`,
    trouble: (again) => (again ? 'Nem tudo pôde ser feito; tenta-se de novo sozinho' : 'Nem tudo pôde ser feito'),
    states: {
      draft: 'Rascunho na Kommo',
      'in-review': 'Em análise',
      approved: 'Aprovado',
      rejected: 'Rejeitado',
      stopped: 'Pausado',
      gone: 'Removido',
    },
    reason: (reason) => `Motivo: ${reason}`,
    notInKommo: {
      draft: () => '',
      'in-review': (messenger) => `Chega à Kommo quando for aprovado: ${messenger}.`,
      approved: () => 'Está a caminho da Kommo.',
      rejected: (messenger) => `Chega à Kommo quando for aprovado: ${messenger}.`,
      stopped: (messenger) => `Chega à Kommo quando for aprovado de novo: ${messenger}.`,
      gone: () => '',
    },
    fills: (messenger) => `preenche, em ${messenger},`,
    example: (example) => `(por exemplo, “${example}”)`,
    drifts: {
      'changed-in-kommo': {
        title: () => 'Alterado na Kommo',
        text: (messenger) =>
          `Os clientes continuam a receber o que foi aprovado: ${messenger}. Para aprovar o texto novo, dê outro nome ao modelo na Kommo.`,
      },
      'changed-at-messenger': {
        title: (messenger) => `Alterado em ${messenger}`,
        text: (messenger) => `Os clientes recebem o texto novo de ${messenger}; a Kommo ainda mostra o antigo.`,
      },
      'changed-on-both': {
        title: () => 'Alterado nos dois lados',
        text: (messenger) => `Os clientes recebem o que está em ${messenger}; a Kommo mostra outra coisa.`,
      },
      differs: {
        title: () => 'Os dois lados dizem coisas diferentes',
        text: (messenger) => `Os clientes recebem o que está em ${messenger}; a Kommo mostra outra coisa.`,
      },
      'removed-in-kommo': {
        title: () => 'Removido na Kommo',
        text: (messenger) => `Ainda está em ${messenger}. Não volta sozinho.`,
      },
      'removed-at-messenger': {
        title: (messenger) => `Removido em ${messenger}`,
        text: () => 'Já não pode ser enviado, e a Kommo sabe. Para tê-lo de novo, envie-o para aprovação na Kommo.',
      },
    },
    take: { replace: (messenger) => `Usar o de ${messenger}`, remove: () => 'Remover na Kommo' },
    question: {
      replace: {
        title: (name) => `Usar “${name}” como está no mensageiro?`,
        text: (messenger) =>
          `O modelo na Kommo é substituído pelo de ${messenger}. Um Salesbot que o envia precisa receber o novo.`,
        confirm: (messenger) => `Usar o de ${messenger}`,
      },
      remove: {
        title: (name) => `Remover “${name}” na Kommo?`,
        text: (messenger) => `Já não existe em ${messenger}. Um Salesbot que o envia precisa receber outro.`,
        confirm: () => 'Remover',
      },
    },
  },
};
