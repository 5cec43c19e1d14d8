using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CityKit.AspNetCore.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.AspNetCore.OpenApi;

/// <summary>GET /openapi.json: what there is, for programs; GET / : a page to look at it and to try it.</summary>
internal static class DocumentEndpoints
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n",
    };

    /// <summary>The document, for who is signed in.</summary>
    internal static void Map(RouteGroupBuilder group) =>
        group.MapGet("/openapi.json", (RequestDelegate)ShowAsync).ExcludeFromDescription();

    /// <summary>The page, which shows nothing before somebody types a key.</summary>
    internal static void MapPage(RouteGroupBuilder group)
    {
        MapFile(group, "", "index.html", "text/html; charset=utf-8");
        MapFile(group, "try.js", "try.js", "text/javascript; charset=utf-8");
        MapFile(group, "try.css", "try.css", "text/css; charset=utf-8");
    }

    private static Task ShowAsync(HttpContext context)
    {
        var document = new ApiDocument(RootOf(context), context.Hub().Operations)
            .Of(context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints);
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Indented)) document.WriteTo(writer);
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, bytes.WrittenMemory);
    }

    private static string RootOf(HttpContext context)
    {
        var route = ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.RawText!;
        return route[..route.LastIndexOf('/')];
    }

    private static void MapFile(RouteGroupBuilder group, string path, string file, string type) =>
        group.MapGet("/" + path, context => WriteAsync(context, file, type)).AllowAnonymous().ExcludeFromDescription();

    private static async Task WriteAsync(HttpContext context, string file, string type)
    {
        if (file == "index.html" && !context.Request.Path.Value!.EndsWith('/'))
        {
            context.Response.Redirect(context.Request.PathBase + context.Request.Path + "/"); // its other files are found beside it
            return;
        }
        context.Response.ContentType = type;
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        var content = typeof(DocumentEndpoints).Assembly.GetManifestResourceStream(file)!;
        await using var _ = content.ConfigureAwait(false);
        await content.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
