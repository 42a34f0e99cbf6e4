import type { checks as en } from '../en/checks';

export const checks: typeof en = {
  checks: {
    title: (messenger) => `O que diz o ${messenger}`,
    passed: (passed, all) =>
      all === 1
        ? `A verificação ${passed === 1 ? 'está certa' : 'não está certa'}`
        : passed === all
          ? `As ${all} verificações estão certas`
          : `${passed} de ${all} verificações estão certas`,
    at: (when) => `Verificado ${when}`,
    again: 'Verificar de novo',
    below: 'Algo ainda não está certo: veja abaixo.',
    states: { ok: 'certo', warning: 'a conferir', broken: 'errado' },
  },
  brokenCheck: {
    title: (messenger) => `Não funciona no ${messenger}`,
    text: () => 'As verificações abaixo dizem o que está errado. O que você corrigir lá aparece ao verificar de novo.',
  },
  told: {
    broken: (messenger) => `O ${messenger} a interrompeu`,
    limited: (messenger) => `O ${messenger} avisa você`,
    information: (messenger) => `Novidades do ${messenger}`,
  },
};
