package io.shopoperator.shop.command;

/** What a command leaves behind as one JSON object, the components of the record that implements it. */
public interface Result {

    /** Name of the command. */
    String command();

    /** Whether the command did what it was asked to. */
    boolean succeeded();

    /** What went wrong and what to do; null if nothing did. */
    String message();
}
