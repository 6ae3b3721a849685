-- Reactions are caught up with over the images of the last days.
CREATE INDEX posts_images ON posts (surface, first_tried_at) WHERE kind = 'image';

-- Messages whose place did not take their newest card: few, and looked for when it takes messages again.
CREATE INDEX posts_kept_back ON posts (surface, workspace, channel) WHERE shown GLOB 'kept back *';

-- When somebody pressed Re-post: the clock of a new try, while the first try stays what is looked for from.
ALTER TABLE posts ADD COLUMN again_at INTEGER;
