"""The people's side: where each request and opinion stands, by when it must be dealt with."""
