import type { Tags } from '#domain/iam/entities.ts';
import { tagList } from '#domain/iam/tags.ts';
import { type PageInput, pageOfAll } from './pages.ts';

/** A page of an entity's tags; `id` tells its markers from those of others. */
export function listTags(id: string, tags: Tags, input: PageInput) {
  // Markers are short, and a key of 128 characters may not be: so a page ends at a place, of which there are fifty.
  const placed = tagList(tags).map((tag, place) => ({ tag, place: String(place).padStart(2, '0') }));
  const { items, page } = pageOfAll(`tags/${id.slice(-64)}`, input, placed, ({ place }) => place);
  return { Tags: items.map(({ tag }) => tag), ...page };
}
