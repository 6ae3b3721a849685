/** `npm run bench`: prints ratios of two measurements in one run. The absolute numbers depend on the machine. */
import { pairUnderAttack } from './attack.ts';
import { burstOfCommands } from './burst.ts';
import { costOfPairs } from './disk.ts';
import { commandToAnswer } from './discord.ts';
import { callsPerImage, FAILING } from './failures.ts';
import { answerToEvent, firstImage } from './latency.ts';
import { behindLongLine } from './line.ts';
import { memoryOfImages } from './memory-fleet.ts';
import { memoryPerPair } from './memory.ts';
import { longTasks } from './page.ts';
import { againstBareWrites, againstManyStored } from './pipeline.ts';
import { promotionBySize } from './promotion.ts';
import { recovery } from './recovery.ts';
import { againstBareBullMQ, imagesPerSecond } from './redis.ts';
import { slackCommand } from './slack.ts';

const print = (text: string) => process.stdout.write(`${text}\n`);
const line = (what: string, ratio: number, how: string) =>
  print(`${ratio.toFixed(2).padStart(8)}  ${what}\n          ${how}`);

print('\n   ratio  of what\n');

const shown = await answerToEvent(false);
line(
  'provider’s answer to the event that shows the image, against decoding, storing and one row',
  shown.diptych / shown.bare,
  `${shown.diptych.toFixed(1)} ms against ${shown.bare.toFixed(1)} ms`,
);
const both = await answerToEvent(true);
line(
  'the same when both sides are answered at one moment, against two images at once',
  both.diptych / both.bare,
  `${both.diptych.toFixed(1)} ms against ${both.bare.toFixed(1)} ms`,
);

const first = await firstImage();
line(
  'time to the first image, sides of 0.2 s and 4 s, against a bot that waits for both',
  first.diptych / first.waitsForBoth,
  `${first.diptych.toFixed(0)} ms against ${first.waitsForBoth.toFixed(0)} ms`,
);

const answered = await commandToAnswer();
line(
  'a Discord command to its first answer, against a bare discord.js client that says ok',
  answered.diptych / answered.bare,
  `${answered.diptych.toFixed(1)} ms against ${answered.bare.toFixed(1)} ms`,
);

line(
  'the same against one that first stores a row on the disk',
  answered.diptych / answered.storing,
  `${answered.diptych.toFixed(1)} ms against ${answered.storing.toFixed(1)} ms`,
);

const slack = await slackCommand();
line(
  'a Slack command to its acknowledgement, against a bare Bolt app',
  slack.diptych.acknowledged / slack.bare.acknowledged,
  `${slack.diptych.acknowledged.toFixed(1)} ms against ${slack.bare.acknowledged.toFixed(1)} ms`,
);
line(
  'a Slack command to the first message, against a bare Bolt app that posts ok',
  slack.diptych.answered / slack.bare.answered,
  `${slack.diptych.answered.toFixed(1)} ms against ${slack.bare.answered.toFixed(1)} ms`,
);

line(
  'the same against one that first stores a row on the disk',
  slack.diptych.answered / slack.storing.answered,
  `${slack.diptych.answered.toFixed(1)} ms against ${slack.storing.answered.toFixed(1)} ms`,
);

const writes = await againstBareWrites();
line(
  'pairs a second, instant provider, against the same writes bare in SQLite',
  writes.pipeline / writes.bare,
  `${writes.pipeline.toFixed(1)} against ${writes.bare.toFixed(1)} pairs a second`,
);

const { alone, among20 } = await costOfPairs();
const count = (what: string, number: number) =>
  print(`${number.toFixed(1).padStart(8)}  ${what} (counted)`);
count('writes of the log to the disk for a pair alone', alone.syncs);
count('writes of the log to the disk for each pair when 20 people ask at once', among20.syncs);
count('SQL statements for a pair alone', alone.statements);
count('SQL statements for each pair when 20 people ask at once', among20.statements);

const stored = await againstManyStored();
line(
  'pairs a second with 100,000 pairs stored, against 100',
  stored.many / stored.few,
  `${stored.many.toFixed(1)} against ${stored.few.toFixed(1)} pairs a second`,
);

