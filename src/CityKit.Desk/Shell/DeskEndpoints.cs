using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.Desk.Shell;

/// <summary>What the desk answers beside pages.</summary>
internal static class DeskEndpoints
{
    internal static void Map(IEndpointRouteBuilder group) => group.MapGet("/view", ChangeView);

    /// <summary>Changes the language or the theme and goes back to the page.</summary>
    private static IResult ChangeView(HttpContext context, string? language, string? theme, string? back)
    {
        var view = ViewCookie.Read(context);
        if (language is not null) view = view with { Language = ViewCookie.LanguageOf(language) };
        if (theme is not null) view = view with { IsDark = theme == "dark" };
        ViewCookie.Write(context, view);
        return Results.LocalRedirect(back?.StartsWith(view.Base, StringComparison.Ordinal) == true ? back : view.Base);
    }
}
