import { SharpImages } from '../../src/images/sharp-images.ts';
import { imagesContract } from '../contracts/images.ts';

imagesContract('SharpImages', () => new SharpImages());
