package io.shopoperator.shop.layout;

import io.shopoperator.shop.digest.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;

/** The files of the design, addressed by a hash of their content. */
@ApplicationScoped
public class Assets {
    private static final int HASH_LENGTH = 16;

    private final Map<String, Asset> files = Map.of(
            "shop.css", load("/assets/shop.css", "text/css; charset=utf-8"),
            "admin.css", load("/assets/admin.css", "text/css; charset=utf-8"),
            "icon.svg", load("/assets/icon.svg", "image/svg+xml"),
            "shop.js", load("/assets/shop.js", "text/javascript; charset=utf-8"),
            "htmx.min.js", load(webjar("htmx.org", "dist/htmx.min.js"), "text/javascript; charset=utf-8"));

    /** A file as it is sent. */
    record Asset(String hash, String contentType, byte[] bytes, byte[] gzipped) {}

    /** The address of a file; throws if the design has no file of that name. */
    public String path(String name) {
        Asset asset = files.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("There is no asset " + name + "; add it to Assets");
        }
        return "/assets/" + asset.hash() + "/" + name;
    }

    Optional<Asset> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** The path of a file in the web jar of an npm package, whatever version of it is a dependency. */
    private static String webjar(String name, String file) {
        String resource = "/META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The web jar of " + name + " is not on the class path");
            }
            Properties properties = new Properties();
            properties.load(in);
            return "/META-INF/resources/webjars/" + name + "/" + properties.getProperty("version") + "/" + file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Asset load(String resource, String contentType) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The asset " + resource + " is not on the class path");
            }
            byte[] bytes = in.readAllBytes();
            ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped)) {
                gzip.write(bytes);
            }
            return new Asset(Sha256.hex(bytes, HASH_LENGTH), contentType, bytes, gzipped.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
