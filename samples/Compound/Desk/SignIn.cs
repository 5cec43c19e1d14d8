using System.Net;
using System.Text;
using CityKit.AspNetCore;
using CityKit.Samples.Compound.Scenarios;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CityKit.Samples.Compound.Desk;

/// <summary>A page on which anybody at this machine is whom they choose: no password, and it says so.</summary>
internal static class SignIn
{
    /// <summary>Its address.</summary>
    public const string Page = "/";

    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Maps the page and what its buttons send.</summary>
    public static void Map(WebApplication app, IReadOnlyList<Person> people)
    {
        string[] hosts = ["127.0.0.1", "localhost"];
        app.MapGet(Page, (HttpContext context) => Show(context, people)).RequireHost(hosts);
        app.MapPost("/sign-in", (HttpRequest request) => TakeAsync(request, people)).RequireHost(hosts);
    }

    private static async Task<IResult> TakeAsync(HttpRequest request, IReadOnlyList<Person> people)
    {
        var wanted = (await request.ReadFormAsync()).TryGetValue("person", out var id) ? id.ToString() : "";
        if (people.FirstOrDefault(person => person.Id == wanted) is not { } person) return Results.Redirect(Page);
        var principal = ActorClaims.ToPrincipal(person.ToActor(), CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.SignIn(principal, new() { RedirectUri = $"{SampleDesk.Path}/duty" },
            CookieAuthenticationDefaults.AuthenticationScheme);
    }

    private static IResult Show(HttpContext context, IReadOnlyList<Person> people)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Content(Html(people), "text/html; charset=utf-8");
    }

    private static string Html(IReadOnlyList<Person> people)
    {
        var buttons = new StringBuilder();
        foreach (var person in people)
            buttons.Append($"""<li><button name="person" value="{person.Id}"><b>{Role(person.Id)}</b><small>{WebUtility.HtmlEncode($"{person.Body} · {person.Id}")}</small></button></li>""");
        return $$"""
            <!DOCTYPE html>
            <html lang="zh-CN">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>海棠苑值班台 · Haitang Garden desk</title>
            <style>
            :root { color-scheme: light dark; font: 16px/1.6 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
            main { max-width: 34rem; margin: 8vh auto; padding: 0 1rem; }
            ul { list-style: none; padding: 0; }
            button { width: 100%; margin: .3rem 0; padding: .7rem 1rem; text-align: left; font: inherit; border: 1px solid #8a94a6; border-radius: 6px; background: Canvas; color: CanvasText; cursor: pointer; }
            button:hover, button:focus-visible { border-color: #1f5fa8; outline: 2px solid #1f5fa8; }
            small { display: block; opacity: .8; }
            .note { border-left: 4px solid #b45309; padding-left: .8rem; }
            </style></head>
            <body><main>
            <h1>海棠苑值班台 <span lang="en">· Haitang Garden duty desk</span></h1>
            <p class="note">演示登录：没有密码，仅限本机；小区与人员均为虚构。<br><span lang="en">A demonstration: no password, on this machine alone; compound and people are invented.</span></p>
            <form method="post" action="/sign-in"><ul>{{buttons}}</ul></form>
            </main></body>
            </html>
            """;
    }

    private static string Role(string id) => id switch
    {
        "duty-desk" => "值班员 · Duty officer",
        "property-manager" => "物业经理 · Property manager",
        "grid-worker" => "网格员 · Grid worker",
        _ => "居民 · Resident",
    };
}
