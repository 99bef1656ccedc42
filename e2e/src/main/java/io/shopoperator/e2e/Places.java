package io.shopoperator.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in the checkout. */
public final class Places {
    private Places() {}

    /** The root of the checkout, found from the working directory upwards. */
    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        for (Path directory = here; directory != null; directory = directory.getParent()) {
            if (Files.isDirectory(directory.resolve("helm/shop-operator"))) {
                return directory;
            }
        }
        throw new IllegalStateException(
                "run this inside a checkout of the project: no helm/shop-operator above " + here);
    }
}
