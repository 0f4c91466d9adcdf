"""The 公开目录: what its cells may say, how it is read, and what is wrong with it."""
