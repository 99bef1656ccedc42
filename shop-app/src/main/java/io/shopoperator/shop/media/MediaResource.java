package io.shopoperator.shop.media;

import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Serves pictures; their address is a hash of their content, so they never change. */
@Path("/media")
@Blocking
public class MediaResource {
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    @Inject
    MediaStore store;

    @GET
    @Path("{hash: [0-9a-f]{32}}")
    public Response picture(@PathParam("hash") String hash, @HeaderParam("If-None-Match") String known) {
        String tag = "\"" + hash + "\"";
        if (tag.equals(known)) {
            return Response.notModified()
                    .header("ETag", tag)
                    .header("Cache-Control", FOR_GOOD)
                    .build();
        }
        Media media = store.find(hash).orElseThrow(NotFoundException::new);
        return Response.ok(media.bytes(), media.contentType())
                .header("ETag", tag)
                .header("Cache-Control", FOR_GOOD)
                // a drawing opened by itself runs nothing and loads nothing
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
