package io.shopoperator.operator.kube;

/** Names of container images. */
public final class Images {
    private static final int SHORT_DIGEST = 12;

    private Images() {}

    /** The version an image reference names: its tag, else the start of its digest, else {@code latest}. */
    public static String version(String image) {
        int digest = image.indexOf('@');
        String name = digest < 0 ? image : image.substring(0, digest);
        int tag = name.indexOf(':', name.lastIndexOf('/') + 1);
        if (tag >= 0) return name.substring(tag + 1);
        if (digest < 0) return "latest";
        String hex = image.substring(image.indexOf(':', digest) + 1);
        return hex.substring(0, Math.min(SHORT_DIGEST, hex.length()));
    }
}
