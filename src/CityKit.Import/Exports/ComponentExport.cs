using CityKit.Components.Registry;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CityKit.Import.Exports;

/// <summary>Writes components for others (部件导出), one after the other as they come: what a query found, or all. What is written is read
/// again as a survey, under the standard's abbreviations, with coordinates in WGS84.</summary>
/// <remarks>Of each component the present record is written, or that of the query's day; not its history. A GeoPackage is an SQLite file:
/// the
/// application picks the provider, as for the store.</remarks>
public static class ComponentExport
{
    /// <summary>Writes components to a stream, as GeoJSON or CSV.</summary>
    /// <param name="components">The components.</param>
    /// <param name="to">Where to.</param>
    /// <param name="format">Every format but a GeoPackage, which is a file of its own.</param>
    /// <param name="cancellationToken">Gives up; what was written stays.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="ArgumentException">The format is <see cref="ExportFormat.GeoPackage"/>, or none.</exception>
    public static async Task<long> WriteAsync(
        IAsyncEnumerable<Component> components, Stream to, ExportFormat format, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(components);
        ArgumentNullException.ThrowIfNull(to);
        return await WriteAsync(components, ComponentWriter.Of(format, to), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes components into a new GeoPackage: the layer <c>components</c>, with points. The file is there when it is whole, and
    /// not before.</summary>
    /// <param name="components">The components.</param>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="at">The moment that the layer says it was changed.</param>
    /// <param name="cancellationToken">Gives up; nothing is written.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static async Task<long> WriteGeoPackageAsync(
        IAsyncEnumerable<Component> components, string path, Instant at, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(components);
        using var file = GeoPackageWriter.Create(path);
        try
        {
            var layer = new GeoPackageLayerWriter(file, "components", "部件 components", "POINT",
                [.. ExportedField.All.Select(field => field.Code)], at);
            var count = await WriteAsync(components, new GeoPackageComponents(layer), cancellationToken).ConfigureAwait(false);
            file.Keep();
            return count;
        }
        catch (SqliteException refused)
        {
            throw file.Failed(refused);
        }
    }

    private static async Task<long> WriteAsync(IAsyncEnumerable<Component> components, ComponentWriter writer,
        CancellationToken cancellationToken)
    {
        await using var whole = writer.ConfigureAwait(false);
        var count = 0L;
        await foreach (var component in components.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await writer.WriteAsync(component, cancellationToken).ConfigureAwait(false);
            count++;
        }
        return count;
    }
}
