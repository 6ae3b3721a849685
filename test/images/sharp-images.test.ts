import { SharpImages } from '../../src/images/sharp-images.ts';
import { imagesContract } from '../contracts/images.ts';
import { plainImagesContract } from '../contracts/plain-images.ts';

imagesContract('SharpImages', () => new SharpImages());
plainImagesContract('SharpImages', () => new SharpImages());
