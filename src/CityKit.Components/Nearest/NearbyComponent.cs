using CityKit.Core;

namespace CityKit.Components.Nearest;

/// <summary>A component found near a place (附近部件). <c>default</c> is no component.</summary>
/// <param name="Id">The component.</param>
/// <param name="Location">Where it is.</param>
/// <param name="Metres">How far away, as <see cref="GeoPoint.MetresTo"/> has it.</param>
public readonly record struct NearbyComponent(ComponentId Id, GeoPoint Location, double Metres) : IComparable<NearbyComponent>
{
    /// <summary>Nearest first; of two as far, the lower id.</summary>
    public int CompareTo(NearbyComponent other)
    {
        var order = Metres.CompareTo(other.Metres);
        return order != 0 ? order : Id.CompareTo(other.Id);
    }
}
