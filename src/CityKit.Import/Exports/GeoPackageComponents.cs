using CityKit.Components.Registry;
using NetTopologySuite.Geometries;

namespace CityKit.Import.Exports;

/// <summary>Components as rows of a GeoPackage's layer.</summary>
internal sealed class GeoPackageComponents(GeoPackageLayerWriter layer) : ComponentWriter
{
    private static readonly GeometryFactory Factory = new();
    private readonly string?[] values = new string?[ExportedField.All.Length];

    internal override ValueTask WriteAsync(Component component, CancellationToken cancellationToken)
    {
        for (var i = 0; i < values.Length; i++) values[i] = ExportedField.All[i].Of(component) is { Length: > 0 } text ? text : null;
        layer.Write(Factory.CreatePoint(new Coordinate(component.Location.Longitude, component.Location.Latitude)), values);
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        layer.Finish();
        return ValueTask.CompletedTask;
    }
}
