package io.shopoperator.shop.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what is sent to us before any of it is read. Visitors fill in small forms; only administrators upload files, which lie in
 * {@code /tmp} until their request ends, and never more of them at a time than fit there.
 */
final class BodyGuard {
    /** The largest form of a visitor. */
    static final long MOST_OF_A_VISITOR = 128 * 1024;
    /** All uploads of administrators together that may be under way. */
    static final long MOST_UPLOADS = 40L * 1024 * 1024;

    /** How often it is seen to how much has come of an upload that does not say its length. */
    private static final long LOOK_AGAIN_MILLIS = 100;

    private static final int PRIORITY = 800;
    private static final int LENGTH_REQUIRED = 411;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED = 415;
    private static final int BUSY = 503;
    private static final Set<HttpMethod> WITHOUT_BODY = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final AtomicLong uploading = new AtomicLong();

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        long length = length(request);
        if (length == 0) {
            context.next();
        } else if (administration(context.normalizedPath())) {
            if (multipart(request)) {
                admit(context, length);
            } else {
                context.next();
            }
        } else if (multipart(request)) {
            refuse(context, UNSUPPORTED, "Refused: send the form as application/x-www-form-urlencoded.");
        } else if (length < 0) {
            refuse(context, LENGTH_REQUIRED, "Refused: send the length of the form in the header 'Content-Length'.");
        } else if (length > MOST_OF_A_VISITOR) {
            refuse(context, TOO_LARGE, "Refused: the form is larger than " + MOST_OF_A_VISITOR / 1024 + " KB.");
        } else {
            context.next();
        }
    }

    private void admit(RoutingContext context, long length) {
        Upload upload = new Upload();
        context.addEndHandler(ended -> upload.end());
        if (!upload.mayHave(Math.max(length, 0))) {
            refuseForNow(context);
            return;
        }
        if (length < 0) {
            follow(context, upload);
        }
        context.next();
    }

    /** An upload that does not say its length counts as what has come of it, and ends where there is no more room. */
    private static void follow(RoutingContext context, Upload upload) {
        long timer = context.vertx().setPeriodic(LOOK_AGAIN_MILLIS, again -> {
            if (!upload.mayHave(context.request().bytesRead())
                    && !context.response().headWritten()) {
                refuseForNow(context);
            }
        });
        context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
    }

    /** What one upload takes of the room that there is for all. */
    private final class Upload {
        private long taken;
        private boolean ended;

        /** Takes as much as the upload has by now; whether that was there. What takes no more than before is not to blame for others. */
        synchronized boolean mayHave(long bytes) {
            if (ended || bytes == taken) {
                return true;
            }
            long all = uploading.addAndGet(bytes - taken);
            taken = bytes;
            return all <= MOST_UPLOADS;
        }

        synchronized void end() {
            ended = true;
            uploading.addAndGet(-taken);
            taken = 0;
        }
    }

    private static void refuseForNow(RoutingContext context) {
        context.response().putHeader("Retry-After", "30");
        refuse(
                context,
                BUSY,
                "Gerade werden andere Dateien hochgeladen: bitte gleich noch einmal versuchen.\n"
                        + "Other files are being uploaded: please try again in a moment.");
    }

    /** How long the body says it is; 0 without one, -1 if it does not say. */
    private static long length(HttpServerRequest request) {
        if (WITHOUT_BODY.contains(request.method())) {
            return 0;
        }
        String length = request.getHeader("Content-Length");
        if (length == null) {
            return request.headers().contains("Transfer-Encoding") ? -1 : 0;
        }
        try {
            return Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean multipart(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static boolean administration(String path) {
        return path.startsWith("/admin/") && !path.startsWith(AdminGate.LOGIN);
    }

    private static void refuse(RoutingContext context, int status, String text) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Connection", "close")
                .end(text + "\n");
    }
}
