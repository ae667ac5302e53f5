import { seededRandom, type Random } from '../random.ts';

/**
 * A made-up text of a small kingdom and some countries, small enough to be trained on in seconds. What its words have to do
 * with each other is known, so that one can see what a training finds of it: who is a man and who a woman, who lives in a
 * palace, who is young; which capital belongs to which country. Of uncles and aunts it hardly speaks, and hot and cold stand
 * in the same sentences.
 */

const SENTENCES = 2400;
const SEED = 11;
/** One sentence in so many speaks of uncles and aunts. */
const RARELY = 300;

interface Person {
  name: string;
  isMan: boolean;
  isRoyal: boolean;
  isYoung: boolean;
}

const PEOPLE: readonly Person[] = [
  { name: 'king', isMan: true, isRoyal: true, isYoung: false },
  { name: 'queen', isMan: false, isRoyal: true, isYoung: false },
  { name: 'prince', isMan: true, isRoyal: true, isYoung: true },
  { name: 'princess', isMan: false, isRoyal: true, isYoung: true },
  { name: 'man', isMan: true, isRoyal: false, isYoung: false },
  { name: 'woman', isMan: false, isRoyal: false, isYoung: false },
  { name: 'boy', isMan: true, isRoyal: false, isYoung: true },
  { name: 'girl', isMan: false, isRoyal: false, isYoung: true },
];
const RARE_PEOPLE: readonly Person[] = [
  { name: 'uncle', isMan: true, isRoyal: false, isYoung: false },
  { name: 'aunt', isMan: false, isRoyal: false, isYoung: false },
];
const COUNTRIES = [
  { name: 'france', capital: 'paris', food: 'cheese', river: 'seine' },
  { name: 'italy', capital: 'rome', food: 'pasta', river: 'tiber' },
  { name: 'japan', capital: 'tokyo', food: 'sushi', river: 'sumida' },
  { name: 'germany', capital: 'berlin', food: 'sausage', river: 'spree' },
  { name: 'england', capital: 'london', food: 'pudding', river: 'thames' },
];

/** A sentence a line; always the same. */
export function smallText(): string {
  const random = seededRandom(SEED);
  return Array.from({ length: SENTENCES }, (_, i) => sentence(i, random)).join('\n');
}

function sentence(i: number, random: Random): string {
  if (i % RARELY === RARELY - 1) return ofPerson(RARE_PEOPLE[Math.floor(i / RARELY) % 2], random);
  const kind = random();
  if (kind < 0.55) return ofPerson(oneOf(PEOPLE, random), random);
  if (kind < 0.9) return ofCountry(random);
  return `the ${oneOf(['soup', 'day', 'water', 'wind'], random)} is ${oneOf(['hot', 'cold'], random)}`;
}

function ofPerson({ name, isMan, isRoyal, isYoung }: Person, random: Random): string {
  const [he, his] = isMan ? ['he', 'his'] : ['she', 'her'];
  const place = oneOf(
    isRoyal ? ['palace', 'castle', 'throne room'] : ['village', 'field', 'kitchen'],
    random,
  );
  const doing = oneOf(isYoung ? ['plays', 'learns', 'runs'] : ['works', 'rests', 'talks'], random);
  return oneOf(
    [
      `the ${name} ${doing} in the ${place}`,
      `the ${name} says that ${he} ${doing} today`,
      `the ${name} combs ${his} ${oneOf(isMan ? ['beard', 'moustache'] : ['braid', 'curls'], random)}`,
      `in the ${place} the ${name} wears ${his} ${isRoyal ? 'crown' : 'hat'}`,
      `the ${name} and ${his} ${oneOf(isYoung ? ['toys', 'teacher'] : ['work', 'years'], random)}`,
    ],
    random,
  );
}

function ofCountry(random: Random): string {
  const { name, capital, food, river } = oneOf(COUNTRIES, random);
  return oneOf(
    [
      `people in the streets of ${capital} eat ${food}`,
      `the farmers of ${name} make ${food}`,
      `${capital} lies on the ${river}`,
      `the ${river} flows through ${name}`,
      `the towers of ${capital} are high`,
      `the borders of ${name} are long`,
      `${capital} is the capital of ${name}`,
    ],
    random,
  );
}

function oneOf<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)];
}
