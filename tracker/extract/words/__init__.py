"""The words of a language: read from its file, told from other languages, found in a sentence."""
