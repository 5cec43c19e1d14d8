using CityKit.Components.Registry;

namespace CityKit.Import.Exports;

/// <summary>Writes components in one format; what belongs at the end is written when it is disposed of.</summary>
internal abstract class ComponentWriter : IAsyncDisposable
{
    internal static ComponentWriter Of(ExportFormat format, Stream to) => format switch
    {
        ExportFormat.GeoJson => new GeoJsonComponents(to, isSequence: false),
        ExportFormat.GeoJsonSequence => new GeoJsonComponents(to, isSequence: true),
        ExportFormat.Csv => new CsvComponents(to),
        _ => throw new ArgumentException($"{format} is not written to a stream.", nameof(format)),
    };

    internal abstract ValueTask WriteAsync(Component component, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
