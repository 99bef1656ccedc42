package io.shopoperator.shop.layout;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** The bare address of the shop leads to its German home page. */
@Path("/")
public class StartResource {
    @GET
    public Response start() {
        return Response.seeOther(URI.create("/" + Language.DE.code() + "/")).build();
    }
}
