package io.shopoperator.e2e.load;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One visitor with a session of their own: says what they ask for next and judges what came back. */
public final class Customer {
    /** Each step is one exchange of request and answer; redirects are steps of their own. */
    public enum Step {
        HOME,
        CATEGORY,
        SEARCH,
        PRODUCT,
        ADD_TO_CART,
        CART,
        CHECKOUT,
        REVIEW,
        ORDER,
        CONFIRMATION
    }

    /** What is known to have been promised to this customer. */
    interface Promises {
        void orderAcknowledged(String email, String token);
    }

    private static final Pattern VERSION = Pattern.compile("<meta name=\"shop-version\" content=\"([^\"]+)\"");

    private final String email;
    private final Journey journey;
    private final Assortment assortment;
    private final Promises promises;
    private final Random random;
    private final Cookies cookies = new Cookies();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Map<String, Integer> cart = new LinkedHashMap<>();
    private String product;
    private HtmlForm form;
    private String confirmation;
    private String seenVersion;

    Customer(String email, Journey journey, Assortment assortment, Promises promises, Random random) {
        this.email = email;
        this.journey = journey;
        this.assortment = assortment;
        this.promises = promises;
        this.random = random;
        steps.add(Step.HOME);
        steps.add(Step.CATEGORY);
        addOneProduct();
        if (random.nextBoolean()) {
            steps.add(Step.SEARCH);
            addOneProduct();
        }
        steps.add(Step.CART);
        if (journey == Journey.BUY) {
            steps.add(Step.CHECKOUT);
            steps.add(Step.REVIEW);
            steps.add(Step.ORDER);
            steps.add(Step.CONFIRMATION);
        }
    }

    private void addOneProduct() {
        steps.add(Step.PRODUCT);
        steps.add(Step.ADD_TO_CART);
    }

    Journey journey() {
        return journey;
    }

    /** Whether there is nothing left to do. */
    boolean finished() {
        return steps.isEmpty();
    }

    Step step() {
        return steps.peek();
    }

    boolean hasCart() {
        return !cart.isEmpty();
    }

    /** The version of the shop software on the last page seen, null for none. */
    String seenVersion() {
        return seenVersion;
    }

    /** Turns to the cart, whatever was planned. */
    void lookAtCart() {
        steps.clear();
        steps.add(Step.CART);
    }

    /** Buys one product without looking around. */
    void straightToTheCheckout() {
        steps.clear();
        addOneProduct();
        steps.add(Step.CHECKOUT);
        steps.add(Step.REVIEW);
        steps.add(Step.ORDER);
    }

    /** The next request; a step that has been asked for is asked for again until {@link #judge} takes it off. */
    PageRequest next() {
        PageRequest request =
                switch (steps.element()) {
                    case HOME -> PageRequest.get("/de/");
                    case CATEGORY -> PageRequest.get(assortment.anyCategory(random));
                    case SEARCH -> PageRequest.get("/de/search?q=" + (random.nextBoolean() ? "tee" : "kanne"));
                    case PRODUCT -> {
                        product = assortment.anyProduct(random);
                        yield PageRequest.get(product);
                    }
                    case ADD_TO_CART, REVIEW, ORDER -> PageRequest.post(form.action(), form.encoded());
                    case CART -> PageRequest.get("/de/cart");
                    case CHECKOUT -> PageRequest.get("/de/checkout");
                    case CONFIRMATION -> PageRequest.get(confirmation);
                };
        return request.with(cookies.header());
    }

    /**
     * Takes an answer.
     *
     * @return what is wrong with it, null if nothing
     */
    String judge(Reply reply) {
        cookies.keep(reply.setCookies());
        Step step = steps.element();
        String complaint =
                switch (step) {
                    case HOME, CATEGORY, SEARCH -> page(reply);
                    case PRODUCT -> productPage(reply);
                    case ADD_TO_CART -> added(reply);
                    case CART -> cartPage(reply);
                    case CHECKOUT -> formPage(reply, "/checkout");
                    case REVIEW -> formPage(reply, "/orders");
                    case ORDER -> ordered(reply);
                    case CONFIRMATION -> page(reply);
                };
        if (complaint == null) {
            steps.remove();
            if (journey == Journey.KEEP_A_CART) {
                lookAroundAgain();
            }
        }
        return complaint;
    }

