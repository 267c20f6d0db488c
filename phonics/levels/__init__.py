"""What we teach: correspondences, words, levels, lessons. Pure: knows nothing of tablets, tables or pages."""
