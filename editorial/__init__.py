"""The desk: drafts, review and release; it may import the published record, never the other way round."""
