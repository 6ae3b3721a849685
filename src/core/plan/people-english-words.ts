import { ANIMALS } from './subject-words.ts';

/** English words around nouns for people. Data for `people-english.ts`. */

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

export const DETERMINERS = words(
  'a an the this that these those one my your our his her their its another',
);

export const THIRD = words('his her their');

export const OTHER = words('another other second third fellow');

export const SAME = words('the this that same');

export const NOT = words("no without not never isn't aren't nor zero minus lacking");

export const NOT_OF = words('empty free devoid clear');

export const FILLERS = words(
  'any other more a an the single visible another his her their of many real sign trace extra',
);

export const ALTERNATIVES = words('or nor');

export const CONJUNCTIONS = words('and with & plus');

export const PREDICATES = words("as like is was being or who's becomes become became called named");

export const ARTICLES = words('a an the');

export const HEADS = words('him her he she me i you us them we they');

export const NUMBERS = words(
  'two three four five six seven eight nine ten twelve twenty several many some few various multiple both dozen dozens hundreds thousands pair',
);

/** They are no people, and whom they show is none. */
export const STATUES = words(
  'statue statues sculpture sculptures bust busts mannequin mannequins figurine figurines doll dolls dummy dummies monument scarecrow puppet puppets',
);

/** A noun before one of these says what kind of thing it is: "a chef hat", "baby blue". */
export const THINGS = words(
  'hat uniform costume outfit coat dress suit gown crown haircut bun cave bed desk car cars train kit plane stroller carriage blue pink bump shower room size wear clothes clothing fashion shoes bag jeans shirt jacket style pose doll toy figurine statue mannequin robot leather neck cut crab bee penguin house home tree van sedan crest logo jersey bus colors station stand lounge salon monkey grand piano knife scrub made eating proof orientation mode format oriented mask cream serum lotion oil powder wash cleanser towel stick',
);

/** Before the noun: "a snow man", "toy soldiers". */
export const MADE_OF = words(
  'snow gingerbread stick toy lego wax straw paper origami cardboard bronze robot android lead isle iron tin',
);

/** With those before them too, they are people: "a robot engineer". */
export const MAKERS_OF = words(
  'engineer designer scientist developer programmer builder artist sculptor potter seller vendor merchant',
);

/** Names of plants, and of what is no person. */
export const IDIOMS = words(
  'granny_smith lady_finger lady_fingers baby_corn baby_carrot baby_carrots baby_spinach mother_nature mother_earth father_time sister_ship',
);

/** Before "band". */
export const BANDS = words(
  'rubber wedding watch elastic arm hat waist gold silver resistance hair wrist',
);

/** "A woman's hands" show the woman; "a woman's hat" does not. */
export const BODY = words(
  'arm arms hand hands shoulder shoulders lap back side chest face eyes eye hair head lips smile profile portrait silhouette feet legs neck body reflection shadow embrace fingers',
);

export const FOR_WHOM = words('men women kids children babies boys girls him her ladies');

export const NOUN_OF_VIEW = words('portrait face headshot selfie');

export const LINKS = words(
  'in on at of to by for from near beside behind above under over around into onto against inside outside',
);

/** After a number, before a person: "a 30 year old man". */
export const AGES = words(
  'year years yo day days month months week weeks old meter feet foot story',
);
/** Animals have these too: "a mother bear", "goat kids", "a cat portrait". */
export const OF_ANIMALS = words(
  'baby babies mother mothers father mama papa king queen male males female females adult adults kid kids portrait face headshot selfie family families couple couples group team crowd band',
);
export const ANIMAL_WORDS: ReadonlySet<string> = new Set(
  ANIMALS.flatMap((one) => [one, `${one}s`]),
);

/** Flowers and stones whose names people have. */
export const NAMES_TOO = words('rose lily daisy pearl');

/** Who makes pictures. */
export const MAKERS = words('photographer artist painter illustrator child kid');
