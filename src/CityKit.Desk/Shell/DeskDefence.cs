using CityKit.Desk.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CityKit.Desk.Shell;

/// <summary>
/// What each answer of the desk says to browsers: scripts and workers of this origin alone, nothing in a frame, nothing kept. Styles may be
/// inline, since MudBlazor writes its theme and its popovers' places so. And by which desk a person came in.
/// </summary>
internal static class DeskDefence
{
    internal const string Policy = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
        + "img-src 'self' data: blob:; media-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; base-uri 'self'; "
        + "form-action 'self'; frame-ancestors 'none'";

    private const string FromTheDesk = "x-desk";

    internal static void Add(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } answer) return;
        var hub = endpoint.Metadata.OfType<DeskPlace>().Last().Hub;
        endpoint.RequestDelegate = context =>
        {
            Set(context.Response.Headers);
            context.User = DeskHubs.ComingIn(context.User, hub);
            if (context.Request.Headers.ContentLanguage != FromTheDesk) context.Response.OnStarting(RefuseToBePatched, context);
            return answer(context);
        };
    }

    /// <summary>
    /// The application's own Blazor would patch the desk into its own page, with its own scripts and policy; without this header it loads
    /// the desk as a page. The desk's own script says that it is the desk that asks (<c>desk.js</c>).
    /// </summary>
    private static Task RefuseToBePatched(object context)
    {
        ((HttpContext)context).Response.Headers.Remove("blazor-enhanced-nav");
        return Task.CompletedTask;
    }

    private static void Set(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-cache, no-store"; // as the framework wants it beside its tokens: it warns at each page otherwise
    }
}
