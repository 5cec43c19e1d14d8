using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Services.Items;

/// <summary>One thing (一件事): several departments' items that a person applies for at once.</summary>
/// <param name="Id">Its id in the file.</param>
/// <param name="Version">The version of its text.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Steps">Its items, each after those that it waits for.</param>
public sealed record ServiceBundle(string Id, string Version, LocalizedText Name, ImmutableArray<BundleStep> Steps);
