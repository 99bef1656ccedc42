package io.shopoperator.operator.shop;

/** Annotations the operator keeps on a shop's children. */
public final class ShopAnnotations {
    /** On pod templates: changes, and so replaces the pods, when the content of the database's Secret changes. */
    public static final String DATABASE_BINDING = "shop-operator.io/database-binding";

    /** On pod templates: changes when the content of the mail server's Secret changes. */
    public static final String MAIL_BINDING = "shop-operator.io/mail-binding";

    /** On the web Deployment: the release whose schema the pods were brought out with. */
    public static final String RELEASE = "shop-operator.io/release";

    /** On the web Deployment: the image that comes back if the running one does not become ready. */
    public static final String STABLE_IMAGE = "shop-operator.io/stable-image";

    /** On the web Deployment: the release of that image, with the database it ran on. */
    public static final String STABLE_RELEASE = "shop-operator.io/stable-release";

    /** On the web Deployment: the Secret by which that release reached its database. */
    public static final String STABLE_DATABASE = "shop-operator.io/stable-database";

    /** On the web Deployment: the Secret by which that release reached its mail server. */
    public static final String STABLE_MAIL = "shop-operator.io/stable-mail";

    /** On the web Deployment: the image that did not become ready, as long as the spec asks for it. */
    public static final String FAILED_IMAGE = "shop-operator.io/failed-image";

    /** On the web Deployment: a fingerprint of the spec that asked for the failed image. */
    public static final String FAILED_REQUEST = "shop-operator.io/failed-request";

    /** On the web Deployment: why the image did not become ready. */
    public static final String FAILURE = "shop-operator.io/failure";

    /** On a migration Job: a fingerprint of the spec that it was tried for. */
    public static final String REQUEST = "shop-operator.io/request";

    /** On a migration Job: the content of the administrator's Secret that it brought into the shop. */
    public static final String ADMIN_BINDING = "shop-operator.io/admin-binding";

    /** On the claim of a database that is about to be handed over: the move. What it says is not known elsewhere once the status is lost. */
    public static final String MOVING_TO = "shop-operator.io/moving-to";

    /** On the claim of a copy that customers are not served from yet: the claim of the database that it follows. */
    public static final String COPY_OF = "shop-operator.io/copy-of";

    /** On the claim of a volume that the database has moved away from: the instance that came after it. */
    public static final String MOVED_TO = "shop-operator.io/moved-to";

    /** On the same claim: when it was seen to be a former one. */
    public static final String MOVED_AT = "shop-operator.io/moved-at";

    private ShopAnnotations() {}
}
