using System.Text.RegularExpressions;
using CityKit.Desk.Extending;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CityKit.Desk.Tests.Support;

/// <summary>Every page of the desk, out of the table of routes: a new page is looked at without anybody naming it.</summary>
internal static partial class DeskPages
{
    private const string Prefix = "/desk/";
    private static readonly string[] Explained = ["item", "lead", "alert"];

    /// <summary>The addresses under the desk's own of all pages.</summary>
    /// <param name="host">The application.</param>
    /// <param name="kinds">What a page of something is shown with: an id of each kind, such as item, device, rule.</param>
    internal static IReadOnlyList<string> Of(DeskHost host, IReadOnlyDictionary<string, string> kinds)
    {
        var names = host.Services.GetRequiredService<IOptions<DeskOptions>>().Value.Pages.Select(page => page.Name);
        return [.. Templates(host).SelectMany(template => Addresses(template, kinds, names)).Distinct().Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Templates(DeskHost host) =>
        host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.Trim('/')}/")
            .Where(template => template.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(template => template[Prefix.Length..].TrimEnd('/'));

    private static IEnumerable<string> Addresses(string template, IReadOnlyDictionary<string, string> kinds, IEnumerable<string> names) =>
        template switch
    {
        "{*Path}" => ["no-such-page"],
        "pages/{Name}" => names.Select(name => $"pages/{name}"),
        _ when template.Contains("{Kind}", StringComparison.OrdinalIgnoreCase) =>
            Explained.Select(kind => Parameter()
                .Replace(template.Replace("{Kind}", kind, StringComparison.OrdinalIgnoreCase), kinds[kind])),
        _ when template.Contains('{') => [Parameter().Replace(template, IdOf(template, kinds))],
        "duty" => ["duty", .. Explained.Select(kind => $"duty?show={kind}s&at={kind}:{kinds[kind]}")],
        "cockpit" => ["cockpit", "cockpit?wall=1", "cockpit?wall=1&page=2"],
        _ => [template],
    };

    /// <summary>Whose id a page takes, by its name: <c>items/{Id}/print</c>.</summary>
    private static string IdOf(string template, IReadOnlyDictionary<string, string> kinds) =>
        kinds.FirstOrDefault(of => template.Contains(of.Key, StringComparison.Ordinal)).Value
        ?? throw new InvalidOperationException($"The page '{template}' is shown with what? Say it in {nameof(DeskPages)}.");

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
