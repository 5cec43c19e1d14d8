using Microsoft.AspNetCore.Http;

namespace CityKit.Desk.Shell;

/// <summary>What a browser keeps of how its person sees the desk: <c>zh-dark</c>, <c>en-light</c>.</summary>
internal static class ViewCookie
{
    internal const string Name = "citykit.desk";

    /// <summary>As the browser keeps it; without a cookie the language that it asks for, on light.</summary>
    internal static DeskView Read(HttpContext context)
    {
        var kept = context.Request.Cookies[Name]?.Split('-') ?? [];
        return new DeskView(DeskPlace.BaseOf(context), LanguageOf(kept.ElementAtOrDefault(0) ?? Asked(context)),
            kept.ElementAtOrDefault(1) == "dark");
    }

    internal static void Write(HttpContext context, DeskView view) => context.Response.Cookies.Append(Name,
        $"{(view.Language == DeskLanguage.Chinese ? "zh" : "en")}-{(view.IsDark ? "dark" : "light")}",
        new CookieOptions { Path = view.Base, HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true,
            MaxAge = TimeSpan.FromDays(365) });

    internal static DeskLanguage LanguageOf(string? tag) =>
        tag?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? DeskLanguage.English : DeskLanguage.Chinese;

    private static string? Asked(HttpContext context) =>
        context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(asked => asked.Quality ?? 1).Select(asked => asked.Value.Value)
            .FirstOrDefault(tag => tag is not null
                && (tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("en", StringComparison.OrdinalIgnoreCase)));
}
