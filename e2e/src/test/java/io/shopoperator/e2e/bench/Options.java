package io.shopoperator.e2e.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was written behind a benchmark's name: {@code --key number} pairs and {@code --record}. */
final class Options {
    private final Map<String, Integer> numbers = new HashMap<>();
    private boolean record;

    private Options() {}

    /** @param known the keys that may be given */
    static Options parse(String[] arguments, List<String> known) {
        Options options = new Options();
        for (int i = 0; i < arguments.length; i++) {
            String key = arguments[i].replaceFirst("^--", "");
            if (key.equals("record")) {
                options.record = true;
            } else if (known.contains(key) && i + 1 < arguments.length && arguments[i + 1].matches("[1-9][0-9]{0,5}")) {
                options.numbers.put(key, Integer.parseInt(arguments[++i]));
            } else {
                throw new IllegalArgumentException("unknown option " + arguments[i] + ": use --record, or one of "
                        + known + " as --NAME NUMBER, from 1 on");
            }
        }
        return options;
    }

    int number(String key, int otherwise) {
        return numbers.getOrDefault(key, otherwise);
    }

    /** Whether the result is to be added to docs/benchmarks.md. */
    boolean record() {
        return record;
    }
}
