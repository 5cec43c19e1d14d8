using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CityKit.Desk.Assets;

/// <summary>
/// Scripts, styles, pictures and fonts, out of the assembly. An address has the content's hash, so that a browser keeps it for good and
/// asks again only for what has changed.
/// </summary>
internal sealed class DeskAssets
{
    private const string Prefix = "asset/";
    private readonly FrozenDictionary<string, DeskAsset> assets = All().ToFrozenDictionary(asset => asset.Name, StringComparer.Ordinal);

    /// <summary>Its address, relative to the desk's.</summary>
    /// <exception cref="ArgumentException">There is no such asset.</exception>
    internal string this[string name] =>
        assets.TryGetValue(name, out var asset) ? $"assets/{asset.Hash}/{name}"
            : throw new ArgumentException($"There is no asset '{name}'.", nameof(name));

    internal static void Map(IEndpointRouteBuilder group) =>
        group.MapGet("/assets/{hash}/{name}", (string name, HttpContext context, DeskAssets assets) =>
            assets.AnswerAsync(name, context)).AllowAnonymous();

    private Task AnswerAsync(string name, HttpContext context)
    {
        if (assets.TryGetValue(name, out var asset)) return asset.AnswerAsync(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static IEnumerable<DeskAsset> All()
    {
        var home = typeof(DeskAssets).Assembly;
        return home.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => new DeskAsset(name[Prefix.Length..], Read(home, name)));
    }

    private static byte[] Read(Assembly home, string name)
    {
        using var stream = home.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
