using System.Net;
using CityKit.AspNetCore;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CityKit.Samples.OpenIdHub;

/// <summary>Who is signed in, and the way out: of the desk and of the provider.</summary>
internal static class AccountPages
{
    /// <summary>Where the name in the desk's corner leads.</summary>
    internal const string Account = "/account";

    private const string SignedOut = "/signed-out";
    private static readonly string[] Ways = [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme];

    internal static void Map(WebApplication app)
    {
        app.MapGet("/", () => Results.Redirect("/desk/duty"));
        app.MapGet(Account, Show).RequireAuthorization(SignIn.People);
        // Another site cannot send this form: its browsers keep the cookie, which is Lax, to themselves.
        app.MapPost("/sign-out", () => Results.SignOut(new() { RedirectUri = SignedOut }, Ways)).RequireAuthorization(SignIn.People);
        app.MapGet(SignedOut, () => Page("已退出登录 <span lang=\"en\">· You are signed out</span>",
            "<p><a href=\"/\">重新登录 <span lang=\"en\">· Sign in again</span></a></p>"));
    }

    private static IResult Show(HttpContext context)
    {
        var actor = ActorClaims.ToActor(context.User);
        string[] facts = [actor?.Id ?? "", actor?.Body ?? "", string.Join(", ", actor?.AnyRoles.Select(role => role.Name) ?? [])];
        return Page(Encoded(context.User.Identity?.Name ?? actor?.Id ?? ""),
            $"""
            <p>{Encoded(string.Join(" · ", facts.Where(fact => fact.Length > 0)))}</p>
            <form method="post" action="/sign-out"><button>退出登录 <span lang="en">· Sign out</span></button></form>
            <p><a href="/desk/duty">值班台 <span lang="en">· Duty desk</span></a></p>
            """);
    }

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);

    private static IResult Page(string title, string content) => Results.Content(
        $"""
        <!DOCTYPE html>
        <html lang="zh-CN"><head><meta charset="utf-8"><title>CityKit</title><link rel="icon" href="data:,"></head>
        <body><main><h1>{title}</h1>{content}</main></body></html>
        """, "text/html; charset=utf-8");
}
