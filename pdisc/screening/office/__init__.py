"""Word and Excel files as parts of XML: read wherever they say something, rewritten in place."""
