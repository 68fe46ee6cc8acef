-- My data asks which records have become this one. Few have become another, so few are in it.
CREATE INDEX member_merged_into_idx ON member (merged_into) WHERE merged_into IS NOT NULL;
