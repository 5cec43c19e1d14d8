using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Services.Items;

/// <summary>A material (申请材料) that items ask for. Items that ask for the same one share it.</summary>
/// <param name="Id">Its id in the file.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Kind">What it is.</param>
public sealed record ServiceMaterial(string Id, LocalizedText Name, MaterialKind Kind)
{
    /// <summary>How credentials prove it, any of which will do; none for what is on paper alone.</summary>
    public ImmutableArray<MaterialProof> Proofs { get; init; } = [];

    /// <summary>Which sources confirm it, the first that is connected.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];
}
