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

/// <summary>Puts the hub on HTTP.</summary>
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
        UnknownPaths.Map(root);
        DeviceEndpoints.Map(root);
        BundleEndpoints.MapDevices(root);
        ReleaseEndpoints.MapDevices(root);
        PublicEndpoints.Map(root);
        var people = root.MapGroup("").RequireAuthorization();
        AdministrationEndpoints.Map(people);
        DeviceListEndpoints.Map(people);
        AnswerKeyEndpoints.Map(people);
        BundleEndpoints.MapPeople(people);
        ReleaseEndpoints.MapPeople(people);
        FeedEndpoints.Map(people);
        VendorEndpoints.Map(root, people, routes.ServiceProvider);
        ReportEndpoints.Map(people);
        LeadEndpoints.Map(people);
        MachineEndpoints.Map(people);
        ItemEndpoints.Map(people);
        PrivacyEndpoints.Map(people);
        EvidenceEndpoints.Map(people);
        OverviewEndpoints.Map(people);
        LiveEndpoints.Map(people);
        ExplainEndpoints.Map(people);
        ModuleEndpoints.Map(people);
        BulkEndpoints.Map(people);
        DocumentEndpoints.Map(people);
        DocumentEndpoints.MapPage(root);
        ConfigurationEndpoints.Map(people);
        NotificationEndpoints.Map(people);
        ReadingEndpoints.Map(people);
        return routes;
    }
}
