package io.shopoperator.shop.admin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.shopoperator.shop.layout.Language;
import io.shopoperator.shop.layout.PageFrame;
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
import java.net.URI;
import java.util.List;

/** Categories in the admin: make, name, put in order, delete. */
@Path("/admin/categories")
@Blocking
@Produces(MediaType.TEXT_HTML)
public class CategoryAdminResource {
    private static final int UNPROCESSABLE = 422;

    @Inject
    AdminCategories categories;

    @Inject
    AdminWords words;

    @Inject
    PageFrame page;

    @CheckedTemplate(basePath = "admin")
    static class Templates {
        static native TemplateInstance categories(
                List<AdminCategories.Row> rows, Language language, String refused, boolean saved);

        static native TemplateInstance category(
                Long id,
                String slug,
                CategoryForm form,
                String nameDeLabel,
                String descriptionDeLabel,
                String nameEnLabel,
                String descriptionEnLabel);
    }

    @GET
    public TemplateInstance list(@QueryParam("saved") @DefaultValue("false") boolean saved) {
        return list(null, saved);
    }

    @GET
    @Path("new")
    public TemplateInstance create() {
        return form(null, "", new CategoryForm("", "", "", ""));
    }

    @GET
    @Path("{id: [0-9]{1,18}}")
    public TemplateInstance edit(@PathParam("id") long id) {
        AdminCategories.Row category = category(id);
        return form(id, category.slug(), category.form());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(MultivaluedMap<String, String> sent) {
        CategoryForm form = CategoryForm.of(sent);
        if (!form.accepted(words.messages())) {
            return refused(UNPROCESSABLE, form(null, "", form));
        }
        categories.create(form);
        return saved();
    }

    @POST
    @Path("{id: [0-9]{1,18}}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response update(@PathParam("id") long id, MultivaluedMap<String, String> sent) {
        AdminCategories.Row category = category(id);
        CategoryForm form = CategoryForm.of(sent);
        if (!form.accepted(words.messages())) {
            return refused(UNPROCESSABLE, form(id, category.slug(), form));
        }
        if (!categories.update(id, form, words.messages())) {
            throw new NotFoundException("Somebody else has just deleted the category");
        }
        return form.errors().isEmpty()
                ? saved()
                : refused(Response.Status.CONFLICT.getStatusCode(), form(id, category.slug(), form));
    }

    /** {@code direction} is up or down. */
    @POST
    @Path("{id: [0-9]{1,18}}/move")
    public Response move(@PathParam("id") long id, @FormParam("direction") @DefaultValue("") String direction) {
        categories.move(category(id).id(), direction.equals("up"));
        return saved();
    }

    @POST
    @Path("{id: [0-9]{1,18}}/delete")
    public Response delete(@PathParam("id") long id) {
        String name = category(id).name(page.language());
        int products = categories.delete(id);
        return products == 0
                ? saved()
                : refused(
                        Response.Status.CONFLICT.getStatusCode(),
                        list(words.messages().categoryNotEmpty(name, products), false));
    }

    private AdminCategories.Row category(long id) {
        return categories.find(id).orElseThrow(NotFoundException::new);
    }

    private TemplateInstance list(String refused, boolean saved) {
        return Templates.categories(categories.all(), page.language(), refused, saved);
    }

    private TemplateInstance form(Long id, String slug, CategoryForm form) {
        AdminMessages messages = words.messages();
        return Templates.category(
                id,
                slug,
                form,
                messages.nameIn(messages.german()),
                messages.descriptionIn(messages.german()),
                messages.nameIn(messages.english()),
                messages.descriptionIn(messages.english()));
    }

    private static Response saved() {
        return Response.seeOther(URI.create("/admin/categories?saved=true")).build();
    }

    private static Response refused(int status, TemplateInstance page) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE)
                .entity(page)
                .build();
    }
}
