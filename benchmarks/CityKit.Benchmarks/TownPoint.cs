using NetTopologySuite.Geometries;

namespace CityKit.Benchmarks;

/// <summary>A point of the town in metres, as the rival keeps it.</summary>
public sealed record TownPoint(double X, double Y, long Id)
{
    internal Envelope Envelope => new(X, X, Y, Y);
}
