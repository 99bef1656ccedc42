package io.shopoperator.shop.catalog;

import java.util.ArrayList;
import java.util.List;

/** Which part of a list is shown: page numbers start with 1. */
public record Paging(int page, int size, int total) {
    private static final int LARGEST_PAGE = 10_000;

    /** The page number of a parameter of the address: whatever is no number from 1 on is 1. */
    public static int number(String parameter) {
        if (parameter == null || !parameter.matches("[0-9]{1,5}")) {
            return 1;
        }
        return Math.clamp(Integer.parseInt(parameter), 1, LARGEST_PAGE);
    }

    public int pages() {
        return Math.max(1, (total + size - 1) / size);
    }

    public boolean several() {
        return pages() > 1;
    }

    public boolean hasNext() {
        return page < pages();
    }

    public boolean hasPrevious() {
        return page > 1;
    }

    public int next() {
        return page + 1;
    }

    public int previous() {
        return page - 1;
    }

    public int first() {
        return total == 0 ? 0 : (page - 1) * size + 1;
    }

    public int last() {
        return Math.min(total, page * size);
    }

    /** The page numbers to link to: the ends and the neighbours; 0 stands for a gap. */
    public List<Integer> links() {
        List<Integer> links = new ArrayList<>();
        int before = 0;
        for (int number = 1; number <= pages(); number++) {
            if (number == 1 || number == pages() || Math.abs(number - page) <= 1) {
                if (number - before > 1) {
                    links.add(0);
                }
                links.add(number);
                before = number;
            }
        }
        return links;
    }
}
