using Microsoft.AspNetCore.Http;

namespace CityKit.Desk.Shell;

/// <summary>The status of a page that says in words what is wrong.</summary>
internal static class PageStatus
{
    /// <summary>
    /// Set only when the answer starts: of a page that is 404 before, Blazor sends nothing, for somebody else to show it.
    /// </summary>
    internal static void Set(HttpContext context, int status) => context.Response.OnStarting(() =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });
}
