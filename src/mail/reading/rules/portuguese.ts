import { words, type Rule, type Turns } from './rule.ts'

const portuguese: Turns = {
  clause: /[,;:]\s| mas | e (?!nao )/,
  before: [/\b(?:nao|nunca|jamais|sem|voces ja|ja|quando|se|antes|quanto tempo|obrigad[oa] por)(?: [\w'-]+){0,6}\s*$/],
  despite: /\b(?:nao (?:esqueca\w*|hesite\w*|so)|se (?:possivel|puder\w*))\b/,
}
const DADOS =
  '(?:(?:todos|todas|todo|toda|os|as|o|a|meus|minhas|meu|minha|nossos|quaisquer|aos|de) )+(?:dados|informacoes|informacao|conta|gravacoes|gravacao|registros?|numero|cadastro|chamadas|ligacoes|perfil|historico|prontuario|telefone|nome|endereco)'

/** The basic rights: what is said less plainly goes to the model or to somebody. */
export const PORTUGUESE: readonly Rule[] = [
  {
    label: 'delete',
    name: 'delete.pt',
    says: words(
      `(?:apag(?:ar|uem|ue|o)|exclu(?:ir|am|a|sao)|elimin(?:ar|em|e|acao)|remov(?:er|am|a)|delet(?:ar|em|e)|remocao|exclusao)(?: por favor| imediatamente| definitivamente| de| dos| das)* ${DADOS}|${DADOS} (?:sejam|seja) (?:apagad\\w+|excluid\\w+|eliminad\\w+|removid\\w+)|direito (?:ao esquecimento|a eliminacao|de eliminacao|ao apagamento|a exclusao)|(?:pedido|solicitacao|solicito|peco) (?:de |a |o )?(?:exclusao|eliminacao|apagamento|remocao)`,
    ),
    unless: /\b(?:meu agendamento|minha consulta)\b/,
    turns: portuguese,
  },
  {
    label: 'access',
    name: 'access.pt',
    says: words(
      `direito de acesso|(?:acesso|acessar|aceder) (?:a |aos |as )?${DADOS}|(?:uma )?copia (?:de |dos |das )${DADOS}|copia (?:dos|de todos os) meus dados|(?:que|quais) (?:dados|informacoes) ~4(?:tem|possuem|guardam|armazenam|sobre mim)|(?:envi(?:em|e)|mand(?:em|e)|fornec\\w+)[- ]me ~2${DADOS}|(?:me enviem|me envie|me mandem) ~2${DADOS}|ver meus dados`,
    ),
    turns: portuguese,
  },
  {
    label: 'correct',
    name: 'correct.pt',
    says: words(
      `(?:corrig(?:ir|am|e)|corrij(?:am|a)|retific(?:ar|acao)|retifiquem|atualiz(?:ar|em|e)|alter(?:ar|em|e)|mud(?:ar|em|e)) (?:o |a |os |as )?(?:meu|minha|meus|minhas) ~2(?:nome|sobrenome|endereco|telefone|numero|e-?mail|data de nascimento|dados|morada)|meu (?:nome|endereco|telefone|numero) esta (?:errado|incorreto|desatualizado)|direito (?:de|a) (?:retificacao|correcao)`,
    ),
    unless: /\bsenha\b|\bconsulta\b/,
    turns: portuguese,
  },
  {
    label: 'object',
    name: 'object.pt',
    says: words(
      `(?:eu )?me oponho|oponho-me|direito de oposicao|(?:retiro|revogo|retirar|revogar) (?:o )?(?:meu )?consentimento|(?:parem|pare|deixem) de (?:usar|tratar|processar|vender|compartilhar) (?:os )?(?:meus|minha) ~2|nao autorizo (?:o )?(?:uso|tratamento)`,
    ),
  },
  {
    label: 'restrict',
    name: 'restrict.pt',
    says: words(
      `limita(?:cao|r|rem) (?:do |o )?(?:tratamento|uso)|restri(?:cao|ngir|njam) (?:do |o )?(?:tratamento|uso)|bloque(?:ar|io|iem) (?:dos |os )?meus dados`,
    ),
  },
  {
    label: 'portability',
    name: 'portability.pt',
    says: words(
      `portabilidade|transfer(?:ir|am) (?:os )?meus dados para (?:outr[oa]|um novo|uma nova|meu novo)|formato (?:estruturado|legivel)`,
    ),
  },
  {
    label: 'withdraw_request',
    name: 'withdraw.pt',
    says: words(
      `(?:cancel(?:o|ar|em)|retir(?:o|ar)|desisto d[oa]|anul(?:o|ar)) (?:o |a )?(?:meu |minha )?(?:pedido|solicitacao|exclusao)|nao (?:apaguem|apague|excluam|exclua|eliminem|deletem) (?:os |as |a |o )?(?:meus|minha|nada)|mudei de ideia|mantenham meus dados`,
    ),
  },
  {
    label: 'status',
    name: 'status.pt',
    says: words(
      `(?:estado|status|andamento|situacao) d[oa] (?:meu|minha) (?:pedido|solicitacao)|ja (?:apagaram|excluiram|eliminaram|receberam)|quando ~4(?:apagad\\w+|excluid\\w+|resposta|receberei)`,
    ),
  },
  {
    label: 'agent',
    name: 'agent.pt',
    says: words(`em nome d[aoe] (?!nossa|minha empresa|empresa)|procuracao|representante legal`),
  },
  {
    label: 'child',
    name: 'child.pt',
    says: words(
      `(?:eu )?tenho (?:[4-9]|1[0-7]) anos|sou menor(?: de idade)?|(?:dados|gravac\\w+|gravaram|ligaram) ~4(?:meu filho|minha filha|menor)`,
    ),
  },
  { label: 'wrong_number', name: 'wrong_number.pt', says: words(`numero errado|(?:foi|e) engano|pessoa errada`) },
  {
    label: 'optout_voice',
    name: 'optout.pt.voice',
    says: words(
      `(?:parem|pare|deixem) de (?:me )?ligar|nao (?:me )?(?:liguem|ligue)(?: mais)?|nao quero (?:mais )?(?:receber )?(?:ligacoes|chamadas|que me liguem)|chega de ligacoes`,
    ),
  },
  {
    label: 'optout_marketing',
    name: 'optout.pt.marketing',
    says: words(
      `(?:cancelar|descadastr\\w+|desinscrev\\w+) ?(?:a |minha )?(?:inscricao|subscricao|newsletter)?|nao quero (?:mais )?receber (?:mais )?(?:publicidade|e-?mails?|promocoes|propaganda|newsletters?|ofertas)|chega de propaganda|sair da lista`,
    ),
    unless: /\bcancelar (?!inscricao|subscricao|a inscricao|minha inscricao)/,
  },
  {
    label: 'optout_all',
    name: 'optout.pt.all',
    says: words(
      `nao (?:me )?(?:contatem|contactem|contate|contacte|entrem em contato|incomodem|mandem mensagens)(?: mais)?|(?:parem|pare|deixem) de (?:me )?(?:contatar|contactar|incomodar|mandar mensagens|escrever|perturbar)|nao quero (?:mais )?(?:ser contatad[oa]|contato|receber mensagens)|deixem?-me em paz|me deixem em paz`,
    ),
  },
]
