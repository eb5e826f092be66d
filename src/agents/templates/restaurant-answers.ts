import type { Answers } from './template.ts'

export const RESTAURANT_ANSWERS: Answers = [
  {
    q: ['where are you', 'where are you located', 'what is your address', 'how do I get there'],
    a: 'We are at 33 Harbor Street, two blocks from the ferry.',
  },
  {
    q: ['is there parking', 'where can I park', 'do you have valet'],
    a: 'There is a public garage next door, and we validate three hours.',
  },
  {
    q: [
      'do you have vegetarian dishes',
      'is there anything vegetarian',
      'do you have vegan options',
      'what can a vegan eat',
    ],
    a: 'Yes, about half of our menu is vegetarian, and several dishes can be made vegan.',
  },
  {
    q: ['do you have gluten free', 'can celiacs eat there', 'is there gluten free pasta'],
    a: 'Yes, we have gluten-free pasta and bread. Our kitchen handles flour, so please tell your server about an allergy.',
  },
  {
    q: [
      'can you handle a nut allergy',
      'do you accommodate allergies',
      'one of us has an allergy',
      'is there an allergen menu',
    ],
    a: 'We take allergies seriously. Please tell your server when you sit down, and the kitchen will go through the menu with you.',
  },
  {
    q: ['do you have outdoor seating', 'can we sit outside', 'is there a patio'],
    a: 'Yes, there are tables on the terrace from April to October.',
  },
  {
    q: ['can I bring my dog', 'are dogs allowed', 'are you pet friendly'],
    a: 'Dogs are welcome on the terrace.',
  },
  {
    q: ['do you have high chairs', 'are children welcome', 'do you have a kids menu', 'is it kid friendly'],
    a: 'Children are welcome. We have high chairs and a menu for them.',
  },
  {
    q: ['what is the dress code', 'do I have to dress up', 'what should I wear'],
    a: 'There is no dress code. Come as you are.',
  },
  {
    q: ['do you do takeout', 'do you deliver', 'can I order to go', 'do you have delivery'],
    a: 'Yes, you can order takeout at the counter from noon on. We do not deliver.',
  },
  {
    q: ['can I bring my own wine', 'what is the corkage fee', 'is it byob'],
    a: 'You may bring your own wine. Corkage is 25 dollars a bottle.',
  },
  {
    q: ['can you do a birthday cake', 'can I bring a cake', 'we are celebrating a birthday', 'do you do birthdays'],
    a: 'You are welcome to bring a cake, and we will bring it out with candles.',
  },
  {
    q: ['how can I pay', 'do you take cards', 'do you take cash', 'can we split the bill'],
    a: 'We take cards and cash, and we are happy to split the bill.',
  },
  {
    q: ['are you wheelchair accessible', 'is there a step at the door', 'do you have an accessible restroom'],
    a: 'Yes, the entrance is level and the restroom is accessible.',
  },
]
