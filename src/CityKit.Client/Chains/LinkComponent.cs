namespace CityKit.Client.Chains;

/// <summary>What a look-up in the registry found (最近部件).</summary>
/// <param name="Metres">How far away, in metres.</param>
/// <param name="Department">The competent department.</param>
/// <param name="Registry">The registry's version.</param>
public sealed record LinkComponent(double Metres, string Department, string Registry)
{
    /// <summary>The owner.</summary>
    public string? Owner { get; init; }

    /// <summary>The maintainer.</summary>
    public string? Maintainer { get; init; }

    /// <summary>Whether a person confirmed it.</summary>
    public bool Confirmed { get; init; }
}
