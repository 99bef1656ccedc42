package io.shopoperator.shop.admin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.shopoperator.shop.catalog.ContentUnit;
import io.shopoperator.shop.catalog.Paging;
import io.shopoperator.shop.database.DatabaseException;
import io.shopoperator.shop.layout.PageFrame;
import io.shopoperator.shop.media.PictureCheck;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Products in the admin: find, create, edit, hide, and their pictures. */
@Path("/admin/products")
@Blocking
@Produces(MediaType.TEXT_HTML)
public class ProductAdminResource {
    private static final int UNPROCESSABLE = 422;

    @Inject
    AdminProducts products;

    @Inject
    AdminWords words;

    @Inject
    PageFrame page;

    @CheckedTemplate(basePath = "admin")
    static class Templates {
        static native TemplateInstance products(AdminProducts.Page list, String base, String text, String show);

        static native TemplateInstance product(
                Long id,
                ProductForm form,
                List<AdminProducts.Choice> categories,
                List<ContentUnit> units,
                List<AdminProducts.Picture> pictures,
                List<String> refused,
                boolean saved,
                String nameDeLabel,
                String descriptionDeLabel,
                String nameEnLabel,
                String descriptionEnLabel);
    }

    @GET
    public TemplateInstance list(
            @QueryParam("q") @DefaultValue("") String text,
            @QueryParam("show") @DefaultValue("all") String show,
            @QueryParam("page") String pageNumber) {
        AdminProducts.Show shown = AdminProducts.Show.of(show);
        AdminProducts.Page list =
                products.list(text.replace("\0", ""), shown, page.language(), Paging.number(pageNumber));
        String base = "/admin/products?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&show="
                + shown.name().toLowerCase(Locale.ROOT) + "&";
        return Templates.products(list, base, text, shown.name());
    }

    @GET
    @Path("new")
    public TemplateInstance create() {
        return form(null, ProductForm.empty(), List.of(), false);
    }

    @GET
    @Path("{id: [0-9]{1,18}}")
    public TemplateInstance edit(@PathParam("id") long id, @QueryParam("saved") @DefaultValue("false") boolean saved) {
        return form(id, products.find(id).orElseThrow(NotFoundException::new), List.of(), saved);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(MultivaluedMap<String, String> sent) {
        ProductForm form = ProductForm.of(sent);
        Optional<ProductDraft> draft = checked(form, null);
        if (draft.isEmpty()) {
            return refused(form(null, form, List.of(), false));
        }
        return stored(form, null, () -> products.create(draft.get()));
    }

    @POST
    @Path("{id: [0-9]{1,18}}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response update(@PathParam("id") long id, MultivaluedMap<String, String> sent) {
        products.find(id).orElseThrow(NotFoundException::new);
        ProductForm form = ProductForm.of(sent);
        Optional<ProductDraft> draft = checked(form, id);
        if (draft.isEmpty()) {
            return refused(form(id, form, List.of(), false));
        }
        return stored(form, id, () -> {
            if (!products.update(id, form, words.messages(), this::inWords)) {
                throw new NotFoundException("Somebody else has just deleted the product");
            }
            return id;
        });
    }

    /**
     * Stores a checked form; if somebody else took the article number, the address or the category away meanwhile, or changed the same fields, it says so.
     *
     * @param store gives the product's id; it has stored nothing if the form has errors then
     */
    private Response stored(ProductForm form, Long id, Supplier<Long> store) {
        try {
            long storedAs = store.get();
            if (form.errors().isEmpty()) {
                return saved(storedAs);
            }
        } catch (DatabaseException e) {
            if (!e.duplicate() && !e.reference() || checked(form, id).isPresent()) {
                throw e;
            }
        }
        return refused(Response.Status.CONFLICT.getStatusCode(), form(id, form, List.of(), false));
    }

    private String inWords(String field, String value) {
        return field.equals("categoryId")
                ? products.categories(page.language()).stream()
                        .filter(choice -> choice.code().equals(value))
                        .map(AdminProducts.Choice::name)
                        .findFirst()
                        .orElse(value)
                : value;
    }

    private Optional<ProductDraft> checked(ProductForm form, Long id) {
        AdminMessages messages = words.messages();
        Optional<ProductDraft> draft = form.check(messages);
        if (draft.isPresent() && products.skuTaken(draft.get().sku(), id)) {
            form.refuse("sku", messages.errorSkuTaken());
        }
        if (draft.isPresent() && products.slugTaken(draft.get().slug(), id)) {
            form.refuse("slug", messages.errorSlugTaken());
        }
        if (draft.isPresent()
                && products.categories(page.language()).stream()
                        .noneMatch(choice -> choice.id() == draft.get().categoryId())) {
            form.refuse("categoryId", messages.errorCategory());
        }
        return form.errors().isEmpty() ? draft : Optional.empty();
    }

    @POST
    @Path("{id: [0-9]{1,18}}/active")
    public Response activate(@PathParam("id") long id, @FormParam("active") boolean active) {
        products.activate(id, active);
        return Response.seeOther(URI.create("/admin/products")).build();
    }

    @POST
    @Path("{id: [0-9]{1,18}}/pictures")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response addPictures(@PathParam("id") long id, @RestForm("pictures") List<FileUpload> uploads) {
        ProductForm form = products.find(id).orElseThrow(NotFoundException::new);
        List<String> refused = new ArrayList<>();
        for (FileUpload upload : uploads == null ? List.<FileUpload>of() : uploads) {
            try {
                products.addPicture(id, PictureCheck.check(Files.readAllBytes(upload.uploadedFile())));
            } catch (PictureCheck.RefusedPictureException e) {
                refused.add(words.messages().pictureRefused(upload.fileName(), words.problem(e.problem())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return refused.isEmpty() ? pictures(id) : refused(form(id, form, refused, false));
    }

    @POST
    @Path("{id: [0-9]{1,18}}/pictures/{picture: [0-9]{1,18}}/first")
    public Response firstPicture(@PathParam("id") long id, @PathParam("picture") long picture) {
        ProductForm form = products.find(id).orElseThrow(NotFoundException::new);
        if (!products.firstPicture(id, picture)) {
            return refused(
                    Response.Status.CONFLICT.getStatusCode(),
                    form(id, form, List.of(words.messages().pictureGone()), false));
        }
        return pictures(id);
    }

    @POST
    @Path("{id: [0-9]{1,18}}/pictures/{picture: [0-9]{1,18}}/delete")
    public Response removePicture(@PathParam("id") long id, @PathParam("picture") long picture) {
        products.removePicture(id, picture);
        return pictures(id);
    }

    private TemplateInstance form(Long id, ProductForm form, List<String> refused, boolean saved) {
        AdminMessages messages = words.messages();
        return Templates.product(
                id,
                form,
                products.categories(page.language()),
                List.of(ContentUnit.values()),
                id == null ? List.of() : products.pictures(id),
                refused,
                saved,
                messages.nameIn(messages.german()),
                messages.descriptionIn(messages.german()),
                messages.nameIn(messages.english()),
                messages.descriptionIn(messages.english()));
    }

    private static Response saved(long id) {
        return Response.seeOther(URI.create("/admin/products/" + id + "?saved=true"))
                .build();
    }

    private static Response pictures(long id) {
        return Response.seeOther(URI.create("/admin/products/" + id + "#pictures"))
                .build();
    }

    private static Response refused(TemplateInstance page) {
        return refused(UNPROCESSABLE, page);
    }

    private static Response refused(int status, TemplateInstance page) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE)
                .entity(page)
                .build();
    }
}
