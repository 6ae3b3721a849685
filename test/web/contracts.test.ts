import { WebEvents } from '../../src/bots/web/events.ts';
import { WEB_PLACE } from '../../src/bots/web/identity.ts';
import { WebSurface } from '../../src/bots/web/surface.ts';
import { WebAttachments } from '../../src/bots/web/attachments.ts';
import { Door } from '../../src/core/studio/base/door.ts';
import { Uploads } from '../../src/core/studio/press/uploads.ts';
import { sha256Hex } from '../../src/digest.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { webMessageRows } from '../../src/storage/web-message-rows.ts';
import { RandomIds, SystemClock } from '../../src/system.ts';
import { attachmentFetcherContract } from '../contracts/attachment-fetcher.ts';
import { surfaceContract } from '../contracts/surface.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { aPicture } from '../pictures.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { newStore } from '../storage/sample-rows.ts';
import { aCaller } from '../values.ts';

surfaceContract('The web chat', async () => {
  const db = openDatabase(':memory:');
  const messages = webMessageRows(db);
  const clock = new SystemClock();
  const ids = new RandomIds(clock);
  return {
    surface: new WebSurface({ messages, ids, clock, events: new WebEvents() }),
    place: WEB_PLACE,
    shown: () =>
      messages
        .page(WEB_PLACE.channel, null, 100)
        .map(({ card }) =>
          [card?.heading, ...(card?.lines ?? []).map((one) => one.text)].join('\n'),
        ),
    store: async () => {},
    close: async () => void db.close(),
  };
});

attachmentFetcherContract(
  'The web chat',
  () => aPicture(),
  async () => {
    const blobs = new MemoryBlobs();
    const clock = new SystemClock();
    const ids = new RandomIds(clock);
    const door = new Door({ store: newStore(), clock, log: new SilentLog() });
    const images = new SharpImages();
    const uploads = new Uploads({ door, blobs, images, ids, clock, digest: sha256Hex });
    const fetcher = new WebAttachments(blobs);
    const ana = aCaller();
    return {
      fetcher,
      attach: async (bytes) => {
        const upload = { id: await uploads.keep(ana, 'mine.png', bytes), name: 'mine.png' };
        const [attached] = await uploads.attachments(ana, [upload]);
        if (attached === undefined) throw new Error('nothing was attached');
        return attached;
      },
      lose: ({ source }) => blobs.delete(source),
      close: async () => {},
    };
  },
);
