package io.shopoperator.shop.demo;

/** What loading the demo catalogue added, and how long it took. All zero but the time if everything was there. */
public record DemoResult(int products, int pictures, int categories, long milliseconds) {}
