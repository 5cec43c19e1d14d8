using CityKit.Components.Registry;
using CityKit.Core;

namespace CityKit.Components.Nearest;

/// <summary>Where a component is (部件位置): what the index is built from. <c>default</c> is of no component, at 0°, 0°.</summary>
/// <param name="Id">The component; its class is in the id.</param>
/// <param name="Location">Where it is.</param>
/// <param name="State">The state it is in.</param>
public readonly record struct ComponentPlace(ComponentId Id, GeoPoint Location, ComponentState State = ComponentState.Intact);
