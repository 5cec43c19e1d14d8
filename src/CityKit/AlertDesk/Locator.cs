using CityKit.Cases;
using CityKit.Components;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Sensors.Register;

namespace CityKit.AlertDesk;

/// <summary>Where a sensor or a point is: place, unit grid, component, household.</summary>
/// <param name="map">Gives the map of grids in force; null for none.</param>
internal sealed class Locator(Func<GridMap?> map)
{
    private const int MostNearGrids = 8;

    internal Subject SubjectOf(Sensor sensor) =>
        new(PlaceOf(sensor), ComponentId.TryParse(sensor.Component, null, out var component) ? component : null, sensor.Household);

    internal WorkPlace PlaceOf(GeoPoint point) => new() { Point = point, Grid = GridOf(point) };

    /// <summary>Where a point is that is exact to so many metres: grids that it may be in as well are named.</summary>
    internal WorkPlace PlaceOf(GeoPoint point, double accuracy)
    {
        var place = PlaceOf(point);
        return accuracy > 0 && map() is { } grids ? place with { NearGrids = NearGrids(grids, point, accuracy, place.Grid) } : place;
    }

    private WorkPlace PlaceOf(Sensor sensor) => new()
    {
        Point = sensor.Place,
        Grid = sensor.Grid ?? (sensor.Place is { } point ? GridOf(point) : null),
        Compound = sensor.Compound,
        Building = sensor.Building,
        Entrance = sensor.Entrance,
        Address = IsPlaced(sensor) ? null : sensor.Key.ToString(),
    };

    /// <summary>Where nothing is known of the place, the sensor's own name keeps its alerts apart from others'.</summary>
    private static bool IsPlaced(Sensor sensor) => sensor.Place is not null || sensor.Grid is not null || sensor.Compound is not null;

    private static string[] NearGrids(GridMap grids, GeoPoint point, double accuracy, string? own) =>
        [.. grids.LocateAll(point, accuracy).Select(near => near.Grid.Code).Where(code => code != own).Take(MostNearGrids)];

    private string? GridOf(GeoPoint point) => map() is { } grids && grids.TryLocate(point, out var grid) ? grid.Code : null;
}
