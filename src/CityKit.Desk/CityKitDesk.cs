using CityKit.Desk.Access;
using CityKit.Desk.Assets;
using CityKit.Desk.Cockpit;
using CityKit.Desk.Extending;
using CityKit.Desk.Map;
using CityKit.Desk.Map.Sources;
using CityKit.Desk.Shell;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MudBlazor.Services;

namespace CityKit;

/// <summary>Adds the duty desk (值班台) to an ASP.NET Core application.</summary>
/// <remarks>
/// For duty rooms that need pages and have none. Call <c>AddCityKit</c> and <c>AddCityKitDesk</c>, then <c>MapCityKitDesk</c> once for each
/// hub. The pages are interactive Blazor components on the server: each open page keeps a connection. The application signs people in; each
/// sees and does what the hub lets their roles see and do. It has no pages for residents.
/// </remarks>
/// <example><code>
/// builder.Services.AddCityKit(city => city.UseSqlite("city.db"));
/// builder.Services.AddAuthentication().AddCookie();
/// builder.Services.AddCityKitDesk();
/// var app = builder.Build();
/// app.MapCityKitDesk().RequireAuthorization(); // at /desk
/// app.Run();
/// </code></example>
public static class CityKitDesk
{
    /// <summary>Adds what the desk needs.</summary>
    /// <param name="services">The application's services, which have a hub (<c>AddCityKit</c>).</param>
    /// <param name="configure">Pages, columns and panels of your own, colours, tile sources; null for none.</param>
    /// <example><code>
    /// services.AddCityKitDesk(desk => desk.AddPage&lt;ParkingPage>("parking", new("停车", "Parking")));
    /// </code></example>
    public static IServiceCollection AddCityKitDesk(this IServiceCollection services, Action<DeskBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddAuthorization();
        services.AddHttpContextAccessor();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DeskAssets>();
        services.TryAddSingleton<DeskHubs>();
        services.TryAddScoped(DeskHubs.ForPage);
        services.TryAddSingleton<OwnGrids>();
        services.TryAddSingleton<MapTiles>();
        services.TryAddScoped<MapGround>();
        services.TryAddScoped<DeskNames>();
        AskedTiles.AddTo(services);
        services.TryAddSingleton<AskedTiles>();
        services.TryAddSingleton<MapSources>();
        services.AddOptions<DeskOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DeskOptions>, DeskOptionsCheck>());
        services.AddCockpit();
        configure?.Invoke(new DeskBuilder(services));
        return services;
    }

    /// <summary>
    /// Maps the desk under a path, for people who are signed in: the application says how.
    /// </summary>
    /// <param name="routes">The application.</param>
    /// <param name="path">Where; begins with a slash and ends with none.</param>
    /// <returns>All of the desk's endpoints, for a policy of your own (<c>RequireAuthorization</c>).</returns>
    /// <exception cref="ArgumentException">The path is none.</exception>
    public static IEndpointConventionBuilder MapCityKitDesk(this IEndpointRouteBuilder routes, string path = "/desk") =>
        Map(routes, "", path);

    /// <summary>
    /// Maps the desk of a hub that was added by a name, beside desks of others: all have the same pages, columns and colours.
    /// </summary>
    /// <param name="routes">The application.</param>
    /// <param name="hub">The hub's name (<c>AddCityKit(name, ...)</c>).</param>
    /// <param name="path">Where; begins with a slash and ends with none, and is no other desk's.</param>
    /// <returns>All of the desk's endpoints, for a policy of its own (<c>RequireAuthorization</c>).</returns>
    /// <exception cref="ArgumentException">The path is none, or no hub has the name.</exception>
    public static IEndpointConventionBuilder MapCityKitDesk(this IEndpointRouteBuilder routes, string hub, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(hub);
        return Map(routes, hub, path);
    }

    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder routes, string hub, string path)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path[0] != '/' || path[^1] == '/')
            throw new ArgumentException($"The path begins with a slash and ends with none: '{path}'.", nameof(path));
        routes.ServiceProvider.GetRequiredService<DeskHubs>().Add(hub);
        var group = routes.MapGroup(path);
        group.WithMetadata(new DeskPlace(path, hub));
        DeskAssets.Map(group);
        var people = group.MapGroup("").RequireAuthorization();
        people.MapRazorComponents<DeskApp>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null)
            .DisableAntiforgery();
        DeskEndpoints.Map(people);
        MapEndpoints.Map(people);
        ((IEndpointConventionBuilder)group).Finally(DeskDefence.Add);
        return group;
    }
}
