using System.Collections.Immutable;

namespace CityKit.Services.Items;

/// <summary>One item of a bundle.</summary>
/// <param name="Item">The item.</param>
/// <param name="After">The items of the bundle that have to be done before; the others may run at the same time.</param>
public sealed record BundleStep(ServiceItem Item, ImmutableArray<string> After);
