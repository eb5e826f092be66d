/** Small words that one language has and its neighbours mostly do not; folded. */
const SMALL_WORDS: Readonly<Record<string, string>> = {
  en: 'the and you my i to of please your is have for not with this me that from would like want do are what how it on be thank thanks hello dear regards any all call calling stop',
  es: 'el la los las que y mi mis su sus por para con una un se me no yo quiero favor gracias hola usted ustedes tienen del al es datos estimados saludos como cuando estoy solicito dejen llamarme mas',
  de: 'der die das und ich sie mein meine meinen meiner nicht mit von zu ist bitte ihre ihr ihnen fur auf ein eine habe haben danke sehr geehrte damen herren hallo uber daten mich den im wie',
  fr: 'le la les et je vous mes mon ma de des du que pas une un votre vos pour avec sur bonjour merci cordialement est ai madame monsieur nous par ne plus souhaite toutes donnees',
  pt: 'o os as e eu meus minha meu minhas que nao voces voce por para com uma um dos das favor obrigado obrigada ola gostaria dados sobre sua seu quero tem mais do da nos',
  it: 'il lo gli le e che di mi mio miei mia per con una un non vi vostro vostri dati grazie buongiorno salve vorrei chiedo sono della del dei delle',
}

const WORDS_MAX = 400
const WORD = /\p{L}+/gu

const lexicons = Object.entries(SMALL_WORDS).map(([language, list]) => ({ language, words: new Set(list.split(' ')) }))

/** The language of a text in ISO 639-1, by its small words; null where none of the six leads. Pure guess: it decides no right. */
export function guessLanguage(folded: string): string | null {
  const words = (folded.match(WORD) ?? []).slice(0, WORDS_MAX)
  const counts = lexicons.map(({ language, words: known }) => ({
    language,
    count: words.filter((word) => known.has(word)).length,
  }))
  const [first, second] = counts.sort((one, other) => other.count - one.count)
  if (first === undefined || first.count === 0) return null
  return first.count > (second?.count ?? 0) ? first.language : null
}
