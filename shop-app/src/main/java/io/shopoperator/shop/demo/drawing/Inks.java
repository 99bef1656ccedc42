package io.shopoperator.shop.demo.drawing;

/** What a print is made with: the ground it lies on, the main ink, an accent and a second ink. */
record Inks(String ground, String main, String accent, String second) {}
