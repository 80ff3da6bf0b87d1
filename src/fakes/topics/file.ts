import { text } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import type { Draw } from '../../random/draw.ts';
import { argumentError, asItems } from '../arguments.ts';
import { ABSENT, plainWith } from '../define.ts';
import { LOWER, times } from '../draws.ts';
import type { Topic } from '../fake.ts';
import { WORDS } from '../tables/words.ts';

/** Names, types, and paths of files. */
export const FILE = {
  file_name: plainWith('text', { category: ABSENT, extension: ABSENT }, ({ draw }, { category, extension }) =>
    fileName(draw, 'file_name', category, extension),
  ),
  file_extension: plainWith('text', { category: ABSENT }, ({ draw }, { category }) =>
    oneOf(draw, 'file_extension', EXTENSIONS, category),
  ),
  file_path: plainWith(
    'text',
    { depth: 1, category: ABSENT, extension: ABSENT, absolute: true, file_system_rule: 'linux' },
    ({ draw }, { depth, category, extension, absolute, file_system_rule }) => {
      if (file_system_rule !== 'linux' && file_system_rule !== 'windows')
        throw argumentError('file_path', 'file_system_rule', 'must be linux or windows', file_system_rule);
      const windows = file_system_rule === 'windows';
      const endings = asItems(extension);
      const chosen = endings ? (endings.length > 0 ? draw.pick(endings) : '') : extension;
      const parts = [...times(depth, () => draw.pick(WORDS)), fileName(draw, 'file_path', category, chosen)];
      return (absolute ? (windows ? 'C:\\' : '/') : '') + parts.join(windows ? '\\' : '/');
    },
  ),
  mime_type: plainWith('text', { category: ABSENT }, ({ draw }, { category }) =>
    oneOf(draw, 'mime_type', MIME_TYPES, category),
  ),
  unix_device: plainWith('text', { prefix: ABSENT }, ({ draw }, { prefix }) => device(draw, prefix)),
  unix_partition: plainWith(
    'text',
    { prefix: ABSENT },
    ({ draw }, { prefix }) => device(draw, prefix) + draw.below(10),
  ),
} satisfies Topic;

function fileName(draw: Draw, name: string, category: Value, extension: Value): string {
  const ending = extension === null ? oneOf(draw, name, EXTENSIONS, category) : text(extension);
  return draw.pick(WORDS) + (ending === '' ? '' : `.${ending}`);
}

function oneOf(draw: Draw, name: string, table: ReadonlyMap<string, string>, category: Value): string {
  const chosen = category === null ? draw.pick([...table.keys()]) : text(category);
  const words = table.get(chosen);
  if (words !== undefined) return draw.pick(words.split(' '));
  throw argumentError(name, 'category', `must be one of ${[...table.keys()].join(', ')}`, category);
}

function device(draw: Draw, prefix: Value): string {
  return `/dev/${prefix === null ? draw.pick(['sd', 'vd', 'xvd']) : text(prefix)}${LOWER[draw.below(26)]}`;
}

const EXTENSIONS = new Map(
  Object.entries({
    audio: 'flac mp3 wav',
    image: 'bmp gif jpeg jpg png tiff',
    office: 'doc docx xls xlsx ppt pptx odt ods odp pages numbers key pdf',
    text: 'css csv html js json txt',
    video: 'mp4 avi mov webm',
  }),
);

const MIME_TYPES = new Map(
  Object.entries({
    application:
      'application/atom+xml application/ecmascript application/json application/javascript application/octet-stream application/ogg application/pdf application/rss+xml application/soap+xml application/xhtml+xml application/zip application/gzip',
    audio: 'audio/basic audio/L24 audio/mp4 audio/mpeg audio/ogg audio/vorbis audio/vnd.wave audio/webm',
    image: 'image/gif image/jpeg image/pjpeg image/png image/svg+xml image/tiff image/vnd.microsoft.icon',
    message: 'message/http message/imdn+xml message/partial message/rfc822',
    model: 'model/example model/iges model/mesh model/vrml model/x3d+binary model/x3d+vrml model/x3d+xml',
    multipart:
      'multipart/mixed multipart/alternative multipart/related multipart/form-data multipart/signed multipart/encrypted',
    text: 'text/cmd text/css text/csv text/html text/javascript text/plain text/vcard text/xml',
    video:
      'video/mpeg video/mp4 video/ogg video/quicktime video/webm video/x-matroska video/x-ms-wmv video/x-flv',
  }),
);
