-- Reactions are caught up with over the images of the last days.
CREATE INDEX posts_images ON posts (surface, first_tried_at) WHERE kind = 'image';

-- Messages whose place did not take their newest card: few, and looked for when it takes messages again.
CREATE INDEX posts_kept_back ON posts (surface, workspace, channel) WHERE shown GLOB 'kept back *';
