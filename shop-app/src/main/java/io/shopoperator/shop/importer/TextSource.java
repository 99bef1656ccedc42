package io.shopoperator.shop.importer;

import java.io.IOException;
import java.io.InputStream;

/** A text that can be read more than once. */
@FunctionalInterface
interface TextSource {
    /** The bytes from the beginning; the caller closes them. */
    InputStream open() throws IOException;
}
