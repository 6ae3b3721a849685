import type { MotifName } from './motif-names.ts';
import { abstract } from './motifs/abstract.ts';
import { bottle } from './motifs/bottle.ts';
import { car } from './motifs/car.ts';
import { cat } from './motifs/cat.ts';
import { dog } from './motifs/dog.ts';
import { flower } from './motifs/flower.ts';
import { food } from './motifs/food.ts';
import { house } from './motifs/house.ts';
import { city, land } from './motifs/lands.ts';
import { lighthouse } from './motifs/lighthouse.ts';
import { groupOfPeople, man, person, twoPeople } from './motifs/people.ts';
import { sea } from './motifs/sea.ts';
import type { Motif } from './painting.ts';

/** How each motif is drawn. */
export const MOTIFS: Readonly<Record<MotifName, Motif>> = {
  cat,
  dog,
  car,
  food,
  sea,
  lighthouse,
  flower,
  house,
  person,
  man,
  'two-people': twoPeople,
  group: groupOfPeople,
  bottle,
  city,
  land,
  abstract,
};