    /**
     * Whether this customer goes on after a lost answer. One whose cart may or may not have changed has to leave: nobody could tell any more what the
     * cart must hold. One who looked at a page passes over it.
     */
    boolean goesOnAfterALoss() {
        if (journey == Journey.BUY || steps.element() == Step.ADD_TO_CART) {
            return false;
        }
        if (steps.size() > 1 && nextIs(Step.ADD_TO_CART)) {
            return true;
        }
        steps.remove();
        lookAroundAgain();
        return true;
    }

    private void lookAroundAgain() {
        if (steps.isEmpty()) {
            steps.add(random.nextInt(3) == 0 ? Step.CART : random.nextBoolean() ? Step.CATEGORY : Step.PRODUCT);
        }
    }

    private String page(Reply reply) {
        if (reply.status() != 200) {
            return "status " + reply.status() + (reply.location() == null ? "" : " to " + reply.location());
        }
        Matcher version = VERSION.matcher(reply.body());
        if (!version.find()) {
            return "a page without the shop's version mark";
        }
        seenVersion = version.group(1);
        return reply.body().contains("</html>") ? null : "a page that was cut off";
    }

    private String productPage(Reply reply) {
        String complaint = page(reply);
        if (complaint != null) {
            return complaint;
        }
        if (steps.size() == 1 || !nextIs(Step.ADD_TO_CART)) {
            return null;
        }
        form = HtmlForm.find(reply.body(), "/cart/lines", name -> name.equals("quantity") ? "1" : null)
                .orElse(null);
        return form == null ? "a product page without a form for the cart: " + product : null;
    }

    private boolean nextIs(Step wanted) {
        var each = steps.iterator();
        each.next();
        return each.hasNext() && each.next() == wanted;
    }

    private String added(Reply reply) {
        String complaint = redirect(reply);
        if (complaint == null) {
            cart.merge(product, 1, Integer::sum);
        }
        return complaint;
    }

    private String cartPage(Reply reply) {
        String complaint = page(reply);
        if (complaint != null) {
            return complaint;
        }
        for (String line : cart.keySet()) {
            if (!reply.body().contains("\"" + line + "\"")) {
                return "a cart without " + line;
            }
        }
        return null;
    }

    private String formPage(Reply reply, String action) {
        String complaint = page(reply);
        if (complaint != null) {
            return complaint;
        }
        form = HtmlForm.find(reply.body(), action, this::fill).orElse(null);
        return form == null ? "a page without a form for " + action : null;
    }

    private String ordered(Reply reply) {
        String complaint = redirect(reply);
        if (complaint != null) {
            return complaint;
        }
        confirmation = URI.create(reply.location()).getRawPath();
        if (!confirmation.matches("/de/orders/[^/]+")) {
            return "an order that leads to " + reply.location();
        }
        cart.clear();
        promises.orderAcknowledged(email, confirmation.substring(confirmation.lastIndexOf('/') + 1));
        return null;
    }

    private String redirect(Reply reply) {
        if (reply.status() != 303 && reply.status() != 302) {
            return "status " + reply.status() + " instead of a redirect";
        }
        return reply.location() == null ? "a redirect without a location" : null;
    }

    private String fill(String field) {
        String name = field.toLowerCase(Locale.ROOT);
        if (name.contains("mail")) {
            return email;
        }
        if (name.contains("postal") || name.contains("zip") || name.contains("postcode")) {
            return "10115";
        }
        if (name.contains("country")) {
            return null;
        }
        if (name.contains("phone")) {
            return "";
        }
        if (name.contains("city")) {
            return "Berlin";
        }
        if (name.contains("street")) {
            return "Invalidenstraße 43";
        }
        if (name.contains("name") || name.contains("recipient")) {
            return "Lina Last";
        }
        return null;
    }
}
