import type { Answers } from './template.ts'

export const SALON_ANSWERS: Answers = [
  {
    q: ['where are you', 'where are you located', 'what is your address', 'how do I find you'],
    a: 'We are at 9 Willow Lane, on the corner of Park Avenue.',
  },
  {
    q: ['is there parking', 'where can I park', 'is parking free'],
    a: 'There is street parking on Willow Lane, free for two hours.',
  },
  {
    q: ['how much is a haircut', 'what does a cut cost', 'price of a haircut', 'how much for a trim'],
    a: 'A haircut is 65 dollars.',
  },
  {
    q: ['how much is color', 'what does hair color cost', 'how much are highlights', 'price of balayage'],
    a: 'Color starts at 120 dollars. Your stylist tells you the exact price before they begin.',
  },
  {
    q: ['how much is a blowout', 'what does a blow dry cost'],
    a: 'A blowout is 50 dollars.',
  },
  {
    q: ['do you take walk-ins', 'can I walk in', 'do I need an appointment'],
    a: 'Walk-ins are welcome when a chair is free, but an appointment is safer.',
  },
  {
    q: ['how can I pay', 'do you take cards', 'do you take cash', 'do you take apple pay'],
    a: 'We take cards, cash and phone payments.',
  },
  {
    q: ['do you cut kids hair', 'do you do children', 'can I bring my son for a haircut'],
    a: 'Yes, children are welcome. A cut for a child under twelve is 35 dollars.',
  },
  {
    q: ['what is your cancellation policy', 'is there a cancellation fee', 'do I need a deposit'],
    a: 'You can cancel free of charge up to 24 hours ahead. We do not ask for a deposit.',
  },
  {
    q: ['what products do you use', 'which brands do you use', 'are your products vegan', 'do you sell shampoo'],
    a: 'We work with vegan, cruelty-free products, and you can buy them at the front desk.',
  },
  {
    q: ['do you do wedding hair', 'do you do bridal', 'can you do hair for a wedding', 'do you do updos'],
    a: 'Yes, we do weddings. I can take a message, and our stylists will call you about it.',
  },
  {
    q: ['do you sell gift cards', 'can I buy a gift card', 'do you have vouchers'],
    a: 'Yes, gift cards are sold at the front desk, in any amount.',
  },
]
