import { describe, expect, test } from 'vitest'
import { plainWords } from '../plain-words.ts'
import { listenTo } from '../tongues.ts'

const SETS_IT_OFF = [
  'tengo doce años',
  'tengo 12 años',
  'tengo once años y medio',
  'tengo quince años y quiero una cita',
  'tengo dieciséis años puedo hacer una cita',
  'tengo diez y seis años',
  'tengo diecisiete años',
  'apenas tengo catorce años',
  'solo tengo 13',
  'yo tengo nueve años',
  'hola tengo 11 años y mi mamá me dijo que llamara',
  'acabo de cumplir quince',
  'cumplí 13 ayer',
  'voy a cumplir doce años',
  'mi edad es 12',
  'soy menor de edad',
  'soy menor',
  'soy un niño',
  'soy una niña',
  'soy adolescente',
  'soy menor de dieciocho',
  'todavía soy menor de edad',
  'todavía no tengo 18',
  'no tengo dieciocho años',
  'aún no cumplo los 18',
  'no he cumplido 18',
  'no soy mayor de edad',
  'no soy adulto',
  'me faltan dos años para cumplir 18',
  'estoy en quinto grado',
  'estoy en sexto grado',
  'voy en la primaria',
  'estoy en la secundaria',
  'estoy en middle school',
  'tengo 14 years old',
]

const DOES_NOT = [
  'mi hijo tiene doce años',
  'mi hija tiene 9 años',
  'tengo un hijo de doce años',
  'es para mi niña de siete años',
  'tengo dos hijos menores de edad',
  'mi hijo es menor de edad',
  'el paciente es menor',
  'tengo treinta y cinco años',
  'tengo cuarenta y cuatro años',
  'tengo dieciocho años',
  'tengo veinticinco años',
  'tengo 45 años',
  'tengo diez años viviendo aquí',
  'tengo diez años de casada',
  'tengo quince años trabajando ahí',
  'tengo cinco años sin ir al dentista',
  'tengo seis años con este seguro',
  'hace diez años que no voy',
  'cuando tenía doce años me pusieron frenos',
  'desde que tenía 10 años',
  'tengo quince minutos',
  'tengo 12 semanas de embarazo',
  'tengo cita a las doce',
  'tengo once personas en la lista',
  'tengo cuatro hijos',
  'soy la menor de mis hermanas',
  'soy menor que él',
  'no soy menor de edad',
  'ya soy mayor de edad',
  'soy mayor de 18',
  'soy maestra de quinto grado',
  'trabajo en una primaria',
  'mi hija está en quinto grado',
  'estoy en el cuarto piso',
  'llego en quince',
  'cumplo años el doce de mayo',
  'cumplimos quince años de casados',
  'somos doce',
  'a las once está bien',
]

describe('a caller under eighteen, in Spanish', () => {
  test.each(SETS_IT_OFF)('is heard in: %s', (said) => {
    expect(listenTo(plainWords(said))('minor')).toBe(true)
  })

  test.each(DOES_NOT)('is not heard in: %s', (said) => {
    expect(listenTo(plainWords(said))('minor')).toBe(false)
  })
})
