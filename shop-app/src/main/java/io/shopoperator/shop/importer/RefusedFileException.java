package io.shopoperator.shop.importer;

/** A file cannot be read at all, or not any further. */
final class RefusedFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient ImportProblem problem;

    RefusedFileException(int row, Finding finding, Object detail) {
        super(finding + " " + detail);
        this.problem = ImportProblem.of(row, null, "", finding, detail);
    }

    ImportProblem problem() {
        return problem;
    }
}
