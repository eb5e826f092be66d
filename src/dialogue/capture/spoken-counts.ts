const COUNTS = new RegExp(
  String.raw`\d\s?[:/]\s?\d|[$£€%]|(?<!\p{L})(?:` +
    "(?<!\\bi\\s)a\\.?m|p\\.?m|o['’]?clock|noon|midnight|half|quarter|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|june|july|august|" +
    'september|october|november|december|today|tonight|tomorrow|morning|afternoon|evening|people|persons?|adults?|kids|children|' +
    'dollars?|cents|percent|minutes?|hours?|days?|weeks?|months?|years?|old|option|street|avenue|road|drive|apartment|suite|(?<!\\bother\\s)room|at|around|' +
    'lunes|martes|miércoles|jueves|viernes|sábado|domingo|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|' +
    'noviembre|diciembre|hoy|mañana|tarde|noche|media|cuarto|las|personas?|años?|dólares|minutos?|horas?|días?|opción|calle' +
    String.raw`)(?!\p{L})`,
  'iu',
)

/** Whether a time, a day, a count or a price is spoken of: nobody reads out a card in such words. */
export const speaksOfCounts = (text: string): boolean => COUNTS.test(text)
