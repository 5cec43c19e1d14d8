using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using CityKit.Desk.Extending;

namespace CityKit.Desk.Tests.Support;

/// <summary>Every page of the desk, out of the table of routes: a new page is looked at without anybody naming it.</summary>
internal static class DeskPages
{
    private const string Prefix = "/desk/";

    /// <summary>What the pages for operations of one thing are shown with.</summary>
    private static readonly Dictionary<string, string> Things =
        new() { ["operations/devices"] = "court-edge-1", ["operations/rules"] = "fall-camera", ["operations/journal"] = "1" };

    /// <summary>The addresses under the desk's own of all pages.</summary>
    /// <param name="host">The application.</param>
    /// <param name="kinds">What a page of something is shown with: a kind and an id of each.</param>
    internal static IReadOnlyList<string> Of(DeskHost host, IReadOnlyDictionary<string, string> kinds)
    {
        var names = host.Services.GetRequiredService<IOptions<DeskOptions>>().Value.Pages.Select(page => page.Name);
        return [.. Templates(host).SelectMany(template => Addresses(template, kinds, names)).Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Templates(DeskHost host) => host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.Trim('/')}/").Where(template => template.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(template => template[Prefix.Length..].TrimEnd('/'));

    private static IEnumerable<string> Addresses(string template, IReadOnlyDictionary<string, string> kinds, IEnumerable<string> names) => template switch
    {
        "{*Path}" => ["no-such-page"],
        "pages/{Name}" => names.Select(name => $"pages/{name}"),
        _ when template.Contains("{Kind}", StringComparison.OrdinalIgnoreCase) =>
            kinds.Select(of => Filled(Filled(template, "Kind", of.Key), "Id", of.Value)),
        _ when template.Contains('{') => [Filled(template, "Id", KindOf(template, kinds))],
        _ => [template],
    };

    /// <summary>Whose id a page takes that says so by its name: <c>items/{Id}/print</c>.</summary>
    private static string KindOf(string template, IReadOnlyDictionary<string, string> kinds) =>
        kinds.Concat(Things).FirstOrDefault(of => template.Contains(of.Key, StringComparison.Ordinal)).Value
        ?? throw new InvalidOperationException($"The page '{template}' is shown with what? Say it in {nameof(DeskPages)}.");

    private static string Filled(string template, string name, string value) => template.Replace($"{{{name}}}", value, StringComparison.OrdinalIgnoreCase);
}
