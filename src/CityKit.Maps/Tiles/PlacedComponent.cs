using CityKit.Components;
using CityKit.Components.Registry;

namespace CityKit.Maps.Tiles;

/// <summary>A component in <see cref="ComponentTiles"/>, beside its key.</summary>
internal readonly record struct PlacedComponent(long Digits, ComponentState State)
{
    internal ComponentId Id => ComponentId.FromInt64(Digits);
}