const waiting = await behindLongLine();
line(
  'a command while 10,000 generations wait, against ten (aim: 1.5 at most)',
  waiting.many.commandMs / waiting.few.commandMs,
  `${waiting.many.commandMs.toFixed(1)} ms against ${waiting.few.commandMs.toFixed(1)} ms`,
);
line(
  'longest turn of the event loop meanwhile, against ten',
  waiting.many.turnMs / waiting.few.turnMs,
  `${waiting.many.turnMs.toFixed(0)} ms against ${waiting.few.turnMs.toFixed(0)} ms`,
);

const { many, few, one } = await burstOfCommands();
line(
  'first answer for each of 1,000 commands at once, against 50 at once',
  many.answerMs / few.answerMs,
  `${many.answerMs.toFixed(1)} ms against ${few.answerMs.toFixed(1)} ms`,
);
line(
  'planned pair for each of 1,000 commands at once, against 50 at once',
  many.plannedMs / few.plannedMs,
  `${many.plannedMs.toFixed(1)} ms against ${few.plannedMs.toFixed(1)} ms`,
);
line(
  'longest turn of the event loop at 1,000 commands at once, against one command',
  many.stallMs / one.stallMs,
  `${many.stallMs.toFixed(0)} ms against ${one.stallMs.toFixed(0)} ms`,
);

const promoted = await promotionBySize();
line(
  'a promotion into the pool of an image of 40 MB in S3, against one of 40 KB',
  promoted.large / promoted.small,
  `${promoted.large.toFixed(1)} ms against ${promoted.small.toFixed(1)} ms`,
);

const memory = await memoryPerPair();
line(
  'resident memory for each pair in flight, against the bytes of its rows',
  memory.resident / memory.rows,
  `${(memory.resident / 1024).toFixed(1)} KB against ${(memory.rows / 1024).toFixed(1)} KB`,
);

const pair = await pairUnderAttack();
line(
  'another person’s pair while the worst inputs arrive, against a quiet hub',
  pair.attacked / pair.quiet,
  `${pair.attacked.toFixed(0)} ms against ${pair.quiet.toFixed(0)} ms`,
);

const calls = await callsPerImage();
const least = 1 / (1 - FAILING);
line(
  'provider calls for each image at 30 % failures, against 1/(1 − 0.3)',
  calls.diptych / least,
  `${calls.diptych.toFixed(2)} against ${least.toFixed(2)} calls`,
);
line(
  'the same for a pipeline that runs both sides again when one fails, against 1/(1 − 0.3)²',
  calls.bothSides / least ** 2,
  `${calls.bothSides.toFixed(2)} against ${(least ** 2).toFixed(2)} calls`,
);

const { openMs, endedMs, dispatchedMs } = await recovery();
const milliseconds = (what: string, ms: number) =>
  print(
    `${ms.toFixed(0).padStart(8)}  ms from the start after kill -9 with 1,000 unfinished pairs until ${what}`,
  );
milliseconds('the hub takes commands', openMs);
milliseconds('each side that ran has ended as lost', endedMs);
milliseconds('each side that waited is dispatched too, as fast as slots are free', dispatchedMs);

const overRedis = await againstBareBullMQ();
line(
  'pairs a second through hub, Redis and two workers, against BullMQ alone with two jobs a pair',
  overRedis.diptych / overRedis.bare,
  `${overRedis.diptych.toFixed(1)} against ${overRedis.bare.toFixed(1)} pairs a second`,
);

const oneWorker = await imagesPerSecond(1);
for (const workers of [2, 4]) {
  const images = await imagesPerSecond(workers);
  line(
    `images a second with ${workers} workers and a provider of one second, against one worker`,
    images / oneWorker,
    `${images.toFixed(2)} against ${oneWorker.toFixed(2)} images a second`,
  );
}

const inFlight = await memoryOfImages();
const megabytes = (bytes: number) => (bytes / 1024 ** 2).toFixed(1);
line(
  'resident memory of hub and worker for each pair in flight, against its two images of 4 MB',
  inFlight.resident / inFlight.images,
  `${megabytes(inFlight.resident)} MB against ${megabytes(inFlight.images)} MB`,
);

// Last: a browser beside it would count as memory of the hub.
const tasks = await longTasks();
count('tasks over 50 ms in a chat of 1,000 pairs: typing, scrolling, a pair arrives', tasks.length);
