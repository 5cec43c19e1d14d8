using System.Net;
using CityKit.AspNetCore;
using CityKit.Cases;
using CityKit.Hosting;
using CityKit.Testing;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Desk.Tests.Support;

/// <summary>
/// An application with a hub in memory and the desk, on a loopback port; <c>/sign-in/NAME</c> signs a person in by cookie.
/// </summary>
internal sealed class DeskHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private DeskHost(WebApplication app, FakeTimeProvider time) => (this.app, Time) = (app, time);

    internal FakeTimeProvider Time { get; }

    internal IServiceProvider Services => app.Services;

    internal CityHub Hub => app.Services.GetRequiredService<CityHub>();

    /// <summary>The application's address, without a slash at the end.</summary>
    internal string Address => app.Urls.First();

    /// <param name="people">Who can sign in, by the name in the address.</param>
    /// <param name="city">What the hub is made of, beside its memory.</param>
    /// <param name="change">Changes the application's services; null for nothing.</param>
    /// <param name="use">Adds to the application before the desk; null for nothing.</param>
    internal static async Task<DeskHost> StartAsync(IReadOnlyDictionary<string, Actor> people, Action<CityKitBuilder>? city = null,
        Action<IServiceCollection>? change = null, Action<WebApplication>? use = null)
    {
        var time = FakeTime.At(Instant.FromUtc(2026, 9, 3, 0, 0));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(options => options.Events.OnRedirectToLogin = context =>
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            });
        builder.Services.AddCityKit(hub =>
        {
            hub.UseInMemory();
            city?.Invoke(hub);
        });
        builder.Services.AddCityKitDesk();
        change?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        use?.Invoke(app);
        app.MapGet("/sign-in/{name}", (string name, HttpContext context) => context.SignInAsync(
            ActorClaims.ToPrincipal(people[name], CookieAuthenticationDefaults.AuthenticationScheme)));
        app.MapCityKitDesk();
        await app.StartAsync();
        return new DeskHost(app, time);
    }

    /// <summary>A client with a person's cookie.</summary>
    internal async Task<HttpClient> ClientAsync(string person)
    {
        var client = new HttpClient(
            new HttpClientHandler { CookieContainer = new CookieContainer(), AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = new Uri(Address),
        };
        (await client.GetAsync($"/sign-in/{person}")).EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>Stops before it goes: what is connected is closed while there is something to close it with.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
