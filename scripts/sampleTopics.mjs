// What the words of the English sample are about: the metadata column of its table.
export const TOPICS = {
  people:
    "king queen farmer baker prince princess father mother man woman children boy girl son daughter wife doctor teacher fisher hunter people they his her he she farmer's",
  animals: 'horse dog cat cow sheep wolf fox animal bird birds fish',
  food: 'bread meat milk apple apples red cheese water soup pear pears butter tea coffee meal wheat',
  places: 'river village valley forest market field garden home barn mountain bridge city house',
  time: 'day days nights morning evening spring summer autumn winter year monday tuesday wednesday thursday friday saturday sunday',
  weather: 'warm cold cool mild wind rain snow sun fire ice',
  numbers: 'one two three four five six seven eight nine ten',
  actions:
    'eats eat comes drinks runs lives live goes buys works tells says walks walk sits sells reads cuts wears stays stay brings becomes sees counts gives helps bakes pulls play carries sleeps writes eaten thanks thank asks rides barks see',
};
