/** Prints the milliseconds of processor time for each pair; 20 people ask at once. It is copied into earlier versions too. */
import { ask, isShown, newWorld, person, untilEvent } from './world.ts';

const PEOPLE = 20;
const WARM_UPS = 60;
const PAIRS = 300;

const world = await newWorld({});
await pairs(WARM_UPS);
const before = process.cpuUsage();
await pairs(PAIRS);
const { user, system } = process.cpuUsage(before);
await world.close();
process.stdout.write(`${(user + system) / 1000 / PAIRS}\n`);

async function pairs(count: number): Promise<void> {
  const one = async (name: string) => {
    const who = person(name);
    for (let pair = 0; pair < count / PEOPLE; pair += 1) {
      const id = await ask(world, who);
      await untilEvent(world, () => isShown(world, id));
    }
  };
  await Promise.all(Array.from({ length: PEOPLE }, (_, index) => one(`p${index}`)));
}
