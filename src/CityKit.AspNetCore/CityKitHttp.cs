using CityKit.AspNetCore.Endpoints;
using CityKit.AspNetCore.Keys;
using CityKit.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit;

/// <summary>Puts the hub on HTTP.</summary>
public static class CityKitHttp
{
    /// <summary>The authentication scheme that <see cref="AddCityKitKeys"/> adds.</summary>
    public const string KeyScheme = "CityKitKey";

    /// <summary>Lets people in by keys in the <c>CityKit-Key</c> header. Use your own authentication instead where you have one.</summary>
    public static IServiceCollection AddCityKitKeys(this IServiceCollection services, params IEnumerable<CityKitKey> keys)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(keys);
        services.AddAuthorization();
        // AddAuthentication would bring data protection, which writes key files into the home folder; keys in a header need none.
        services.AddAuthenticationCore(options => options.DefaultScheme = KeyScheme).AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<CityKitKeyOptions, CityKitKeyHandler>(KeyScheme, options =>
        {
            foreach (var key in keys) options.Keys.Add(key);
        });
        return services;
    }

    /// <summary>
    /// Maps the hub's API under <c>/citykit/v1</c>: batches, bundles and releases by signature, everything else for authenticated actors.
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

    private static IEndpointRouteBuilder Map(IEndpointRouteBuilder routes, RouteGroupBuilder root)
    {
        StoreGuard.Guard(root);
        DeviceEndpoints.Map(root);
        BundleEndpoints.MapDevices(root);
        ReleaseEndpoints.MapDevices(root);
        var people = root.MapGroup("").RequireAuthorization();
        AdministrationEndpoints.Map(people);
        DeviceListEndpoints.Map(people);
        AnswerKeyEndpoints.Map(people);
        BundleEndpoints.MapPeople(people);
        ReleaseEndpoints.MapPeople(people);
        FeedEndpoints.Map(people);
        ReportEndpoints.Map(people);
        LeadEndpoints.Map(people);
        ItemEndpoints.Map(people);
        PrivacyEndpoints.Map(people);
        OverviewEndpoints.Map(people);
        ExplainEndpoints.Map(people);
        ModuleEndpoints.Map(people);
        BulkEndpoints.Map(people);
        DocumentEndpoints.Map(people);
        DocumentEndpoints.MapPage(root);
        ConfigurationEndpoints.Map(people);
        return routes;
    }
}
