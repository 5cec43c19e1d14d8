using CityKit.AspNetCore.Defence;
using CityKit.AspNetCore.Endpoints;
using CityKit.AspNetCore.Keys;
using CityKit.AspNetCore.OpenApi;
using CityKit.AspNetCore.Vendors;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CityKit;

/// <summary>Maps a hub's HTTP API, and lets systems sign in by keys.</summary>
/// <remarks>
/// For devices, other systems and pages that are not in the hub's process. Call <c>MapCityKit</c> once for each hub, after
/// <c>AddCityKit</c>. Devices sign what they send; everybody else must be authenticated by your application, or by the keys that are added
/// here, and becomes an actor by <see cref="CityKit.AspNetCore.ActorClaims"/>. It has no sign-in page and no pages for people
/// (CityKit.Desk).
/// </remarks>
/// <example><code>
/// builder.WebHost.ConfigureKestrel(kestrel => kestrel.UseCityKitLimits());
/// builder.Services.AddCityKit(city => city.UseSqlite("city.db"));
/// builder.Services.AddCityKitKeyFile("/etc/citykit/keys.json"); // made by: citykit key new
/// var app = builder.Build();
/// app.MapCityKit(); // under /citykit/v1, described at /citykit/v1/openapi.json
/// app.Run();
/// </code></example>
public static class CityKitHttp
{
    /// <summary>The authentication scheme that <see cref="AddCityKitKeys"/> and <see cref="AddCityKitKeyFile"/> add.</summary>
    public const string KeyScheme = "CityKitKey";

    /// <summary>Lets people in by keys in the <c>CityKit-Key</c> header. Use your own authentication instead where you have one.</summary>
    public static IServiceCollection AddCityKitKeys(this IServiceCollection services, params IEnumerable<CityKitKey> keys)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(keys);
        return AddKeys(services, options =>
        {
            foreach (var key in keys) options.Keys.Add(key);
        });
    }

    /// <summary>
    /// Lets people in by the keys of a file, which holds hashes in place of secrets: <c>citykit key new</c> makes them. The file is read
    /// again when it changes.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="path">The file; <see cref="MapCityKit(IEndpointRouteBuilder)"/> throws when it is missing or has errors.</param>
    public static IServiceCollection AddCityKitKeyFile(this IServiceCollection services, string path)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return AddKeys(services, options => options.File = path);
    }

    /// <summary>
    /// Maps the hub's API under <c>/citykit/v1</c>: batches, bundles and releases by signature, vendors' feeds by what their
    /// mapping asks for, everything else for authenticated actors.
    /// </summary>
    public static IEndpointRouteBuilder MapCityKit(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        return Map(routes, routes.MapGroup("/citykit/v1"));
    }

    /// <summary>Maps the API of a hub that was added by a name, under <c>/citykit/NAME/v1</c>.</summary>
    public static IEndpointRouteBuilder MapCityKit(this IEndpointRouteBuilder routes, string hub)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentException.ThrowIfNullOrEmpty(hub);
        var root = routes.MapGroup($"/citykit/{hub}/v1");
        root.WithMetadata(new HubName(hub));
        return Map(routes, root);
    }

    private static IServiceCollection AddKeys(IServiceCollection services, Action<CityKitKeyOptions> configure)
    {
        services.Configure(KeyScheme, configure);
        if (services.Any(service => service.ServiceType == typeof(KeyRing))) return services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<KeyRing>().AddSingleton<KeyLockOut>().AddSingleton<DoorWatch>();
        services.AddAuthorization();
        // AddAuthentication would bring data protection, which writes key files into the home folder; keys in a header need none.
        services.AddAuthenticationCore(options => options.DefaultScheme = KeyScheme).AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<CityKitKeyOptions, CityKitKeyHandler>(KeyScheme, null);
        return services;
    }

    private static IEndpointRouteBuilder Map(IEndpointRouteBuilder routes, RouteGroupBuilder root)
    {
        routes.ServiceProvider.GetService<KeyRing>(); // reads the file of keys: what is wrong in it ends the start
        StoreGuard.Guard(root);
        DoorGuard.Guard(root, routes.ServiceProvider);
        var people = root.MapGroup("").RequireAuthorization();
        foreach (var map in ForAnybody) map(root);
        foreach (var map in ForPeople) map(people);
        VendorEndpoints.Map(root, people, routes.ServiceProvider);
        return routes;
    }

    /// <summary>Endpoints at which nobody has to be signed in: devices sign what they send, a code opens what is public.</summary>
    private static Action<RouteGroupBuilder>[] ForAnybody { get; } =
    [
        UnknownPaths.Map, DeviceEndpoints.Map, BundleEndpoints.MapDevices, ReleaseEndpoints.MapDevices, PublicEndpoints.Map,
        DocumentEndpoints.MapPage,
    ];

    private static Action<RouteGroupBuilder>[] ForPeople { get; } =
    [
        AdministrationEndpoints.Map, DeviceListEndpoints.Map, AnswerKeyEndpoints.Map, BundleEndpoints.MapPeople,
        ReleaseEndpoints.MapPeople, FeedEndpoints.Map, ReportEndpoints.Map, AlertEndpoints.Map, SuspensionEndpoints.Map,
        LeadEndpoints.Map, MachineEndpoints.Map, HandOverEndpoints.Map, ItemEndpoints.Map, ManyItemEndpoints.Map, PrivacyEndpoints.Map,
        EvidenceEndpoints.Map,
        OverviewEndpoints.Map, LiveEndpoints.Map, ExplainEndpoints.Map, ModuleEndpoints.Map,
        BulkEndpoints.Map, DocumentEndpoints.Map, ConfigurationEndpoints.Map, NotificationEndpoints.Map, ReadingEndpoints.Map,
    ];
}
