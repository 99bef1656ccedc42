package io.shopoperator.shop.legal;

import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Serves the official notice exactly as it was uploaded. */
@Path("/legal-files")
@Blocking
public class LegalFileResource {
    @Inject
    WarrantyNotice notice;

    @GET
    @Path("{hash: [0-9a-f]{32}}/warranty-notice")
    public Response file(@PathParam("hash") String hash) {
        WarrantyNotice.File file = notice.file(hash).orElseThrow(NotFoundException::new);
        return Response.ok(file.bytes(), file.contentType())
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
