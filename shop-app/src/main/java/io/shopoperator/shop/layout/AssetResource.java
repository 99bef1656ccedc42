package io.shopoperator.shop.layout;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Serves the files of the design. */
@Path("/assets")
public class AssetResource {
    @Inject
    Assets assets;

    /** Answers any hash, so that a page of the release before still gets its design during a roll-out. */
    @GET
    @Path("{hash}/{name}")
    public Response file(
            @PathParam("hash") String hash,
            @PathParam("name") String name,
            @HeaderParam("Accept-Encoding") String acceptEncoding) {
        Assets.Asset asset = assets.find(name).orElseThrow(NotFoundException::new);
        boolean gzip = acceptEncoding != null && acceptEncoding.contains("gzip");
        Response.ResponseBuilder response = Response.ok(gzip ? asset.gzipped() : asset.bytes(), asset.contentType())
                .header("Vary", "Accept-Encoding")
                .header(
                        "Cache-Control",
                        asset.hash().equals(hash) ? "public, max-age=31536000, immutable" : "public, max-age=60");
        return (gzip ? response.header("Content-Encoding", "gzip") : response).build();
    }
}
