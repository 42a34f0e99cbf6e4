import type { en } from './en';

export const pt: Readonly<Record<keyof typeof en, string>> = {
  'authorise-again': 'Autorize o Courier de novo na Kommo.',
  'install.no-integration': 'A integração não está mais registrada aqui.',
  'install.code-unanswered': 'A Kommo não respondeu ao código, que talvez já esteja usado.',
  'install.code-spent': 'A Kommo não aceita mais o código: ele vale por 20 minutos e uma única vez.',
  'install.unknown-client':
    'A Kommo não reconhece a integração com este id, esta chave secreta e este endereço de redirecionamento. Compare-os com os da integração na Kommo.',
  'install.silent-account': 'A conta não responde no endereço dela.',
  'install.no-tokens': 'Faltam os tokens de acesso.',
  'install.other-account': 'Foi autorizada uma conta diferente da que pediu. Escolha a conta certa na Kommo.',
  'install.no-chats': 'Esta conta da Kommo não tem chats, então nenhum mensageiro pode ser ligado a ela.',
  'install.no-administrator': 'Quem autorizou o Courier não é administrador. Um administrador precisa fazer isso.',
  'install.unknown-account': 'A conta ainda não é conhecida.',
  'install.unpublished':
    'Enquanto a Kommo não publicar o canal, ele funciona nas contas que foram informadas ao suporte da Kommo.',
  'install.no-talk-hooks': 'O Courier não fica sabendo quando uma conversa é fechada na Kommo.',

  'source.no-driver': 'Esta versão do Courier não conhece este mensageiro.',
  'source.see-card': 'A Kommo não aceita esta fonte; o cartão dela diz por quê.',
  'source.to-main-pipeline':
    'O funil dela está arquivado ou não existe mais na Kommo: os chats novos vão para o principal.',
  'source.other-owner': 'Estes dados de acesso são de outro bot, número ou página, não desta fonte.',
  'source.archived':
    'O funil desta fonte está arquivado ou não existe mais na Kommo; os chats novos vão para o principal até você escolher outro.',
  'source.choose-pipeline': 'O funil dela está arquivado: escolha outro.',
  'source.limit':
    'A Kommo não aceita mais fontes desta integração: 100 no máximo, em algumas contas 50. Remova uma que não seja necessária, aqui ou na Kommo.',
  'source.not-taken': 'A Kommo não aceita esta fonte.',
  'source.not-begun': 'Não foi possível começar a conectar. Tente de novo em um minuto.',
  'source.does-not-work': 'Ela não funciona agora.',
  'source.restricted-starting': 'O {messenger} não deixa que ela comece conversas nem envie modelos.',
  'source.restricted-answering': 'O {messenger} não deixa que ela responda aos clientes.',
  'source.restricted-everything': 'O {messenger} não deixa que ela envie nada.',
  'source.restricted-until': 'Isso termina em {until}.',
  'source.kommo-refused': 'A Kommo não a aceitou.',
  'source.test-failed': 'A Kommo não aceitou a mensagem.',

  // What was said in Kommo, compared with what was accepted here.
  'history.not-shown': 'A Kommo não mostra o histórico de nenhum chat.',

  // Modelos.
  'template.gone': 'O mensageiro já não tem este modelo.',
  'template.differs':
    'O mensageiro tem um modelo com este nome e idioma que diz outra coisa. Dê outro nome a este, ou use o do mensageiro nas configurações do Courier.',
  'template.elsewhere': 'A conta deste número não tem este modelo: foi feito para outra conta.',
  'template.no-reason': 'O mensageiro não deu motivo.',
  'template.file-header':
    'O cabeçalho é uma imagem, um vídeo ou um arquivo, que a Kommo não consegue guardar para ele.',
  'template.code-button': 'Tem um botão com um código, que a Kommo não consegue preencher.',
  'template.category': 'A Kommo não conhece a categoria {category}.',
  'template.no-language': 'Escolha o idioma do modelo e envie-o para aprovação novamente.',
  'template.no-category': 'Escolha a categoria do modelo e envie-o para aprovação novamente.',
  'template.file-to-submit':
    'Um modelo com imagem, vídeo ou arquivo no cabeçalho não pode ser enviado para aprovação pela Kommo. Crie-o no mensageiro: ele chega aqui sozinho.',
  'template.limit': 'A Kommo não aceita mais modelos desta integração. Remova alguns lá.',
  'template.not-imported': 'A Kommo não aceita o modelo “{name}”.',
  'template.not-asked': 'Não é possível pedir os modelos de “{source}”.',
  'template.no-hooks':
    'A Kommo não avisa quando um modelo é enviado para aprovação; o Courier verifica a cada seis horas, e quando você pedir.',

  'access.none': 'A Kommo não deixa mais o Courier entrar nesta conta: um administrador precisa autorizá-lo de novo.',
  'access.no-new': 'A Kommo não dá um novo acesso neste momento.',

  'settings.not-found': 'Isto não existe aqui.',
  'settings.no-right': 'Você não pode fazer isto: peça a um administrador da conta.',
  'settings.not-installed': 'A integração ainda não está instalada nesta conta.',
  'settings.session-over': 'A sessão terminou: abra de novo as configurações na Kommo.',
  'settings.ticket-refused': 'Este acesso às configurações já foi usado ou é antigo demais: abra-as de novo na Kommo.',
  'settings.wrong-origin': 'As configurações são abertas a partir das páginas da conta da Kommo a que pertencem.',
  'settings.token-refused':
    'O passe da Kommo para esta página está faltando, é antigo demais ou não é para nós: recarregue a página.',
  'settings.token-used': 'O passe da Kommo para esta página já foi usado: recarregue a página.',
  'settings.unknown-integration':
    'Esta integração ainda não está configurada aqui: quem administra o Courier precisa adicioná-la.',
  'settings.no-such-user': 'A Kommo não conhece este usuário na conta.',
  'settings.user-inactive': 'Este usuário não está ativo na Kommo.',
  'settings.who-are-you': 'A Kommo não diz quem você é neste momento. Tente de novo em um minuto.',
  'settings.nothing-to-retry': 'Não há nada a tentar de novo: autorize o Courier na Kommo.',
  'settings.no-such-people': 'Uma dessas pessoas não é um usuário ativo da conta.',
  'settings.no-email':
    'Daqui não é possível enviar e-mails: quem administra o Courier precisa configurar um servidor de e-mail.',
  'settings.webhook': 'O endereço precisa começar com https:// e não levar usuário nem senha.',
  'settings.task-user': 'A Kommo não tem esse usuário ativo na conta.',
  'settings.other-identity': 'Estes dados são de outra. Para conectá-la também, adicione-a como uma fonte própria.',
  'settings.no-such-pipeline': 'A Kommo não tem esse funil, ou ele está arquivado: escolha outro.',
  'settings.connected-already': 'Já está conectada aqui, como “{name}”.',
  'settings.connected-elsewhere': 'Outra conta ou integração da Kommo a usa com o Courier. Remova-a de lá primeiro.',
  'settings.source-limit':
    'A Kommo aceita no máximo {most} fontes de uma integração em uma conta. Remova uma primeiro.',
  'settings.remove-again': 'Aqui ela já foi removida, mas na Kommo ainda não; remova-a mais uma vez.',
  'settings.resume-again':
    'A fonte foi retomada, mas nem todos os chats dela puderam ser avisados; retome-a mais uma vez.',
  'settings.not-paused': 'A fonte não está pausada nem retida.',
  'settings.no-answer-in-time': '{messenger} não respondeu a tempo.',
  'settings.does-not-fit': 'Isto não está certo. Confira se você copiou tudo.',
  'settings.check-fields': 'Isto não está certo: {fields}',
  'settings.no-key': 'Idempotency-Key: de 1 a 100 caracteres visíveis',
  'settings.unavailable': 'Não foi possível fazer isto agora. Tente de novo em um minuto.',
  'request.unreadable': 'Não é possível ler a solicitação.',
  'request.not-kept': 'Foi feito, mas a resposta não foi guardada; veja como está agora.',
  'request.under-way': 'A mesma solicitação está em andamento; tente de novo daqui a pouco.',
  'request.key-reused': 'Esta Idempotency-Key já foi usada para outra solicitação; use uma nova.',

  'alert.source.subject': '“{name}” ({messenger}) não funciona',
  'alert.source': '“{name}” ({messenger}) não funciona desde {since}.',
  'alert.authorise.subject': 'É preciso autorizar a Kommo de novo',
  'alert.authorise':
    'Desde {since} a Kommo não deixa mais o Courier entrar na conta: o acesso foi retirado ou terminou.',
  'alert.token.subject': 'O acesso à Kommo termina em {day}',
  'alert.token':
    'O token de longa duração com que o Courier trabalha nesta conta termina em {at} e não se renova sozinho.',
  'alert.asks.subject': 'Alguém precisa decidir sobre mensagens atrasadas',
  'alert.missing.subject': 'Faltam mensagens',
  'alert.since': 'Desde {since}:',
  'alert.asks.one': '1 mensagem foi escrita na Kommo mais de meia hora antes de o Courier saber dela.',
  'alert.asks.many': '{count} mensagens foram escritas na Kommo mais de meia hora antes de o Courier saber delas.',
  'alert.overdue.one': '1 mensagem foi levada com atraso e ainda não chegou.',
  'alert.overdue.many': '{count} mensagens foram levadas com atraso e ainda não chegaram.',
  'alert.remedy.credentials': 'Abra as configurações do Courier e informe novas credenciais para ela.',
  'alert.remedy.webhook': 'Abra as configurações do Courier e clique em Reparar; outro sistema pode tê-la assumido.',
  'alert.remedy.unreachable':
    'O mensageiro não responde. Só resta esperar; o que foi escrito fica guardado e é enviado depois.',
  'alert.remedy.kommo': 'Abra as configurações do Courier e clique em Reparar, para que a Kommo a tenha de novo.',
  'alert.remedy.pipeline': 'Abra as configurações do Courier e escolha outro funil para ela.',
  'alert.remedy.authorise': 'Um administrador precisa abrir o Courier na Kommo e autorizá-lo de novo.',
  'alert.remedy.token':
    'Crie um novo token na Kommo, na aba Chaves da integração, e entregue-o antes desse dia a quem opera o Courier (courier install --token-from-stdin).',
  'alert.remedy.asks':
    'Quem opera o Courier pode enviá-las ou deixá-las sem enviar (courier reconcile); antes disso nada é enviado a ninguém.',
  'alert.remedy.missing': 'Quem opera o Courier vê quais são (courier reconcile).',
  'alert.settings': 'Configurações: {url}',
  'alert.account': 'Conta da Kommo: {subdomain}',

  'change.administrators-only': 'Somente administradores',
  'change.sees': '{name}: ver',
  'change.changes': '{name}: alterar',
  'change.email-set': 'e-mail ativado',
  'change.email-off': 'e-mail desativado',
  'change.webhook-set': 'webhook ativado',
  'change.webhook-off': 'webhook desativado',
  'change.task-set': 'tarefa na Kommo ativada',
  'change.task-off': 'tarefa na Kommo desativada',
  'change.language-en': 'os atendentes são avisados em inglês',
  'change.language-es': 'os atendentes são avisados em espanhol',
  'change.language-pt': 'os atendentes são avisados em português',
  'change.kept': 'O que foi escrito fica guardado',
  'change.erased': 'O que foi escrito foi apagado',
};
